import assert from "node:assert/strict";
import { readManifests } from "../../../prover/index.js";
import type {
  ApplicationFacts,
  InvariantInput,
} from "../../../checks/traffic/application-facts.js";
import { checkTraffic } from "../../../checks/traffic/check-traffic.js";
import type { InvariantResult } from "../../../checks/traffic/traffic-check.js";
import { LAYER_CHECKS } from "../../../checks/traffic/layers.js";
import { zonesOfAddresses } from "../../../prover/zones/zones-of-addresses.js";
import { addressFactsOfVpc } from "../../support/platform-ref.js";
import { APP_A, APP_B } from "./cluster.js";

export const ADDRESSES = [
  { cidr: "10.0.0.128/27", tier: "alb", application: "app-a" },
  { cidr: "10.0.0.160/27", tier: "alb", application: "app-a" },
  { cidr: "10.0.1.0/27", tier: "alb", application: "app-b" },
  { cidr: "10.0.1.32/27", tier: "alb", application: "app-b" },
  { cidr: "10.0.98.0/28", tier: "nat" },
];

const { zones: ZONES } = zonesOfAddresses(ADDRESSES, {
  ...addressFactsOfVpc(),
  vpcCidrBlocks: ["10.0.0.0/16"],
  peers: { office: ["192.168.0.0/16"] },
});

export function application(
  namespace: string,
  facts: Partial<ApplicationFacts> = {},
): ApplicationFacts {
  return {
    namespace,
    ports: [8080],
    loadBalancerZones: [`alb-${namespace}`],
    reaches: [],
    reachedBy: [],
    databases: [],
    internet: false,
    kubernetesApi: false,
    ...facts,
  };
}

export const A = application("app-a", {
  internet: true,
  kubernetesApi: true,
  reaches: [{ application: "app-b", ports: [8080, 9090] }],
  databases: [{ cidrBlocks: ["10.0.64.0/28"], port: 5432 }],
});
export const B = application("app-b", { reachedBy: [{ application: "app-a", ports: [8080] }] });

export const INPUT: InvariantInput = { applications: [A, B], zones: ZONES, podIdentityAgent: true };

export const DECLARED = {
  "app-a": {
    ...APP_A,
    egress: {
      internet: true,
      kubernetesApi: true,
      applications: [{ application: "app-b", ports: [8080, 9090] }],
      databases: [{ name: "orders", port: 5432, cidrBlocks: ["10.0.64.0/28"] }],
    },
  },
  "app-b": { ...APP_B, ingressFrom: { applications: [{ application: "app-a" }] } },
};

export function check(
  objects: readonly object[],
  input: Partial<InvariantInput> = {},
): InvariantResult[] {
  return checkTraffic(readManifests([{ file: "rendered", objects }]), { ...INPUT, ...input });
}

const LAYER_CODES = LAYER_CHECKS.map(({ code }) => code);

function brokenAmong(results: readonly InvariantResult[], layers: boolean): string[] {
  return results
    .filter(({ code, outcome }) => outcome === "broken" && LAYER_CODES.includes(code) === layers)
    .map(({ code }) => code);
}

/** The broken checks of all layers together. */
export function broken(results: readonly InvariantResult[]): string[] {
  return brokenAmong(results, false);
}

/** The broken checks of single layers. */
export function brokenLayers(results: readonly InvariantResult[]): string[] {
  return brokenAmong(results, true);
}

export function resultFor(results: readonly InvariantResult[], code: string): InvariantResult {
  const found = results.find((result) => result.code === code);
  assert.ok(found, `no result for ${code}`);
  return found;
}
