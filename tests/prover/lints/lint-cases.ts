/** Manifests in which a lint speaks or keeps quiet. */
export interface LintCase {
  readonly code: string;
  /** Each with the path that it is told at. */
  readonly bad: readonly (readonly [path: string, yaml: string])[];
  readonly good: readonly string[];
}

const CALICO = "apiVersion: projectcalico.org/v3";
const NP =
  "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p, namespace: shop }";
const CNP =
  "apiVersion: policy.networking.k8s.io/v1alpha2\nkind: ClusterNetworkPolicy\nmetadata: { name: p }";

function policy(spec: string, name = "p", kind = "NetworkPolicy"): string {
  const namespace = kind.includes("Global") ? "" : ", namespace: shop";
  return `${CALICO}\nkind: ${kind}\nmetadata: { name: ${name}${namespace} }\nspec: ${spec}`;
}

function globalPolicy(spec: string, name = "p"): string {
  return policy(spec, name, "GlobalNetworkPolicy");
}

function tier(spec: string): string {
  return `${CALICO}\nkind: Tier\nmetadata: { name: platform }\nspec: ${spec}`;
}

function service(spec: string, annotations = "{}"): string {
  return `apiVersion: v1\nkind: Service\nmetadata: { name: s, namespace: shop, annotations: ${annotations} }\nspec: ${spec}`;
}

function pod(namespace: string, spec: string): string {
  return `apiVersion: v1\nkind: Pod\nmetadata: { name: web, namespace: ${namespace} }\nspec: ${spec}`;
}

const SHOP = 'namespaceSelector: projectcalico.org/name == "shop"';
const EVERY = "namespaceSelector: has(projectcalico.org/name)";

/** An ingress rule of a namespaced policy. */
function ingress(rule: string, more = "order: 1"): string {
  return policy(`{ ${more}, types: [Ingress], ingress: [${rule}] }`);
}

function egress(rule: string): string {
  return policy(`{ order: 1, types: [Egress], egress: [${rule}] }`);
}

function allowTo(peer: string): string {
  return `${NP}\nspec: { podSelector: {}, policyTypes: [Egress], egress: [{ to: [${peer}] }] }`;
}

const LONG = `projectcalico.org/name in {${Array.from({ length: 54 }, (_, at) => `"application-${at}"`).join(", ")}}`;

