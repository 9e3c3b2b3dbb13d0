import type { KubernetesApi, KubernetesObject } from "../../../testbed/kubernetes/api.js";
import { NODES } from "../../../testbed/network/topology.js";
import { pause } from "../../../testbed/run/own-process.js";
import { isUdp, portOf, type NamedFlow } from "./flows.js";
import { livePod, lookAt, MAIN_CONTAINER, PROGRAM } from "./live-pod.js";
import { deletePods, ensureNamespaces } from "./pod-objects.js";
import type { Attempt, Cast, Scene, ScenePod } from "./scene.js";

/** Pulling an image for the first time takes its time; a suite has half a minute more. */
const START_MS = 150_000;
const POLL_MS = 500;
/** A port is not open yet when its container has just started. */
const REFUSALS = 40;
const REFUSAL_MS = 250;
/** Commands that run at once. */
const AT_ONCE = 16;

interface NodeObject extends KubernetesObject {
  readonly spec?: {
    readonly unschedulable?: boolean;
    readonly taints?: readonly { readonly effect: string }[];
  };
  readonly status?: { readonly conditions?: readonly { type: string; status: string }[] };
}

/** Nodes that take pods which tolerate nothing. */
async function usableNodes(api: KubernetesApi): Promise<readonly string[]> {
  const nodes = (await api.list("v1", "Node")) as readonly NodeObject[];
  const usable = nodes.filter(({ spec, status }) => {
    const isReady = status?.conditions?.some(
      (each) => each.type === "Ready" && each.status === "True",
    );
    const taints = spec?.taints?.filter(({ effect }) => effect !== "PreferNoSchedule") ?? [];
    return isReady === true && spec?.unschedulable !== true && taints.length === 0;
  });
  if (usable.length === 0) throw new Error("no node is ready and takes pods");
  return usable.map(({ metadata }) => metadata.name).sort();
}

/** The nodes of the cast are those of the cluster, in their order; one of these may be several of those. */
function placed(pods: readonly ScenePod[], nodes: readonly string[]): ScenePod[] {
  return pods.map((pod) => {
    const at = NODES.findIndex(({ name }) => name === pod.node);
    return { ...pod, node: nodes[at % nodes.length] ?? "" };
  });
}

async function untilRunning(
  api: KubernetesApi,
  pod: ScenePod,
  deadline: number,
): Promise<ScenePod> {
  for (;;) {
    const seen = await lookAt(api, pod);
    if ("address" in seen) return { ...pod, address: seen.address };
    if (Date.now() > deadline) throw new Error(`after ${START_MS / 1000} s, ${seen.waitsFor}`);
    await pause(POLL_MS);
  }
}

/** The results in the order of the items; so many are worked on at once. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const todo = [...items.entries()];
  const worker = async (): Promise<void> => {
    for (let next = todo.shift(); next !== undefined; next = todo.shift()) {
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

/** Pods of the cluster itself, in which commands open the connections. There is nothing outside of the cluster. */
export class LiveScene implements Scene {
  private constructor(
    private readonly api: KubernetesApi,
    readonly pods: readonly ScenePod[],
  ) {}

  static async open(api: KubernetesApi, cast: Cast): Promise<Scene> {
    const pods = placed(cast.pods, await usableNodes(api));
    await ensureNamespaces(api, pods);
    for (const pod of pods) await api.apply(livePod(pod, cast));
    const deadline = Date.now() + START_MS;
    const running = await Promise.all(pods.map((pod) => untilRunning(api, pod, deadline)));
    return new LiveScene(api, running);
  }

  readonly has = ({ from, to }: NamedFlow): boolean =>
    [from, to].every((name) => this.pods.some((pod) => pod.name === name));

  attempt(attempts: readonly Attempt[]): Promise<readonly string[]> {
    return inParallel(attempts, (each) => this.verdictOf(each));
  }

  async close(): Promise<void> {
    await deletePods(this.api, this.pods);
  }

  private async verdictOf({ flow, wait }: Attempt): Promise<string> {
    const [from, to] = [this.podCalled(flow.from), this.podCalled(flow.to)];
    const command = [
      ...[PROGRAM, "connect", `${to.address}:${portOf(flow)}`],
      ...[`--timeout=${wait}ms`, `--protocol=${isUdp(flow) ? "udp" : "tcp"}`],
    ];
    const asked = { namespace: from.namespace, pod: from.name, container: MAIN_CONTAINER, command };
    for (let left = REFUSALS; ; left -= 1) {
      const { status, errors } = await this.api.execute(asked);
      if (status === 0) return "ALLOW";
      if (errors.startsWith("TIMEOUT")) return "DENY";
      if (!errors.startsWith("REFUSED") || left === 0) return `ERROR ${status} ${errors.trim()}`;
      await pause(REFUSAL_MS);
    }
  }

  private podCalled(name: string): ScenePod {
    const found = this.pods.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no pod is called ${name}`);
    return found;
  }
}
