import assert from "node:assert/strict";
import { checkAssertions } from "../../../prover/assertions/check-assertions.js";
import type { AssertionResult } from "../../../prover/assertions/assertion.js";
import { readAssertions } from "../../../prover/assertions/read-assertions.js";
import { buildWorld, readManifests, type World } from "../../../prover/index.js";
import { readZones } from "../../../prover/zones/read-zones.js";

export const { zones: ZONES } = readZones(
  `
vpc: [10.0.0.0/16]
pods: [10.0.128.0/17]
zones:
  alb-shop: { kind: alb, application: shop, cidrs: 10.0.0.32/27 }
  alb-billing: { kind: alb, application: billing, cidrs: 10.0.0.64/27 }
  databases: { kind: data, cidrs: 10.0.64.0/19 }
  node-1: { kind: nodes, node: node1, cidrs: 10.0.127.7/32 }
`,
  "zones.yaml",
);

/**
 * `shop` is called by its load balancer on 8080, and its pods with `app: web` reach the database; `billing` is closed
 * but for DNS; `open` is unrestricted.
 */
export const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: retail } }
---
apiVersion: v1
kind: Namespace
metadata: { name: billing, labels: { team: finance } }
---
apiVersion: v1
kind: Namespace
metadata: { name: open }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { nodeName: node1 }
status: { podIP: 10.0.128.11 }
---
apiVersion: v1
kind: Pod
metadata: { name: worker, namespace: shop, labels: { app: worker } }
status: { podIP: 10.0.128.12 }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: wall, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.32/27 } }], ports: [{ port: 8080 }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: database, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress: [{ to: [{ ipBlock: { cidr: 10.0.64.0/19 } }], ports: [{ port: 5432 }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: billing }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`;

export function worldOf(text: string): World {
  return buildWorld(readManifests([{ file: "all.yaml", text }]), { podRanges: ["10.0.128.0/17"] });
}

export const WORLD = worldOf(MANIFESTS);

export function check(assertion: string, world: World = WORLD): AssertionResult {
  const { assertions, findings } = readAssertions(`assertions:\n  - ${assertion}`, "assert.yaml");
  assert.deepEqual(findings, [], assertion);
  const [result, ...others] = checkAssertions(world, ZONES, assertions);
  assert.ok(result && others.length === 0);
  return result;
}

export function offenders({ counterexamples }: AssertionResult): string[] {
  return counterexamples.map(({ text }) => text);
}
