import fc from "fast-check";

export const NAMESPACES = ["a", "b", "c"];

const labels = fc.constantFrom({}, { app: "x" }, { app: "y" }, { app: "x", tier: "y" });
const namespaces = fc.constantFrom(...NAMESPACES);
const names = fc.nat(9).map((number) => `n-${number}`);

const pods = fc
  .record({ namespace: namespaces, name: names, labels, host: fc.nat(30), hostNetwork: fc.nat(9) })
  .map(({ host, hostNetwork, ...metadata }) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata,
    spec: {
      containers: [{ name: "main", image: "x", ports: [{ name: "web", containerPort: 80 }] }],
      ...(hostNetwork === 0 ? { hostNetwork: true } : {}),
    },
    status: { podIP: `10.0.128.${host}` },
  }));

const peers = fc.constantFrom<object>(
  { podSelector: { matchLabels: { app: "x" } } },
  { namespaceSelector: {} },
  { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "b" } } },
  { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "outside" } } },
  { ipBlock: { cidr: "10.0.64.0/21" } },
);
const ports = fc.constantFrom(undefined, [{ port: 80 }], [{ port: "web" }], [{ port: 53 }]);

const kubernetesPolicies = fc
  .record({ namespace: namespaces, name: names, labels, peers: fc.array(peers), ports })
  .map(({ namespace, name, labels: matchLabels, peers: others, ports: open }) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { namespace, name },
    spec: {
      podSelector: { matchLabels },
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: others, ports: open }],
      egress: [{ to: others, ports: open }],
    },
  }));

const calicoKinds = fc.constantFrom(
  "NetworkPolicy",
  "GlobalNetworkPolicy",
  "StagedNetworkPolicy",
  "StagedGlobalNetworkPolicy",
);
const actions = fc.constantFrom("Allow", "Deny", "Pass", "Log");
const selectors = fc.constantFrom("all()", "app == 'x'", "has(tier)", "!has(app)");

const calicoPolicies = fc
  .record({
    kind: calicoKinds,
    namespace: namespaces,
    name: names,
    tier: fc.constantFrom("default", "first", "second"),
    action: actions,
    selectors: fc.tuple(selectors, selectors),
    order: fc.nat(3),
  })
  .map(({ kind, namespace, name, tier, action, selectors: [own, other], order }) => {
    const rules = [
      { action, source: { selector: other } },
      { action: "Allow", destination: { selector: other } },
    ];
    const where = kind.includes("Global") ? {} : { namespace };
    return {
      apiVersion: "projectcalico.org/v3",
      kind,
      metadata: { name: `${tier}.${name}`, ...where },
      spec: {
        tier,
        selector: own,
        order,
        types: ["Ingress", "Egress"],
        ingress: rules,
        egress: rules,
      },
    };
  });

const tiers = fc
  .record({ name: fc.constantFrom("first", "second"), pass: fc.boolean(), order: fc.nat(9) })
  .map(({ name, pass, order }) => ({
    apiVersion: "projectcalico.org/v3",
    kind: "Tier",
    metadata: { name },
    spec: { order, defaultAction: pass ? "Pass" : "Deny" },
  }));

const networkSets = fc.record({ namespace: namespaces, name: names, labels }).map((metadata) => ({
  apiVersion: "projectcalico.org/v3",
  kind: "NetworkSet",
  metadata,
  spec: { nets: ["10.0.64.0/22"] },
}));

const NAMESPACE_OBJECTS = NAMESPACES.map((name) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
}));
const namespaceObjects = fc.subarray(NAMESPACE_OBJECTS);
const others = fc.constantFrom({
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "quota", namespace: "a" },
});

const objects = fc.array(
  fc.oneof(pods, kubernetesPolicies, calicoPolicies, tiers, networkSets, others),
  { minLength: 4, maxLength: 24 },
);

/** Objects of most kinds that decide about traffic, none twice. */
export const manifests = fc.tuple(namespaceObjects, objects).map(([first, rest]) => {
  const all: readonly { apiVersion: string; kind: string; metadata: object }[] = [
    ...first,
    ...rest,
  ];
  const byName = new Map(
    all.map((object) => {
      const { name, namespace } = object.metadata as { name: string; namespace?: string };
      return [`${object.apiVersion} ${object.kind} ${namespace ?? ""} ${name}`, object];
    }),
  );
  return [...byName.values()];
});
