import assert from "node:assert/strict";
import {
  APP_A,
  APP_B,
  renderedObjects,
  PODS,
  type Rendered,
} from "../prover/invariants/cluster.js";
import { ADDRESSES, FLOWS } from "../prover/invariants/flow-table.js";
import { MUTATIONS } from "../prover/invariants/mutations.js";
import type { NamedFlow } from "./support/flows.js";
import { toApply } from "./support/rendered.js";
import { type Cast, Scene, type Verdict } from "./support/scene.js";
import { deciding, openStage, type Stage } from "./support/stage.js";
import { runningTestbed, skipWhereImpossible, skipOnGivenCluster } from "./support/testbed.js";

/** Addresses that a node itself has, for its own pods. */
const ON_EVERY_NODE = ["imds", "podid", "nodelocaldns"];

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

/** Two namespaces that appear while the policies are enforced, and nobody told the platform. */
const NEWCOMERS: Cast = {
  outside: {},
  onEveryNode: {},
  tcp: [7001, 7002, 7003, 7004],
  udp: [],
  pods: [
    { namespace: "new-1", name: "new1", node: "node1", address: "10.0.128.71", labels: {} },
    { namespace: "new-2", name: "new2", node: "node2", address: "10.0.160.72", labels: {} },
  ],
};

const FIRST_PACKETS: readonly NamedFlow[] = NEWCOMERS.tcp.flatMap((port) => [
  { from: "new1", to: "new2", traffic: `${port}/TCP` },
  { from: "new2", to: "new1", traffic: `${port}/TCP` },
  { from: "node2", to: "new1", traffic: `${port}/TCP` },
]);

const TABLE: readonly NamedFlow[] = FLOWS.map(([, from, to, traffic]) => ({ from, to, traffic }));

function expectedOf(flips: readonly number[]): Verdict[] {
  return FLOWS.map(([number, , , , verdict]) => {
    const other = verdict === "ALLOW" ? "DENY" : "ALLOW";
    return flips.includes(number) ? other : verdict;
  });
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

describe("Policies on Felix, with real packets", function () {
  this.timeout(180_000);
  skipWhereImpossible(this);
  skipOnGivenCluster(this);

  /** Absent where the testbed cannot run, and the suite is skipped. */
  let stage: Stage | undefined;
  let open: readonly Rendered[];
  let closed: readonly Rendered[];

  before(async () => {
    open = await renderedObjects(undefined, { closeUnmanagedNamespaces: false });
    closed = await renderedObjects();
    stage = await openStage(CAST);
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

  it("staged mode enforces nothing", async () => {
    const { scene, become } = onStage();
    const mode = "staged";
    const applications = { "app-a": { ...APP_A, mode }, "app-b": { ...APP_B, mode } } as const;
    await become(toApply(deciding(await renderedObjects(applications, { mode }))));
    const everything = TABLE.map((): Verdict => "ALLOW");
    const seen = await scene.observe(TABLE, () => "ALLOW");
    assert.deepEqual(surprises(seen, everything), []);
  });

  it("namespaces that nobody onboarded are closed from their first packet; control: by policies alone", async () => {
    const { become } = onStage();
    await become(toApply(deciding(open)));
    const newcomers = await Scene.open(runningTestbed(), NEWCOMERS);
    try {
      const silent = await newcomers.observe(FIRST_PACKETS, () => "DENY");
      assert.deepEqual(new Set(silent), new Set(["DENY"]));
      await become([]);
      const heard = await newcomers.observe(FIRST_PACKETS, () => "ALLOW");
      assert.deepEqual(new Set(heard), new Set(["ALLOW"]));
    } finally {
      await newcomers.close();
    }
  });

  for (const { what, change, flips } of MUTATIONS) {
    it(`${what}: flips ${flips.length === 0 ? "nothing" : flips.join(", ")}`, async () => {
      assert.deepEqual(await surprisesWith(change(open), flips), []);
    });
  }
});
