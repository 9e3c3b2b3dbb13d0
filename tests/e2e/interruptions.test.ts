import assert from "node:assert/strict";
import type { Workspace } from "../../testbed/engine/workspace.js";
import type { KubernetesApi } from "../../testbed/kubernetes/api.js";
import { assertAsPlanned } from "./support/as-planned.js";
import { planOf, type EnginePlan } from "./support/engine-plan.js";
import { killAfter } from "./support/kill.js";
import { openLocal } from "./support/local-environment.js";
import { managedObjects, nameOf } from "./support/managed-objects.js";
import { recover } from "./support/recover.js";
import { stepByStep } from "./support/steps.js";
import { clusterUnderTest, skipWithoutEngine } from "./support/testbed.js";

/** After how many changed resources the engine is killed, in turn: at once, a little later, well on its way. */
const CHANGES = [2, 5, 10];
const FEWEST_KILLS = 20;
const MOST_KILLS = 24;

describe("An engine that is killed on its way", function () {
  this.timeout(600_000);
  stepByStep(this);
  skipWithoutEngine(this);

  /** Absent where the suite is skipped. */
  let opened: Workspace | undefined;
  let api: KubernetesApi;
  let plan: EnginePlan;

  before(async () => {
    const testbed = clusterUnderTest();
    api = testbed.api;
    opened = await openLocal(testbed, "interrupted");
    plan = await planOf(opened.folder, "local");
  });

  after(async () => {
    await opened?.run("cancel", "--yes");
    await opened?.run("destroy", "--yes", "--skip-preview");
    opened?.remove();
  });

  function workspace(): Workspace {
    assert.ok(opened, "the suite was skipped");
    return opened;
  }

  /** How often the engine died while it wrote the attributes of its state, which a folder as a backend keeps. */
  let tornWrites = 0;

  /** Kills the command again and again on its way, and lets it come to its end; the resources in the state at each kill. */
  async function killOnTheWay(command: "up" | "destroy"): Promise<number[]> {
    const kills: number[] = [];
    while (kills.length < MOST_KILLS) {
      const changes = CHANGES[kills.length % CHANGES.length] ?? 1;
      const killed = await killAfter(workspace(), changes, command, "--yes", "--skip-preview");
      if (!killed.interrupted) {
        assert.equal(killed.outcome.status, 0, killed.outcome.text);
        return kills;
      }
      const { torn } = await recover(workspace());
      if (torn) tornWrites += 1;
      const { resources = [] } = await workspace().deployment();
      kills.push(resources.length);
    }
    await workspace().demand(command, "--yes", "--skip-preview");
    return kills;
  }

  function report(kills: readonly number[]): void {
    const resources = kills.join(", ");
    console.log(
      `    killed ${kills.length} times, ${tornWrites} of them within a write of the state`,
    );
    console.log(`    with ${resources} resources in the state`);
    assert.ok(kills.length >= FEWEST_KILLS, `only ${kills.length} kills`);
  }

  it("up comes to its end, with everything once and as planned", async () => {
    const kills = await killOnTheWay("up");
    report(kills);
    await assertAsPlanned(api, workspace(), plan);
    const { changes } = await workspace().demand("up", "--yes", "--skip-preview");
    assert.deepEqual(Object.keys(changes), ["same"]);
  });

  it("destroy comes to its end, with nothing left", async () => {
    const kills = await killOnTheWay("destroy");
    report(kills);
    assert.deepEqual((await managedObjects(api, plan.manifests)).map(nameOf), []);
    assert.deepEqual((await workspace().deployment()).resources ?? [], []);
  });
});
