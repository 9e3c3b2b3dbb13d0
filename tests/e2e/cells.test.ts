import assert from "node:assert/strict";
import fc from "fast-check";
import {
  buildWorld,
  evaluateFlow,
  type Peer,
  Protocol,
  readManifests,
  type World,
} from "../../prover/index.js";
import { range } from "../prover/evaluate/worlds.js";
import { renderedObjects, type Rendered } from "../checks/traffic/cluster.js";
import { ADDRESSES } from "../checks/traffic/flow-table.js";
import { type NamedFlow, portOf } from "./support/flows.js";
import { observe, type Cast, type Scene, type ScenePod, type Verdict } from "./support/scene.js";
import { deciding, openStage, type Stage } from "./support/stage.js";
import { isGivenCluster, skipWhereImpossible } from "./support/testbed.js";
import { toApply } from "./support/rendered.js";
import { PORTS, twentyApplications } from "./support/twenty-applications.js";

/** So many that the prover allows, and as many that it denies; of a given cluster's pods there may be fewer. */
const PROBED = 200;
const AT_LEAST = 300;

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
    podRanges: pods.map(({ address }) => `${address}/32`),
  });
}

function findNamedPeer(world: World, name: string): Peer {
  const address = outside[name];
  if (address !== undefined) return { kind: "network", name, range: range(address) };
  const endpoint = world.endpoints.find(({ id }) => id.endsWith(`/${name}`));
  assert.ok(endpoint, `no pod ${name}`);
  return { kind: "endpoint", endpoint };
}

/** What the prover says of every connection between two of the cast that could be probed. */
function predicted(world: World, scene: Scene): Record<Verdict, NamedFlow[]> {
  const cells: Record<Verdict, NamedFlow[]> = { ALLOW: [], DENY: [] };
  const names = [...scene.pods.map(({ name }) => name), ...OUTSIDE];
  const peers = new Map(names.map((name) => [name, findNamedPeer(world, name)]));
  for (const [from, source] of peers) {
    for (const [to, destination] of peers) {
      const betweenOutside = source.kind === "network" && destination.kind === "network";
      if (from === to || betweenOutside) continue;
      const flows = tcp.map((port) => ({ from, to, traffic: `${port}/TCP` })).filter(scene.has);
      for (const named of flows) {
        const port = portOf(named);
        const flow = { from: source, to: destination, protocol: Protocol.TCP, port };
        const { allowed, must } = evaluateFlow(world, flow);
        assert.equal(allowed, must, `${from} → ${to}:${port}`);
        cells[allowed ? "ALLOW" : "DENY"].push(named);
      }
    }
  }
  return cells;
}

describe("Cells of the matrix of twenty applications, with real packets", function () {
  this.timeout(180_000);
  skipWhereImpossible(this);

  const seed = Number(process.env.BULKHEAD_E2E_SEED ?? Date.now() % 1_000_000);
  let stage: Stage | undefined;

  after(async () => {
    await stage?.close();
  });

  it(`${PROBED} drawn among the open ones and ${PROBED} among the closed ones are as predicted (BULKHEAD_E2E_SEED=${seed})`, async () => {
    const { applications, pods } = twentyApplications(seed);
    const objects = await renderedObjects(applications);
    const cast: Cast = { pods, outside, onEveryNode: {}, tcp, udp: [] };
    stage = await openStage(cast);
    const { scene, become } = stage;
    const cells = predicted(worldOf(objects, scene.pods), scene);
    const draw = (flows: NamedFlow[]): NamedFlow[] => {
      const length = Math.min(PROBED, flows.length);
      const subset = fc.shuffledSubarray(flows, { minLength: length, maxLength: length });
      return fc.sample(subset, { seed, numRuns: 1 })[0] ?? [];
    };
    const drawn = (["ALLOW", "DENY"] as const).flatMap((verdict) =>
      draw(cells[verdict]).map((flow) => ({ flow, verdict })),
    );
    const least = isGivenCluster() ? AT_LEAST : 2 * PROBED;
    assert.ok(drawn.length >= least, `only ${drawn.length} cells`);

    await become(toApply(deciding(objects)));
    const seen = await observe(
      scene,
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
