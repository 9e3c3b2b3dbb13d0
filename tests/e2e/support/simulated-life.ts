import assert from "node:assert/strict";
import type { Suite } from "mocha";
import type { Settings } from "../../../testbed/engine/workspace.js";
import type { KubernetesApi } from "../../../testbed/kubernetes/api.js";
import { assertAsPlanned } from "./as-planned.js";
import type { EnginePlan } from "./engine-plan.js";
import { managedObjects, nameOf } from "./managed-objects.js";
import { SimulatedEnvironment, type EnvironmentOptions } from "./simulated-environment.js";
import { stepByStep } from "./steps.js";
import { runningTestbed, skipOnGivenCluster, skipWithoutEngine } from "./testbed.js";

interface LifeOptions extends EnvironmentOptions {
  /** What is other than in the settings file of the stack. */
  readonly change?: (settings: Settings) => Settings;
}

interface Opened {
  readonly environment: SimulatedEnvironment;
  readonly api: KubernetesApi;
}

/** A simulated environment, opened before the first test of a suite and closed after its last. */
export class SimulatedLife {
  /** Absent where the suite is skipped. */
  private opened: Opened | undefined;
  private planned: EnginePlan | undefined;

  constructor(suite: Suite, stack: string, options: LifeOptions = {}) {
    suite.timeout(420_000);
    stepByStep(suite);
    skipWithoutEngine(suite);
    skipOnGivenCluster(suite);
    suite.beforeAll("the environment", async () => {
      const testbed = runningTestbed();
      const environment = new SimulatedEnvironment(testbed, stack, options);
      this.opened = { environment, api: testbed.api };
      await environment.workspace.demand("stack", "init", stack);
      const { change = (settings: Settings): Settings => settings } = options;
      await this.configure(change(environment.settings));
    });
    suite.afterAll("the environment", async () => {
      await this.opened?.environment.close();
    });
  }

  get environment(): SimulatedEnvironment {
    return this.open().environment;
  }

  get api(): KubernetesApi {
    return this.open().api;
  }

  /** What `bulkhead plan` says of the settings as they are. */
  get plan(): EnginePlan {
    assert.ok(this.planned, "the suite was skipped");
    return this.planned;
  }

  /** Other settings, and their plan. */
  async configure(settings: Settings): Promise<void> {
    this.environment.configure(settings);
    this.planned = await this.environment.plan();
  }

  assertAsPlanned(): Promise<void> {
    return assertAsPlanned(this.api, this.environment.workspace, this.plan);
  }

  /** Neither in the account nor in the cluster, nor in the engine's state. */
  async assertNothingLeft(): Promise<void> {
    const { account, workspace } = this.environment;
    assert.deepEqual(account.records(), []);
    assert.deepEqual(account.loadBalancers(), []);
    assert.deepEqual((await managedObjects(this.api, this.plan.manifests)).map(nameOf), []);
    assert.deepEqual((await workspace.deployment()).resources ?? [], []);
  }

  private open(): Opened {
    assert.ok(this.opened, "the suite was skipped");
    return this.opened;
  }
}
