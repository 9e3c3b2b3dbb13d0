import assert from "node:assert/strict";
import type { AddressEntry } from "../../../facts/addresses.js";
import { findAddresses } from "../../../facts/addresses.js";
import {
  findApplications,
  type ApplicationEntry,
  type Connection,
} from "../../../facts/applications.js";
import { textOf } from "../../../basics/json.js";
import { ResourceGraph } from "../../../facts/resource-graph.js";
import { enforceStaged } from "../../../cli/proof/enforce-staged.js";
import type { AddressFacts } from "../../../contract/address-facts.js";
import { readManifests } from "../../../prover/index.js";
import type { ApplicationFacts } from "../../../checks/traffic/application-facts.js";
import { checkTraffic } from "../../../checks/traffic/check-traffic.js";
import type { InvariantResult } from "../../../checks/traffic/traffic-check.js";
import { zonesOfAddresses } from "../../../prover/zones/zones-of-addresses.js";
import { zonesOfKind, type ZoneMap } from "../../../prover/zones/zone.js";
import { manifestsIn, maskProgram } from "../../../recorder/index.js";
import { ENVIRONMENTS, environment, type Environment } from "../../support/environments.js";

type PeerOf<Kind extends Connection["kind"]> = Extract<Connection, { kind: Kind }>;

function peersOfKind<Kind extends Connection["kind"]>(
  peers: readonly Connection[],
  kind: Kind,
): PeerOf<Kind>[] {
  return peers.filter((peer): peer is PeerOf<Kind> => peer.kind === kind);
}

/** The zones that hold the addresses of the application's load balancer. */
function loadBalancerZones(entry: ApplicationEntry, zones: ZoneMap): string[] {
  const blocks = peersOfKind(entry.reachedBy, "load-balancer").flatMap(
    ({ cidrBlocks }) => cidrBlocks,
  );
  if (blocks.length === 0) return [];
  const own = zonesOfKind(zones, "alb").filter(
    ({ application }) => application === entry.namespace,
  );
  return own.length > 0 ? own.map(({ name }) => name) : ["alb-shared"];
}

function applicationFacts(entry: ApplicationEntry, zones: ZoneMap): ApplicationFacts {
  const named = (peers: readonly Connection[]) =>
    peersOfKind(peers, "application").map(({ name, ports }) => ({ application: name, ports }));
  const has = (kind: Connection["kind"]): boolean =>
    entry.reaches.some((peer) => peer.kind === kind);
  return {
    namespace: entry.namespace,
    ports: entry.ports,
    loadBalancerZones: loadBalancerZones(entry, zones),
    reaches: named(entry.reaches),
    reachedBy: named(entry.reachedBy),
    databases: peersOfKind(entry.reaches, "database").map(({ cidrBlocks, port }) => ({
      cidrBlocks,
      port: port ?? 0,
    })),
    internet: has("internet"),
    kubernetesApi: has("kubernetes-api"),
  };
}

interface PlatformOutput {
  readonly addressFacts: AddressFacts;
  readonly systemNamespaces: readonly string[];
}

interface Plan {
  readonly addresses: readonly AddressEntry[];
  readonly entries: readonly ApplicationEntry[];
  readonly objects: readonly { readonly metadata: { readonly name: string } }[];
  readonly platform: PlatformOutput;
  readonly vpc: readonly string[];
}

async function planEnvironment(stack: Environment): Promise<Plan> {
  const recorded = await environment(stack, "preview");
  const graph = new ResourceGraph(maskProgram(recorded));
  const addresses = findAddresses(graph);
  return {
    addresses,
    entries: findApplications(graph),
    objects: manifestsIn(recorded),
    platform: graph.outputs.platform as unknown as PlatformOutput,
    vpc: graph.ofType("aws:ec2/vpc:Vpc").map(({ inputs }) => textOf(inputs.cidrBlock) ?? ""),
  };
}

function prove({ addresses, entries, platform, vpc }: Plan, objects: readonly object[]) {
  const { addressFacts, systemNamespaces } = platform;
  const loadBalancers = Object.fromEntries(
    entries.map(({ namespace, reachedBy }) => [
      namespace,
      addresses.length > 0
        ? []
        : peersOfKind(reachedBy, "load-balancer").flatMap(({ cidrBlocks }) => cidrBlocks),
    ]),
  );
  const { zones, findings } = zonesOfAddresses(addresses, {
    ...addressFacts,
    vpcCidrBlocks: vpc,
    loadBalancers,
  });
  assert.deepEqual(findings, []);
  return checkTraffic(enforceStaged(readManifests([{ file: "rendered", objects }])), {
    applications: entries.map((entry) => applicationFacts(entry, zones)),
    zones,
    systemNamespaces,
    apiServerPort: addressFacts.apiServer.port,
    podIdentityAgent: addressFacts.podIdentityAgent,
  });
}

function codesWith(
  results: readonly InvariantResult[],
  outcome: InvariantResult["outcome"],
): string[] {
  return results.filter((result) => result.outcome === outcome).map(({ code }) => code);
}

/** Checks that do not apply, because the environment lacks the addresses. */
const NOT_APPLICABLE: Readonly<Record<Environment, readonly string[]>> = {
  local: ["databases-where-declared"],
  dev: [],
  staging: [],
  prod: [],
};

describe("traffic checks of every environment", function () {
  this.timeout(60_000);

  for (const stack of ENVIRONMENTS) {
    it(`hold in ${stack}, as far as they apply`, async () => {
      const plan = await planEnvironment(stack);
      const results = prove(plan, plan.objects);
      assert.deepEqual(
        results
          .filter(({ outcome }) => outcome === "broken")
          .map(({ code, counterexamples }) => [code, counterexamples.map(({ text }) => text)]),
        [],
      );
      assert.deepEqual(codesWith(results, "not-applicable"), NOT_APPLICABLE[stack]);
    });

    it(`are broken in ${stack} without boundaries, because tenants could open their namespaces`, async () => {
      const plan = await planEnvironment(stack);
      const objects = plan.objects.filter(
        ({ metadata }) => metadata.name !== "app-isolation.boundary",
      );
      assert.deepEqual(codesWith(prove(plan, objects), "broken"), [
        "tenants-cannot-open",
        "receivers-close-alone",
        "senders-close-alone",
        "forged-addresses-refused",
        "forged-addresses-unreachable",
      ]);
    });
  }
});
