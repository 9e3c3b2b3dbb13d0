import type { Rendered } from "./cluster.js";

/** Changes the rendered objects. */
type Change = (objects: readonly Rendered[]) => readonly object[];

function without(...names: readonly string[]): Change {
  return (objects) => objects.filter(({ metadata }) => !names.includes(metadata.name));
}

function withoutPolicies(namespace: string): Change {
  return (objects) =>
    objects.filter(
      ({ apiVersion, kind, metadata }) =>
        !(apiVersion === "networking.k8s.io/v1" && kind === "NetworkPolicy") ||
        metadata.namespace !== namespace,
    );
}

/** Replaces these fields in the spec of the object with that name. */
function withSpec(name: string, fields: Readonly<Record<string, unknown>>): Change {
  return (objects) =>
    objects.map((object) =>
      object.metadata.name === name ? { ...object, spec: { ...object.spec, ...fields } } : object,
    );
}

/** Gives both applications the load balancer addresses of each other. */
const sharedSubnets: Change = (objects) =>
  objects.map(
    (object) =>
      JSON.parse(
        JSON.stringify(object, (_, value: unknown) => {
          if (!Array.isArray(value)) return value;
          const texts = JSON.stringify(value);
          const own = texts.includes("10.0.0.128/27") || texts.includes("10.0.1.0/27");
          if (!own || texts.includes("10.0.0.0/18")) return value as unknown[];
          const albs = ["10.0.0.128/27", "10.0.0.160/27", "10.0.1.0/27", "10.0.1.32/27"];
          if (value.every((each) => typeof each === "string")) return albs;
          if (!texts.startsWith('[{"ipBlock"')) return value as unknown[];
          return albs.map((cidr) => ({ ipBlock: { cidr } }));
        }),
      ) as object,
  );

const CNP_BASELINE = {
  apiVersion: "policy.networking.k8s.io/v1alpha2",
  kind: "ClusterNetworkPolicy",
  metadata: { name: "default" },
  spec: {
    tier: "Baseline",
    priority: 100,
    subject: {
      namespaces: {
        matchExpressions: [
          {
            key: "kubernetes.io/metadata.name",
            operator: "NotIn",
            values: ["kube-system", "calico-system", "calico-apiserver"],
          },
        ],
      },
    },
    ingress: [{ action: "Deny", from: [{ namespaces: {} }] }],
    egress: [
      {
        action: "Accept",
        to: [
          {
            pods: {
              namespaceSelector: {},
              podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
            },
          },
        ],
        protocols: [{ udp: { destinationPort: { number: 53 } } }],
      },
      { action: "Deny", to: [{ networks: ["0.0.0.0/0"] }] },
    ],
  },
};

/** A change of the rendered objects, and exactly the flows of the table that it flips. */
export interface Mutation {
  readonly what: string;
  readonly change: Change;
  readonly flips: readonly number[];
}

const CHANGES: readonly (readonly [what: string, change: Change, flips: readonly number[]])[] = [
  ["nothing", (objects) => objects, []],
  [
    "the default at order 500 with a Deny of ingress",
    withSpec("default-isolation", { order: 500, ingress: [{ action: "Deny" }] }),
    [1, 2, 13, 14, 17],
  ],
  [
    "the default at order 500 with a Deny in both directions",
    (objects) =>
      objects.map((object) => {
        if (object.metadata.name !== "default-isolation") return object;
        const egress = [...((object.spec?.egress ?? []) as object[]), { action: "Deny" }];
        return {
          ...object,
          spec: { ...object.spec, order: 500, ingress: [{ action: "Deny" }], egress },
        };
      }),
    [1, 2, 13, 14, 17, 36, 41, 45],
  ],
  [
    "the default without an order, with a Deny",
    withSpec("default-isolation", { order: undefined, ingress: [{ action: "Deny" }] }),
    [],
  ],
  [
    "the default in the tier kube-baseline",
    withSpec("default-isolation", { tier: "kube-baseline", order: 500 }),
    [9, 11, 19, 25],
  ],
  [
    "a ClusterNetworkPolicy of the tier Baseline in place of the default",
    (objects) => [...without("default-isolation")(objects), CNP_BASELINE],
    [19, 25],
  ],
  ["load balancers that share subnets", sharedSubnets, [16, 18]],
  ["no default", without("default-isolation"), [9, 11, 19, 25]],
  [
    "no policy between load balancers and system pods",
    without("app-isolation.system-from-alb"),
    [53, 54],
  ],
  ["no NetworkPolicies in app-a", withoutPolicies("app-a"), [1, 2, 13, 14, 36, 41, 45]],
  ["no boundaries", without("app-isolation.boundary"), []],
  ["no guardrails", without("app-isolation.guardrails"), []],
];

export const MUTATIONS: readonly Mutation[] = CHANGES.map(([what, change, flips]) => ({
  what,
  change,
  flips,
}));
