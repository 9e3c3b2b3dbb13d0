import assert from "node:assert/strict";
import type { AddressEntry } from "../../../facts/addresses.js";
import { addressesOf } from "../../../facts/addresses.js";
import {
  applicationsOf,
  type ApplicationEntry,
  type Connection,
} from "../../../facts/applications.js";
import { textOf } from "../../../basics/json.js";
import { graphRecording } from "../../../cli/plan/recorded-graph.js";
import { enforceStaged } from "../../../cli/proof/enforce-staged.js";
import type { AddressFacts } from "../../../components/shared/cluster-addresses.js";
import { readManifests } from "../../../prover/index.js";
import type { ApplicationFacts } from "../../../checks/traffic/application-facts.js";
import { checkInvariants } from "../../../checks/traffic/check-invariants.js";
import type { InvariantResult } from "../../../checks/traffic/invariant.js";
import { zonesOfAddresses } from "../../../prover/zones/zones-of-addresses.js";
import { zonesOfKind, type ZoneMap } from "../../../prover/zones/zone.js";
import { manifestsIn } from "../../../recorder/index.js";
import { ENVIRONMENTS, environment, type Environment } from "../../support/environments.js";

type PeerOf<Kind extends Connection["kind"]> = Extract<Connection, { kind: Kind }>;

function peersOf<Kind extends Connection["kind"]>(
  peers: readonly Connection[],
  kind: Kind,
): PeerOf<Kind>[] {
  return peers.filter((peer): peer is PeerOf<Kind> => peer.kind === kind);
}

/** The zones that hold the addresses of the application's load balancer. */
function loadBalancerZones(entry: ApplicationEntry, zones: ZoneMap): string[] {
  const blocks = peersOf(entry.reachedBy, "load-balancer").flatMap(({ cidrBlocks }) => cidrBlocks);
  if (blocks.length === 0) return [];
  const own = zonesOfKind(zones, "alb").filter(
    ({ application }) => application === entry.namespace,
  );
  return own.length > 0 ? own.map(({ name }) => name) : ["alb-shared"];
}

function factsOf(entry: ApplicationEntry, zones: ZoneMap): ApplicationFacts {
  const named = (peers: readonly Connection[]) =>
    peersOf(peers, "application").map(({ name, ports }) => ({ application: name, ports }));
  const has = (kind: Connection["kind"]): boolean =>
    entry.reaches.some((peer) => peer.kind === kind);
  return {
    namespace: entry.namespace,
    ports: entry.ports,
    loadBalancerZones: loadBalancerZones(entry, zones),
    reaches: named(entry.reaches),
    reachedBy: named(entry.reachedBy),
    databases: peersOf(entry.reaches, "database").map(({ cidrBlocks, port }) => ({
      cidrs: cidrBlocks,
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

async function planOf(stack: Environment): Promise<Plan> {
  const recorded = await environment(stack, "preview");
  const graph = graphRecording(recorded);
  const addresses = addressesOf(graph);
  return {
    addresses,
    entries: applicationsOf(graph, addresses),
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
        : peersOf(reachedBy, "load-balancer").flatMap(({ cidrBlocks }) => cidrBlocks),
    ]),
  );
  const { zones, findings } = zonesOfAddresses(addresses, {
    ...addressFacts,
    vpcCidrBlocks: vpc,
    loadBalancers,
  });
  assert.deepEqual(findings, []);
  return checkInvariants(enforceStaged(readManifests([{ file: "rendered", objects }])), {
    applications: entries.map((entry) => factsOf(entry, zones)),
    zones,
    systemNamespaces,
    apiServerPort: addressFacts.apiServer.port,
    podIdentityAgent: addressFacts.podIdentityAgent,
  });
}

function told(results: readonly InvariantResult[], outcome: InvariantResult["outcome"]): string[] {
  return results.filter((result) => result.outcome === outcome).map(({ id }) => id);
}

/** What an environment cannot have, because it lacks the addresses. */
const NOT_APPLICABLE: Readonly<Record<Environment, readonly string[]>> = {
  local: ["databases-where-declared"],
  dev: [],
  staging: [],
  prod: [],
};

describe("Invariants of every environment", function () {
  this.timeout(60_000);

  for (const stack of ENVIRONMENTS) {
    it(`${stack}: everything holds that applies`, async () => {
      const plan = await planOf(stack);
      const results = prove(plan, plan.objects);
      assert.deepEqual(
        results
          .filter(({ outcome }) => outcome === "broken")
          .map(({ id, counterexamples }) => [id, counterexamples.map(({ text }) => text)]),
        [],
      );
      assert.deepEqual(told(results, "not-applicable"), NOT_APPLICABLE[stack]);
    });

    it(`${stack}: without boundaries an owner could open his namespace`, async () => {
      const plan = await planOf(stack);
      const objects = plan.objects.filter(
        ({ metadata }) => metadata.name !== "app-isolation.boundary",
      );
      assert.deepEqual(told(prove(plan, objects), "broken"), [
        "owners-cannot-open",
        "receivers-close-alone",
        "senders-close-alone",
        "forged-addresses-refused",
        "forged-addresses-unreachable",
      ]);
    });
  }
});
