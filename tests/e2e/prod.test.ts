import assert from "node:assert/strict";
import type { Settings } from "../../testbed/engine/workspace.js";
import type { KubernetesApi } from "../../testbed/kubernetes/api.js";
import { Aws } from "../../testbed/simulation/types.js";
import { assertAsPlanned } from "./support/as-planned.js";
import type { EnginePlan } from "./support/engine-plan.js";
import { managedObjects, nameOf } from "./support/managed-objects.js";
import { SimulatedEnvironment } from "./support/simulated-environment.js";
import { stepByStep } from "./support/steps.js";
import { runningTestbed, skipWithoutEngine, skipOnGivenCluster } from "./support/testbed.js";

describe("The life of prod: protected, on a simulated account", function () {
  this.timeout(420_000);
  stepByStep(this);
  skipWithoutEngine(this);
  skipOnGivenCluster(this);

  /** Absent where the suite is skipped. */
  let opened: SimulatedEnvironment | undefined;
  let api: KubernetesApi;
  let plan: EnginePlan;

  before(async () => {
    const testbed = runningTestbed();
    api = testbed.api;
    opened = new SimulatedEnvironment(testbed, "prod");
    await opened.workspace.demand("stack", "init", "prod");
    plan = await opened.plan();
  });

  after(async () => {
    await opened?.close();
  });

  function prod(): SimulatedEnvironment {
    assert.ok(opened, "the suite was skipped");
    return opened;
  }

  function asPlanned(): Promise<void> {
    return assertAsPlanned(api, prod().workspace, plan);
  }

  it("up makes what the plan says, in three zones, and AWS refuses nothing", async () => {
    await prod().up();
    await asPlanned();
    const { account } = prod();
    assert.deepEqual(
      account.entries().filter(({ refused }) => refused !== undefined),
      [],
    );
    const subnets = account.records().filter(({ type }) => type === Aws.Subnet);
    const zones = new Set(subnets.map(({ inputs }) => inputs.availabilityZone));
    assert.deepEqual([...zones].sort(), ["eu-central-1a", "eu-central-1b", "eu-central-1c"]);
  });

  /** One resource: asked for all of them at once, the engine collects 173 refusals and does not come to its end. */
  it("what is protected is not destroyed, and nothing is gone", async () => {
    const { workspace, account } = prod();
    const before = account.records();
    const quota = plan.resources.find(({ name }) => name === "storefront-quota");
    const refused = await workspace.run("destroy", "--yes", "--target", quota?.urn ?? "");
    assert.equal(refused.status, 1, refused.text);
    assert.match(refused.text, /storefront-quota" cannot be deleted\s+because it is protected/);
    assert.deepEqual(account.records(), before);
    await asPlanned();
  });

  it("without protection it is still EKS that keeps the cluster", async () => {
    const { settings, workspace, account } = prod();
    prod().configure({ ...settings, "bulkhead:protect": false });
    await prod().up();
    const refused = await workspace.run("destroy", "--yes", "--skip-preview");
    assert.notEqual(refused.status, 0);
    assert.match(refused.text, /deletion protection is enabled for the cluster halden-prod/);
    assert.ok(account.records().some(({ type }) => type === Aws.Cluster));
    assert.ok(account.records().some(({ type }) => type === Aws.Vpc));
  });

  it("with both turned off, as docs/operations.md has it, destroy leaves nothing", async () => {
    const { settings, account } = prod();
    const cluster = { ...(settings["bulkhead:cluster"] as Settings), deletionProtection: false };
    prod().configure({ ...settings, "bulkhead:protect": false, "bulkhead:cluster": cluster });
    await prod().up();
    await prod().destroy();
    assert.deepEqual(account.records(), []);
    assert.deepEqual((await managedObjects(api, plan.manifests)).map(nameOf), []);
    assert.deepEqual((await prod().workspace.deployment()).resources ?? [], []);
  });
});
