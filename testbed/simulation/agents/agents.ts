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
  /** The last thing that went wrong; objects that go while they are looked at are no news. */
  lastError: unknown;

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
  }

  private async run(): Promise<void> {
    while (this.running) {
      try {
        await this.loadBalancers.step();
        await reportCalicoReady(this.api);
        await runPods(this.api, this.node);
      } catch (error) {
        this.lastError = error;
      }
      await pause(EVERY_MS);
    }
  }
}
