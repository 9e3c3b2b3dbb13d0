import assert from "node:assert/strict";
import { findParts } from "../../testbed/build/build.js";
import { ENGINE_PARTS } from "../../testbed/build/parts.js";
import { WITHOUT_CHECKPOINTS } from "../../testbed/engine/without-checkpoints.js";
import type { Workspace } from "../../testbed/engine/workspace.js";
import type { KubernetesApi, KubernetesObject } from "../../testbed/kubernetes/api.js";
import { NODES } from "../../testbed/network/topology.js";
import { pause } from "../../testbed/run/own-process.js";
import { AccountFolder } from "../../testbed/simulation/account-folder.js";
import { ClusterAgents } from "../../testbed/simulation/agents/agents.js";
import { writeCharts } from "./support/chart-folder.js";
import { planOf } from "./support/engine-plan.js";
import { killNow } from "./support/kill.js";
import { localSettings, openLocal } from "./support/local-environment.js";
import { differences, managedObjects, nameOf } from "./support/managed-objects.js";
import { stepByStep } from "./support/steps.js";
import { runningTestbed, skipWithoutEngine, skipOnGivenCluster } from "./support/testbed.js";

const OPERATOR = "tigera-operator";

describe("A Helm release that is killed while it is pending", function () {
  this.timeout(300_000);
  stepByStep(this);
  skipWithoutEngine(this);
  skipOnGivenCluster(this);

  /** Absent where the suite is skipped. */
  let opened: Workspace | undefined;
  let agents: ClusterAgents | undefined;
  let api: KubernetesApi;

  before(async () => {
    const testbed = runningTestbed();
    api = testbed.api;
    opened = await openLocal(testbed, "helm");
    const repository = testbed.run.path("helm-charts");
    writeCharts(repository, findParts(ENGINE_PARTS).charts);
    opened.configure({ ...localSettings(), "bulkhead:calico": { charts: { repository } } });
  });

  after(async () => {
    startAgents();
    await opened?.run("cancel", "--yes");
    await opened?.run("destroy", "--yes", "--skip-preview");
    await agents?.stop();
    opened?.remove();
  });

  function workspace(): Workspace {
    assert.ok(opened, "the suite was skipped");
    return opened;
  }

  /** Until then no pod ever runs, and a release waits for its pods. */
  function startAgents(): void {
    if (opened === undefined || agents !== undefined) return;
    const account = new AccountFolder(runningTestbed().run.path("helm-account"));
    agents = new ClusterAgents(api, account, NODES[0]?.name ?? "");
  }

  /** Helm's own records of the release that it has not finished. */
  async function pendingRecords(): Promise<readonly KubernetesObject[]> {
    const selector = "labelSelector=owner%3Dhelm,status%3Dpending-install";
    const { items } = await api.demand({
      path: `/api/v1/namespaces/${OPERATOR}/secrets?${selector}`,
    });
    return (items as KubernetesObject[]).map((item) => ({
      ...item,
      apiVersion: "v1",
      kind: "Secret",
    }));
  }

  it("blocks every later up, which says why", async () => {
    const { child, ended } = workspace().start("up", "--yes", "--skip-preview");
    while ((await pendingRecords()).length === 0) await pause(100);
    killNow(child);
    await ended;
    await workspace().demand("cancel", "--yes");
    await workspace().demand("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    const blocked = await workspace().run("up", "--yes", "--skip-preview");
    assert.notEqual(blocked.status, 0);
    assert.match(blocked.text, /cannot re-use a name that is still in use/);
  });

  it("goes on when its record is deleted, as docs/operations.md has it", async () => {
    for (const [name, value] of Object.entries(WITHOUT_CHECKPOINTS)) {
      workspace().setVariable(name, value);
    }
    const records = await pendingRecords();
    assert.equal(records.length, 1);
    for (const record of records) await api.remove(record);
    startAgents();
    await workspace().demand("up", "--yes", "--skip-preview");
    const { manifests } = await planOf(workspace().folder, "local");
    assert.deepEqual(await differences(api, manifests), []);
  });

  it("destroy runs the chart's own clean-up, and leaves nothing", async () => {
    const { manifests } = await planOf(workspace().folder, "local");
    await workspace().demand("destroy", "--yes", "--skip-preview");
    assert.deepEqual((await managedObjects(api, manifests)).map(nameOf), []);
    assert.deepEqual((await workspace().deployment()).resources ?? [], []);
  });
});
