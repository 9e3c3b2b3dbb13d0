import { Certificates } from "../cluster/certificates.js";
import { AUTHORITY, KUBELET } from "../cluster/control-plane.js";
import { MERGE_PATCH, type KubernetesApi } from "../kubernetes/api.js";
import type { Shelter } from "../network/shelter.js";
import { addPod, networkOf, NODES, removePod, type Pod } from "../network/topology.js";
import { pause } from "../run/own-process.js";
import type { Run } from "../run/state.js";
import {
  onThisMachine,
  processesOf,
  runningStatus,
  usesOnly,
  type Image,
  type PodObject,
} from "./containers.js";
import { type Asked, ExecServer } from "./exec-server.js";

const POLL_MS = 100;

/** What a kubelet works with, and the one image that it can run. */
export interface Machine {
  readonly run: Run;
  readonly api: KubernetesApi;
  readonly shelter: Shelter;
  readonly image: Image;
}

interface Running {
  readonly pod: Pod;
  readonly processes: readonly string[];
}

/** Addresses of the two nodes that no cast of a suite uses. */
function addressOn(node: string, number: number): string {
  const third = NODES.findIndex(({ name }) => name === node) === 0 ? 129 : 161;
  return `10.0.${third}.${number}`;
}

/**
 * Stands for the kubelets of both nodes: pods of one image become network namespaces with processes inside, and
 * commands run there when the API server asks. Probes, volumes, limits and users are not looked at.
 */
export class Kubelet {
  private readonly running = new Map<string, Running>();
  private given = 0;
  private wanted = true;
  private lastError: string | undefined;
  private loop: Promise<void> = Promise.resolve();
  private server: ExecServer | undefined;

  private constructor(private readonly machine: Machine) {}

  static async start(machine: Machine): Promise<Kubelet> {
    const kubelet = new Kubelet(machine);
    const certificates = Certificates.of(machine.run);
    const [own, authority] = [KUBELET, AUTHORITY].map((name) => certificates.filesOf(name));
    if (own === undefined || authority === undefined) throw new Error("no certificates");
    kubelet.server = await ExecServer.start(own, authority, (asked) => kubelet.argvOf(asked));
    await kubelet.reportNodes(kubelet.server.port);
    kubelet.loop = kubelet.work();
    return kubelet;
  }

  /** Ends all pods that still run, and the server. */
  async stop(): Promise<void> {
    this.wanted = false;
    await this.loop;
    for (const uid of this.running.keys()) await this.end(uid);
    await this.server?.stop();
    if (this.lastError !== undefined) throw new Error(`the kubelet: ${this.lastError}`);
  }

  /** As kubelets report their nodes, and the controller of node lifecycles, which does not run, answers. */
  private async reportNodes(port: number): Promise<void> {
    const status = {
      addresses: [{ type: "Hostname", address: "127.0.0.1" }],
      daemonEndpoints: { kubeletEndpoint: { Port: port } },
      conditions: [{ type: "Ready", status: "True" }],
    };
    for (const { name } of NODES) {
      await this.patch(`/api/v1/nodes/${name}/status`, { status });
      await this.patch(`/api/v1/nodes/${name}`, { spec: { taints: null } });
    }
  }

  private async work(): Promise<void> {
    while (this.wanted) {
      try {
        await this.step();
        this.lastError = undefined;
      } catch (error) {
        this.lastError = error instanceof Error ? error.message : String(error);
      }
      await pause(POLL_MS);
    }
  }

  private async step(): Promise<void> {
    const pods = (await this.machine.api.list("v1", "Pod")) as readonly PodObject[];
    const own = pods.filter((pod) => usesOnly(this.machine.image, pod));
    // A name that is taken again at once is another pod.
    const present = new Map(own.map((pod) => [String(pod.metadata.uid), pod]));
    for (const uid of this.running.keys()) if (!present.has(uid)) await this.end(uid);
    for (const [uid, pod] of present) if (!this.running.has(uid)) await this.begin(uid, pod);
  }

  private async begin(uid: string, object: PodObject): Promise<void> {
    const { api, run, shelter, image } = this.machine;
    const { name, namespace = "" } = object.metadata;
    const node = object.spec.nodeName;
    if (node === undefined) return;
    this.given += 1;
    const pod = { namespace, name, node, address: addressOn(node, this.given) };
    shelter.demand(addPod(pod));
    const processes = processesOf(image, object);
    this.running.set(uid, { pod, processes: processes.map((each) => each.name) });
    for (const { name: process, argv } of processes) {
      const env = shelter.environment();
      run.start({ name: process, argv: shelter.enter(argv, networkOf(pod)), env });
    }
    const status = runningStatus(object, pod);
    await this.patch(`${await api.pathOf(object)}/status`, { status });
  }

  private async end(uid: string): Promise<void> {
    const found = this.running.get(uid);
    if (found === undefined) return;
    this.running.delete(uid);
    await this.machine.run.stop(found.processes);
    this.machine.shelter.demand(removePod(found.pod));
  }

  private async patch(path: string, body: object): Promise<void> {
    const { api } = this.machine;
    await api.demand({ path, method: "PATCH", body, contentType: MERGE_PATCH });
  }

  private argvOf({ namespace, pod, command }: Asked): readonly string[] | undefined {
    const found = [...this.running.values()].find(
      (each) => each.pod.namespace === namespace && each.pod.name === pod,
    );
    if (found === undefined) return undefined;
    const { image, shelter } = this.machine;
    return shelter.enter(onThisMachine(image, command), networkOf(found.pod));
  }
}
