import assert from "node:assert/strict";
import type { Endpoint, AddressPeer, Peer, World } from "../../../prover/index.js";
import { parseNetwork } from "../../../prover/build/addresses.js";
import { withCidrsApart } from "../../../prover/build/cidrs-apart.js";
import { outcome } from "../reach/verdicts.js";
import { soundWorldOf } from "./worlds.js";

const PODS = `
apiVersion: v1
kind: Pod
metadata: {name: web, namespace: shop, labels: {app: web}}
status: {podIP: 10.0.0.7}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: shop}
spec: {template: {metadata: {labels: {app: api}}}}
---
apiVersion: v1
kind: Pod
metadata: {name: target, namespace: shop, labels: {app: target}}
status: {podIP: 10.0.0.9}
---
`;

function policy(source: string): string {
  return `apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: some}
spec:
  order: 1
  selector: app == 'target'
  types: [Ingress]
  ingress: [{action: Allow, source: ${source}}]
`;
}

const SET = `---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkSet
metadata: {name: office, labels: {role: office}}
spec: {nets: [10.0.0.0/8]}
`;

function endpoint(world: World, name: string): Peer {
  const found = world.endpoints.find((each: Endpoint) => each.name === name);
  assert.ok(found);
  return { kind: "endpoint", endpoint: found };
}

function address(text: string): AddressPeer {
  const parsed = parseNetwork(text);
  assert.ok(parsed);
  return { kind: "network", name: text, range: parsed.range };
}

describe("withCidrsApart", () => {
  const CASES: readonly (readonly [what: string, source: string, expected: readonly string[]])[] = [
    ["networks match no pod", "{nets: [10.0.0.0/8]}", ["denied", "denied", "allowed", "denied"]],
    [
      "every address is outside the pods",
      "{nets: [0.0.0.0/0]}",
      ["denied", "denied", "allowed", "allowed"],
    ],
    [
      "networks that are left out leave pods out too",
      "{notNets: [10.0.0.0/8]}",
      ["denied", "denied", "denied", "allowed"],
    ],
    [
      "network sets match no pod",
      "{selector: role == 'office'}",
      ["denied", "denied", "allowed", "denied"],
    ],
    [
      "labels match pods as ever",
      "{selector: app == 'web'}",
      ["allowed", "denied", "denied", "denied"],
    ],
    [
      "a rule without a source matches everyone",
      "{}",
      ["allowed", "allowed", "allowed", "allowed"],
    ],
  ];

  for (const [what, source, expected] of CASES) {
    it(what, () => {
      const world = withCidrsApart(soundWorldOf(PODS + policy(source) + SET));
      const to = endpoint(world, "target");
      const sources = [
        endpoint(world, "web"),
        endpoint(world, "api"),
        address("10.1.2.3"),
        address("192.0.2.1"),
      ];
      const seen = sources.map((from) => outcome(world, { from, to, protocol: 6, port: 80 }));
      assert.deepEqual(seen, expected);
    });
  }

  it("is not how Calico reads them", () => {
    const world = soundWorldOf(PODS + policy("{nets: [10.0.0.0/8]}"));
    const flow = { from: endpoint(world, "web"), to: endpoint(world, "target"), protocol: 6 };
    assert.equal(outcome(world, { ...flow, port: 80 }), "allowed");
  });

  it("keeps the pods behind a Service", () => {
    const world = withCidrsApart(
      soundWorldOf(`${PODS}apiVersion: v1
kind: Service
metadata: {name: target, namespace: shop}
spec: {selector: {app: target}, ports: [{port: 80}]}
---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: target-1, namespace: shop, labels: {kubernetes.io/service-name: target}}
addressType: IPv4
endpoints: [{addresses: [10.0.0.9]}]
ports: [{port: 80, protocol: TCP, name: ""}]
---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: out, namespace: shop}
spec:
  order: 1
  selector: app == 'web'
  types: [Egress]
  egress: [{action: Allow, destination: {services: {name: target}}}]
`),
    );
    const [from, target, api] = ["web", "target", "api"].map((name) => endpoint(world, name));
    assert.ok(from && target && api);
    const told = [
      outcome(world, { from, to: target, protocol: 6, port: 80 }),
      outcome(world, { from, to: target, protocol: 6, port: 81 }),
      outcome(world, { from, to: api, protocol: 6, port: 80 }),
    ];
    assert.deepEqual(told, ["allowed", "denied", "perhaps"]);
  });
});