export const LINT_CASES: readonly LintCase[] = [
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
    ],
    good: [globalPolicy(`{ order: 1, types: [Ingress], ${EVERY} }`)],
  },
  {
    code: "rule-without-peer",
    bad: [
      ["spec.ingress[0]", ingress("{ action: Allow }")],
      [
        "spec.ingress[0]",
        ingress("{ action: Allow, protocol: TCP, destination: { ports: [80] } }"),
      ],
      [
        "spec.egress[0]",
        `${NP}\nspec: { podSelector: {}, policyTypes: [Egress], egress: [{ ports: [{ port: 443 }] }] }`,
      ],
    ],
    good: [
      ingress("{ action: Deny }"),
      ingress("{ action: Pass }"),
      ingress("{ action: Allow, source: { selector: all() } }"),
      allowTo("{ podSelector: {} }"),
    ],
  },
  {
    code: "selector-in-every-namespace",
    bad: [
      [
        "spec.egress[0].destination.selector",
        globalPolicy(
          `{ order: 1, types: [Egress], ${EVERY}, egress: [{ action: Pass, destination: { selector: k8s-app == 'kube-dns' } }] }`,
        ),
      ],
      [
        "spec.ingress[1].source.serviceAccounts",
        globalPolicy(
          `{ order: 1, types: [Ingress], ${EVERY}, ingress: [{ action: Deny }, { action: Deny, source: { serviceAccounts: { names: [x] } } }] }`,
        ),
      ],
    ],
    good: [
      globalPolicy(
        `{ order: 1, types: [Egress], ${EVERY}, egress: [{ action: Pass, destination: { ${SHOP}, selector: a == 'b' } }] }`,
      ),
      globalPolicy(
        `{ order: 1, types: [Egress], ${EVERY}, egress: [{ action: Pass, destination: { selector: has(projectcalico.org/namespace) } }] }`,
      ),
      ingress("{ action: Allow, source: { selector: a == 'b' } }"),
    ],
  },
  {
    code: "network-covers-pods",
    bad: [
      ["spec.ingress[0]", ingress('{ action: Allow, source: { nets: ["10.0.0.0/8"] } }')],
      ["spec.egress[0]", egress('{ action: Pass, destination: { nets: ["10.0.128.7/32"] } }')],
      [
        "spec.ingress[0].from[0]",
        `${NP}\nspec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 0.0.0.0/0 } }] }] }`,
      ],
    ],
    good: [
      ingress('{ action: Deny, source: { nets: ["10.0.0.0/8"] } }'),
      ingress('{ action: Allow, source: { nets: ["10.0.0.128/27"] } }'),
      ingress('{ action: Allow, source: { selector: all(), nets: ["10.0.128.0/17"] } }'),
      ingress(
        '{ action: Allow, source: { nets: ["10.0.0.0/16"], notNets: ["10.0.128.0/17", "10.0.64.0/19"] } }',
      ),
    ],
  },
  {
    code: "network-wider-than-databases",
    bad: [["spec.egress[0]", egress('{ action: Allow, destination: { nets: ["10.0.64.0/18"] } }')]],
    good: [
      egress('{ action: Allow, destination: { nets: ["10.0.64.0/19"] } }'),
      egress('{ action: Allow, destination: { nets: ["10.0.64.16/28"] } }'),
      egress('{ action: Allow, destination: { nets: ["10.0.96.0/24"] } }'),
      egress('{ action: Deny, destination: { nets: ["10.0.64.0/18"] } }'),
    ],
  },
  {
    code: "internet-without-except",
    bad: [
      ["spec.egress[0].to[0]", allowTo("{ ipBlock: { cidr: 0.0.0.0/0 } }")],
      ["spec.egress[0].to[0]", allowTo("{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8] } }")],
      [
        "spec.egress[0].to[0]",
        allowTo("{ ipBlock: { cidr: 0.0.0.0/0, except: [169.254.0.0/16] } }"),
      ],
      [
        "spec.egress[0]",
        egress('{ action: Allow, destination: { nets: ["0.0.0.0/1", "128.0.0.0/1"] } }'),
      ],
    ],
    good: [
      allowTo("{ ipBlock: { cidr: 0.0.0.0/0, except: [10.0.0.0/8, 169.254.0.0/16] } }"),
      allowTo("{ ipBlock: { cidr: 198.51.100.0/24 } }"),
      egress('{ action: Deny, destination: { nets: ["0.0.0.0/0"] } }'),
    ],
  },
  {
    code: "namespace-by-other-label",
    bad: [
      [
        "spec.egress[0].to[0].namespaceSelector",
        allowTo("{ namespaceSelector: { matchLabels: { team: a } } }"),
      ],
      [
        "spec.egress[0].to[0].namespaceSelector",
        allowTo("{ namespaceSelector: { matchExpressions: [{ key: team, operator: Exists }] } }"),
      ],
      [
        "spec.ingress[0].source.namespaceSelector",
        ingress(
          "{ action: Allow, source: { namespaceSelector: team == 'projectcalico.org/name' } }",
        ),
      ],
    ],
    good: [
      allowTo("{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: shop } } }"),
      ingress(
        `{ action: Allow, source: { namespaceSelector: 'has(projectcalico.org/name) && projectcalico.org/name not in {"team", "b"}' } }`,
      ),
      ingress("{ action: Allow, source: { selector: team == 'a' } }"),
    ],
  },
  {
    code: "pass-in-last-tier",
    bad: [
      ["spec.ingress[0]", ingress("{ action: Pass, source: { selector: all() } }")],
      [
        "spec.defaultAction",
        `${tier("{ order: 20000000, defaultAction: Pass }")}\n---\n${policy("{ tier: platform, order: 1, types: [Ingress] }")}`,
      ],
    ],
    good: [
      `${policy("{ tier: platform, order: 1, types: [Ingress], ingress: [{ action: Pass }] }")}\n---\n${tier("{ order: 5, defaultAction: Pass }")}\n---\n${NP}\nspec: { podSelector: {} }`,
      tier("{ order: 20000000, defaultAction: Pass }"),
    ],
  },
  {
    code: "allow-before-tenants",
    bad: [
      [
        "spec.ingress[0].from[0]",
        `${CNP}\nspec: { tier: Admin, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Accept, from: [{ namespaces: {} }] }] }`,
      ],
      [
        "spec.ingress[0]",
        `${tier("{ order: 5 }")}\n---\n${globalPolicy(`{ tier: platform, order: 1, types: [Ingress], ${EVERY}, ingress: [{ action: Allow }] }`)}`,
      ],
    ],
    good: [
      `${CNP}\nspec: { tier: Baseline, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Accept, from: [{ namespaces: {} }] }] }`,
      `${CNP}\nspec: { tier: Admin, priority: 1, subject: { namespaces: {} }, ingress: [{ action: Deny, from: [{ namespaces: {} }] }] }`,
      globalPolicy(`{ order: 1, types: [Ingress], ${EVERY}, ingress: [{ action: Allow }] }`),
    ],
  },
  {
    code: "host-network-in-application",
    bad: [["spec.hostNetwork", pod("shop", "{ hostNetwork: true }")]],
    good: [pod("kube-system", "{ hostNetwork: true }"), pod("shop", "{ hostNetwork: false }")],
  },
  {
    code: "service-opens-nodes",
    bad: [
      ["spec.type", service("{ type: NodePort }")],
      ["spec.type", service("{ type: LoadBalancer }")],
      [
        "spec.type",
        service(
          "{ type: LoadBalancer }",
          "{ service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: instance }",
        ),
      ],
    ],
    good: [
      service("{ type: ClusterIP }"),
      service("{}"),
      service(
        "{ type: LoadBalancer }",
        "{ service.beta.kubernetes.io/aws-load-balancer-nlb-target-type: ip }",
      ),
    ],
  },
  {
    code: "service-external-addresses",
    bad: [
      ["spec.externalIPs", service("{ externalIPs: [192.0.2.1] }")],
      ["spec.externalName", service("{ type: ExternalName, externalName: db.example.com }")],
    ],
    good: [service("{ externalIPs: [] }"), service("{ type: ClusterIP }")],
  },
];
