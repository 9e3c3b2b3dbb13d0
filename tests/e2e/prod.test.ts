import assert from "node:assert/strict";
import type { Settings } from "../../testbed/engine/workspace.js";
import { Aws } from "../../testbed/simulation/types.js";
import type { SimulatedEnvironment } from "./support/simulated-environment.js";
import { SimulatedLife } from "./support/simulated-life.js";

describe("The life of prod: protected, on a simulated account", function () {
  const life = new SimulatedLife(this, "prod");
  const prod = (): SimulatedEnvironment => life.environment;
  /** Nothing protected and nothing kept: docs/operations.md, "Destroy". */
  const readyToGo = (): Settings => {
    const { settings } = prod();
    const applications = settings["bulkhead:applications"] as Readonly<Record<string, Settings>>;
    const search = { ...applications.search, deletePolicy: "delete" };
    return {
      ...settings,
      "bulkhead:protect": false,
      "bulkhead:applications": { ...applications, search },
    };
  };

  it("up makes what the plan says, in three zones, and AWS refuses nothing", async () => {
    await prod().up();
    await life.assertAsPlanned();
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
    const quota = life.plan.resources.find(({ name }) => name === "storefront-quota");
    const refused = await workspace.run("destroy", "--yes", "--target", quota?.urn ?? "");
    assert.equal(refused.status, 1, refused.text);
    assert.match(refused.text, /storefront-quota" cannot be deleted\s+because it is protected/);
    assert.deepEqual(account.records(), before);
    await life.assertAsPlanned();
  });

  it("without protection it is still EKS that keeps the cluster", async () => {
    const { workspace, account } = prod();
    await life.configure(readyToGo());
    await prod().up();
    const refused = await workspace.run("destroy", "--yes", "--skip-preview");
    assert.notEqual(refused.status, 0);
    assert.match(refused.text, /deletion protection is enabled for the cluster halden-prod/);
    assert.ok(account.records().some(({ type }) => type === Aws.Cluster));
    assert.ok(account.records().some(({ type }) => type === Aws.Vpc));
  });

  it("with everything turned off, as docs/operations.md has it, destroy leaves nothing", async () => {
    const settings = readyToGo();
    const cluster = { ...(settings["bulkhead:cluster"] as Settings), deletionProtection: false };
    await life.configure({ ...settings, "bulkhead:cluster": cluster });
    await prod().up();
    await prod().destroy();
    await life.assertNothingLeft();
  });
});
