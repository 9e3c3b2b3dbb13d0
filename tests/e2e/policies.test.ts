import assert from "node:assert/strict";
import { renderedObjects, PODS, type Rendered } from "../prover/invariants/cluster.js";
import { ADDRESSES, FLOWS } from "../prover/invariants/flow-table.js";
import { MUTATIONS } from "../prover/invariants/mutations.js";
import { Applied } from "./support/applied.js";
import type { NamedFlow } from "./support/flows.js";
import { LOAD_BALANCER_KINDS } from "./support/load-balancer-kinds.js";
import { toApply } from "./support/rendered.js";
import { type Cast, Scene, type Verdict } from "./support/scene.js";
import { Tracer } from "./support/settle.js";
import { runningTestbed, skipWhereImpossible } from "./support/testbed.js";

/** Addresses that a node itself has, for its own pods. */
const ON_EVERY_NODE = ["imds", "podid", "nodelocaldns"];

/** Only these decide about traffic; the rest of the rendered objects belongs to other suites. */
const TRAFFIC_KINDS = [
  ...["Namespace", "ServiceAccount", "NetworkPolicy", "GlobalNetworkPolicy", "Tier"],
  ...["ClusterNetworkPolicy", "StagedNetworkPolicy", "StagedGlobalNetworkPolicy"],
  "StagedKubernetesNetworkPolicy",
];

function addressesOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ADDRESSES).filter(([name]) => names.includes(name) && name !== "node1"),
  );
}

const FAR = Object.keys(ADDRESSES).filter(
  (name) => !ON_EVERY_NODE.includes(name) && !["node1", "node2"].includes(name),
);

const CAST: Cast = {
  pods: Object.entries(PODS).map(([id, { node, address, labels = {} }]) => {
    const [namespace = "", name = ""] = id.split("/");
    return { namespace, name, node, address, labels };
  }),
  outside: addressesOf(FAR),
  onEveryNode: addressesOf(ON_EVERY_NODE),
  tcp: [53, 80, 443, 5432, 5443, 6379, 8080, 8443, 9090, 9153, 9443, 10250],
  udp: [53],
};

const TABLE: readonly NamedFlow[] = FLOWS.map(([, from, to, traffic]) => ({ from, to, traffic }));

function expectedOf(flips: readonly number[]): Verdict[] {
  return FLOWS.map(([number, , , , verdict]) => {
    const other = verdict === "ALLOW" ? "DENY" : "ALLOW";
    return flips.includes(number) ? other : verdict;
  });
}

function deciding(objects: readonly object[]): Rendered[] {
  return (objects as readonly Rendered[]).filter(({ kind }) => TRAFFIC_KINDS.includes(kind));
}

/** Rows whose verdict is not the expected one, with what was seen. */
function surprises(seen: readonly string[], expected: readonly Verdict[]): string[] {
  return FLOWS.flatMap(([number, from, to, traffic], at) =>
    seen[at] === expected[at]
      ? []
      : [
          `${number}: ${from} → ${to}:${traffic} expected ${expected[at] ?? ""}, seen ${seen[at] ?? ""}`,
        ],
  );
}

/** The pods and addresses of the table, and the objects that decide about them. */
interface Stage {
  readonly scene: Scene;
  /** Returns when Felix enforces exactly these. */
  readonly become: (objects: Parameters<Applied["become"]>[0]) => Promise<void>;
  readonly close: () => Promise<void>;
}

async function openStage(): Promise<Stage> {
  const testbed = runningTestbed();
  const applied = new Applied(testbed.api);
  await applied.become(LOAD_BALANCER_KINDS);
  const tracer = new Tracer(testbed);
  await tracer.open();
  const scene = await Scene.open(testbed, CAST);
  await tracer.settle();
  return {
    scene,
    become: async (objects) => {
      await applied.become([...LOAD_BALANCER_KINDS, ...objects]);
      await tracer.settle();
    },
    close: async () => {
      await applied.become([]);
      await scene.close();
      await tracer.close();
    },
  };
}

describe("Policies on Felix, with real packets", function () {
  this.timeout(180_000);
  skipWhereImpossible(this);

  /** Absent where the testbed cannot run, and the suite is skipped. */
  let stage: Stage | undefined;
  let open: readonly Rendered[];
  let closed: readonly Rendered[];

  before(async () => {
    open = await renderedObjects(undefined, { closeUnmanagedNamespaces: false });
    closed = await renderedObjects();
    stage = await openStage();
  });

  after(async () => {
    await stage?.close();
  });

  function onStage(): Stage {
    assert.ok(stage, "the suite was skipped");
    return stage;
  }

  async function surprisesWith(
    objects: readonly object[],
    flips: readonly number[] = [],
  ): Promise<string[]> {
    const { scene, become } = onStage();
    await become(toApply(deciding(objects)));
    const expected = expectedOf(flips);
    const seen = await scene.observe(TABLE, (_, at) => expected[at] ?? "DENY");
    return surprises(seen, expected);
  }

  it("control: without policies every flow of the table connects", async () => {
    const seen = await onStage().scene.observe(TABLE, () => "ALLOW");
    assert.deepEqual(
      surprises(
        seen,
        TABLE.map(() => "ALLOW"),
      ),
      [],
    );
  });

  it("every flow of the design's table has its verdict", async () => {
    assert.deepEqual(await surprisesWith(open), []);
  });

  it("closing unmanaged namespaces above their owners changes no verdict", async () => {
    assert.deepEqual(await surprisesWith(closed), []);
  });

  for (const { what, change, flips } of MUTATIONS) {
    it(`${what}: flips ${flips.length === 0 ? "nothing" : flips.join(", ")}`, async () => {
      assert.deepEqual(await surprisesWith(change(open), flips), []);
    });
  }
});
