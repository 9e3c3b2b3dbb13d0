import {
  type ManifestCase,
  NP,
  CNP,
  policy,
  globalPolicy,
  tier,
  service,
  pod,
  SHOP,
  EVERY,
  ingress,
  egress,
  allowTo,
} from "./manifest-case.js";

const CLUSTER_IP = service("{ clusterIP: 172.20.0.10, clusterIPs: [172.20.0.10, 'fd00::a'] }");

/** Checks of rules, tiers, pods and Services. */
export const OTHER_CASES: readonly ManifestCase[] = [
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
      `${tier("{ order: 5 }")}\n---\n${policy("{ tier: platform, order: 1, types: [Ingress], ingress: [{ action: Allow }] }")}`,
      `${tier("{ order: 5 }")}\n---\n${policy(`{ tier: platform, order: 1, types: [Ingress], ${EVERY}, ingress: [{ action: Allow }] }`, "p", "StagedGlobalNetworkPolicy")}`,
    ],
  },
  {
    code: "cluster-ip-in-rule",
    bad: [
      [
        "spec.egress[0].to[0]",
        `${CLUSTER_IP}\n---\n${allowTo("{ ipBlock: { cidr: 172.20.0.10/32 } }")}`,
      ],
      [
        "spec.egress[0]",
        `${CLUSTER_IP}\n---\n${egress("{ action: Deny, destination: { nets: [172.20.0.10/32, 'fd00::a/128'] } }")}`,
      ],
    ],
    good: [
      allowTo("{ ipBlock: { cidr: 172.20.0.10/32 } }"),
      `${CLUSTER_IP}\n---\n${allowTo("{ ipBlock: { cidr: 172.20.0.0/16 } }")}`,
      `${CLUSTER_IP}\n---\n${allowTo("{ ipBlock: { cidr: 172.20.0.11/32 } }")}`,
      `${CLUSTER_IP}\n---\n${allowTo("{ podSelector: { matchLabels: { app: x } } }")}`,
      `${CLUSTER_IP}\n---\n${egress("{ action: Allow, destination: { nets: [172.20.0.10/32, 10.1.0.0/16] } }")}`,
      `${CLUSTER_IP}\n---\n${ingress("{ action: Allow, source: { nets: [172.20.0.10/32] } }")}`,
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
      pod("shop", "{ type: NodePort }"),
    ],
  },
  {
    code: "service-external-addresses",
    bad: [
      ["spec.externalIPs", service("{ externalIPs: [192.0.2.1] }")],
      ["spec.externalName", service("{ type: ExternalName, externalName: db.example.com }")],
    ],
    good: [
      service("{ externalIPs: [] }"),
      service("{ type: ClusterIP }"),
      pod("shop", "{ externalIPs: [192.0.2.1], externalName: db.example.com }"),
    ],
  },
];
