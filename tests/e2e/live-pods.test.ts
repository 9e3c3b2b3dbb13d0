import assert from "node:assert/strict";
import { Kubelet } from "../../testbed/kubelet/kubelet.js";
import { renderedObjects } from "../checks/traffic/cluster.js";
import { MUTATIONS } from "../checks/traffic/mutations.js";
import { CAST, rowsOn, surprises, surprisesWith } from "./support/flow-table.js";
import { AGNHOST, MAIN_CONTAINER, PROGRAM } from "./support/live-pod.js";
import { livePods, openStage, type Stage } from "./support/stage.js";
import { runningTestbed, skipOnGivenCluster, skipWhereImpossible } from "./support/testbed.js";

/** Rows of the table between two pods. */
const BETWEEN_PODS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 27, 28, 29, 30, 31, 46];

/** What runs on a cluster of somebody else, tried with a kubelet whose pods are the testbed's networks. */
describe("Policies on Felix, between pods that the API server's exec calls from", function () {
  this.timeout(180_000);
  skipWhereImpossible(this);
  skipOnGivenCluster(this);

  let kubelet: Kubelet | undefined;
  let stage: Stage | undefined;

  before(async () => {
    const { parts, ...testbed } = runningTestbed();
    const image = { name: AGNHOST.name, program: PROGRAM, binary: parts.agnhost.binary };
    kubelet = await Kubelet.start({ ...testbed, image });
    stage = await openStage(CAST, livePods);
  });

  after(async () => {
    await stage?.close();
    await kubelet?.stop();
  });

  function onStage(): Stage {
    assert.ok(stage, "the suite was skipped");
    return stage;
  }

  it("distinguishes a command's exit status from a failure to start", async () => {
    const { api } = runningTestbed();
    const where = { namespace: "app-a", pod: "a1", container: MAIN_CONTAINER };
    const unused = "127.0.0.1:4999";
    const refused = await api.execute({ ...where, command: [PROGRAM, "connect", unused] });
    assert.deepEqual(refused, { status: 1, output: "", errors: "REFUSED\n" });
    const said = await api.execute({ ...where, command: [PROGRAM, "entrypoint-tester", "hello"] });
    assert.match(said.output, /hello\]\n$/);
    assert.deepEqual({ ...said, output: "" }, { status: 0, output: "", errors: "" });
    await assert.rejects(
      api.execute({ ...where, pod: "a3", command: [PROGRAM] }),
      /^Error: exec in app-a\/a3: 404 .*pods \\?"a3\\?" not found/,
    );
  });

  it("the rows of the table between pods are there, and no others", () => {
    assert.deepEqual(
      rowsOn(onStage()).map(([number]) => number),
      BETWEEN_PODS,
    );
  });

  it("control: without policies each of them connects", async () => {
    assert.deepEqual(await surprises(onStage(), () => "ALLOW"), []);
  });

  it("each has its verdict", async () => {
    assert.deepEqual(await surprisesWith(onStage(), await renderedObjects()), []);
  });

  it("and flips where the policies of an application are taken away", async () => {
    const found = MUTATIONS.find(({ what }) => what === "no NetworkPolicies in app-a");
    assert.ok(found);
    const open = await renderedObjects(undefined, { closeUnmanagedNamespaces: false });
    assert.deepEqual(await surprisesWith(onStage(), found.change(open), found.flips), []);
  });
});
