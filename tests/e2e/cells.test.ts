import assert from "node:assert/strict";
import fc from "fast-check";
import {
  buildWorld,
  evaluateFlow,
  type Party,
  Protocol,
  readManifests,
  type World,
} from "../../prover/index.js";
import { range } from "../prover/evaluate/worlds.js";
import { renderedObjects, type Rendered } from "../prover/invariants/cluster.js";
import { ADDRESSES } from "../prover/invariants/flow-table.js";
import { type NamedFlow, portOf } from "./support/flows.js";
import type { Cast, ScenePod, Verdict } from "./support/scene.js";
import { deciding, openStage, type Stage } from "./support/stage.js";
import { skipWhereImpossible, skipOnGivenCluster } from "./support/testbed.js";
import { toApply } from "./support/rendered.js";
import { PORTS, twentyApplications } from "./support/twenty-applications.js";

/** So many that the prover allows, and as many that it denies. */
const PROBED = 200;

const OUTSIDE = ["alb-a", "alb-b", "rds", "peer-vpc", "internet"];
const outside = Object.fromEntries(OUTSIDE.map((name) => [name, ADDRESSES[name] ?? ""]));
const tcp = [443, 5432, ...PORTS];

function podObject({ namespace, name, node, address, labels }: ScenePod): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { namespace, name, labels },
    spec: { nodeName: node, containers: [{ name: "main" }] },
    status: { podIP: address },
  };
}

function worldOf(objects: readonly Rendered[], pods: readonly ScenePod[]): World {
  const namespace = (name: string) => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name },
  });
  const all = [...objects, namespace("forgotten"), namespace("default"), ...pods.map(podObject)];
  return buildWorld(readManifests([{ file: "rendered", objects: all }]), {
    podRanges: ["10.0.128.0/17"],
  });
}

function partyOf(world: World, name: string): Party {
  const address = outside[name];
  if (address !== undefined) return { kind: "network", name, range: range(address) };
  const endpoint = world.endpoints.find(({ id }) => id.endsWith(`/${name}`));
  assert.ok(endpoint, `no pod ${name}`);
  return { kind: "endpoint", endpoint };
}

/** What the prover says of every connection between two of the cast that could be probed. */
function predicted(world: World, pods: readonly ScenePod[]): Record<Verdict, NamedFlow[]> {
  const cells: Record<Verdict, NamedFlow[]> = { ALLOW: [], DENY: [] };
  const names = [...pods.map(({ name }) => name), ...OUTSIDE];
  const parties = new Map(names.map((name) => [name, partyOf(world, name)]));
  for (const [from, source] of parties) {
    for (const [to, destination] of parties) {
      const betweenOutside = source.kind === "network" && destination.kind === "network";
      if (from === to || betweenOutside) continue;
      for (const port of tcp) {
        const flow = { from: source, to: destination, protocol: Protocol.TCP, port };
        const { allowed, surely } = evaluateFlow(world, flow);
        assert.equal(allowed, surely, `${from} → ${to}:${port}`);
        cells[allowed ? "ALLOW" : "DENY"].push({ from, to, traffic: `${port}/TCP` });
      }
    }
  }
  return cells;
}

describe("Cells of the matrix of twenty applications, with real packets", function () {
  this.timeout(180_000);
  skipWhereImpossible(this);
  skipOnGivenCluster(this);

  const seed = Number(process.env.BULKHEAD_E2E_SEED ?? Date.now() % 1_000_000);
  let stage: Stage | undefined;

  after(async () => {
    await stage?.close();
  });

  it(`${PROBED} drawn among the open ones and ${PROBED} among the closed ones are as predicted (BULKHEAD_E2E_SEED=${seed})`, async () => {
    const { applications, pods } = twentyApplications(seed);
    const objects = await renderedObjects(applications);
    const cells = predicted(worldOf(objects, pods), pods);
    const draw = (flows: NamedFlow[]): NamedFlow[] =>
      fc.sample(fc.shuffledSubarray(flows, { minLength: PROBED, maxLength: PROBED }), {
        seed,
        numRuns: 1,
      })[0] ?? [];
    const drawn = (["ALLOW", "DENY"] as const).flatMap((verdict) =>
      draw(cells[verdict]).map((flow) => ({ flow, verdict })),
    );
    assert.equal(drawn.length, 2 * PROBED);

    const cast: Cast = { pods, outside, onEveryNode: {}, tcp, udp: [] };
    stage = await openStage(cast);
    await stage.become(toApply(deciding(objects)));
    const seen = await stage.scene.observe(
      drawn.map(({ flow }) => flow),
      (_, at) => drawn[at]?.verdict ?? "DENY",
    );
    const wrong = drawn.flatMap(({ flow, verdict }, at) =>
      seen[at] === verdict
        ? []
        : [`${flow.from} → ${flow.to}:${portOf(flow)} ${verdict}, seen ${seen[at] ?? ""}`],
    );
    assert.deepEqual(wrong, []);
  });
});
