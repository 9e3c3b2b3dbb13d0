import type { KubernetesApi } from "../../kubernetes/api.js";
import { pause } from "../../run/own-process.js";
import type { AccountFolder } from "../account-folder.js";
import { reportCalicoReady } from "./calico-operator.js";
import { LoadBalancerAgent } from "./load-balancer-controller.js";
import { runPods } from "./nodes.js";

const EVERY_MS = 250;

/** Everything that would run inside an EKS cluster and that Pulumi waits for, in one loop. */
export class ClusterAgents {
  readonly loadBalancers: LoadBalancerAgent;
  private running = true;
  private readonly loop: Promise<void>;
  /** Why the last round failed; objects that go while they are looked at fail one round and not the next. */
  private lastError: string | undefined;

  constructor(
    private readonly api: KubernetesApi,
    account: AccountFolder,
    private readonly node: string,
  ) {
    this.loadBalancers = new LoadBalancerAgent(api, account);
    this.loop = this.run();
  }

  async stop(): Promise<void> {
    this.running = false;
    await this.loop;
    if (this.lastError !== undefined) {
      console.log(`    the last round inside the cluster failed: ${this.lastError}`);
    }
  }

  private async run(): Promise<void> {
    while (this.running) {
      try {
        await this.loadBalancers.step();
        await reportCalicoReady(this.api);
        await runPods(this.api, this.node, (pod) => this.loadBalancers.mayBeReady(pod));
        this.lastError = undefined;
      } catch (error) {
        this.lastError = error instanceof Error ? error.message : String(error);
      }
      await pause(EVERY_MS);
    }
  }
}
