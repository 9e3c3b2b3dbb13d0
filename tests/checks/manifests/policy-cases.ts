import {
  type ManifestCase,
  NP,
  CNP,
  policy,
  globalPolicy,
  tier,
  SHOP,
  EVERY,
  ingress,
  LONG,
  selectorOfLength,
} from "./manifest-case.js";

/** Checks of whole policies. */
export const POLICY_CASES: readonly ManifestCase[] = [
  {
    code: "types-not-written",
    bad: [
      ["spec", policy("{ order: 1, ingress: [{ action: Deny }], egress: [{ action: Deny }] }")],
      [
        "spec",
        globalPolicy(
          `{ order: 1, ${EVERY}, ingress: [{ action: Deny }], egress: [{ action: Deny }], types: [] }`,
        ),
      ],
    ],
    good: [ingress("{ action: Deny }"), `${NP}\nspec: { podSelector: {} }`],
  },
  {
    code: "order-not-written",
    bad: [
      ["spec", policy("{ types: [Ingress] }")],
      ["spec", tier("{ defaultAction: Pass }")],
    ],
    good: [
      policy("{ order: 0, types: [Ingress] }"),
      tier("{ order: 5 }"),
      `${NP}\nspec: { podSelector: {} }`,
    ],
  },
  {
    code: "selects-host-endpoints",
    bad: [
      ["spec.selector", globalPolicy("{ order: 1, types: [Ingress] }")],
      ["spec.selector", globalPolicy("{ order: 1, types: [Ingress], selector: app == 'x' }")],
      [
        "spec.selector",
        globalPolicy(
          "{ order: 1, types: [Ingress], namespaceSelector: 'projectcalico.org/name not in {\"kube-system\"}' }",
        ),
      ],
    ],
    good: [
      globalPolicy(`{ order: 1, types: [Ingress], ${EVERY} }`),
      globalPolicy("{ order: 1, types: [Ingress], namespaceSelector: all() }"),
      globalPolicy("{ order: 1, types: [Ingress], selector: has(projectcalico.org/namespace) }"),
    ],
  },
  {
    code: "pods-can-leave-policy",
    bad: [
      [
        "spec.selector",
        globalPolicy(`{ order: 1, types: [Ingress], ${EVERY}, selector: app == 'x' }`),
      ],
      [
        "spec.selector",
        globalPolicy(
          `{ order: 1, types: [Ingress], ${EVERY}, serviceAccountSelector: team == 'x' }`,
        ),
      ],
      [
        "spec.selector",
        policy("{ tier: platform, order: 1, types: [Ingress], selector: app == 'x' }"),
      ],
      [
        "spec.selector",
        policy(
          "{ tier: platform, order: 1, types: [Ingress], selector: app == 'x' }",
          "p",
          "StagedNetworkPolicy",
        ),
      ],
      [
        "spec.selector",
        `${CNP}\nspec: { tier: Admin, priority: 1, subject: { pods: { namespaceSelector: {}, podSelector: { matchLabels: { app: x } } } }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }`,
      ],
    ],
    good: [
      globalPolicy(`{ order: 1, types: [Ingress], ${SHOP} }`),
      globalPolicy("{ order: 1, types: [Ingress], namespaceSelector: all() }"),
      globalPolicy(
        "{ order: 1, types: [Ingress], namespaceSelector: projectcalico.org/name == 'kube-system', selector: app == 'x' }",
      ),
      policy("{ order: 1, types: [Ingress], selector: app == 'x' }"),
      policy("{ tier: platform, order: 1, types: [Ingress], selector: all() }"),
    ],
  },
  {
    code: "written-to-storage",
    bad: [
      [
        "apiVersion",
        policy("{ order: 1, types: [Ingress] }").replace(
          "projectcalico.org/v3",
          "crd.projectcalico.org/v1",
        ),
      ],
    ],
    good: [policy("{ order: 1, types: [Ingress] }")],
  },
  {
    code: "staged-not-enforced",
    bad: [
      ["kind", policy("{ order: 1, types: [Ingress] }", "p", "StagedNetworkPolicy")],
      [
        "kind",
        policy(`{ order: 1, types: [Ingress], ${EVERY} }`, "p", "StagedGlobalNetworkPolicy"),
      ],
      [
        "kind",
        policy("{ podSelector: {}, policyTypes: [Ingress] }", "p", "StagedKubernetesNetworkPolicy"),
      ],
    ],
    good: [policy("{ order: 1, types: [Ingress] }")],
  },
  {
    code: "long-selector",
    bad: [
      [
        "spec.namespaceSelector",
        globalPolicy(`{ order: 1, types: [Ingress], namespaceSelector: '${LONG}' }`),
      ],
      [
        "spec.selector",
        policy(`{ order: 1, types: [Ingress], selector: '${selectorOfLength(901)}' }`),
      ],
      [
        "spec.serviceAccountSelector",
        policy(
          `{ order: 1, types: [Ingress], serviceAccountSelector: '${selectorOfLength(901)}' }`,
        ),
      ],
    ],
    good: [
      globalPolicy(`{ order: 1, types: [Ingress], ${EVERY} }`),
      policy(`{ order: 1, types: [Ingress], selector: '${selectorOfLength(900)}' }`),
    ],
  },
];
