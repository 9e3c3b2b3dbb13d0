import type { KubernetesApi, KubernetesObject } from "../../../testbed/kubernetes/api.js";
import { NODES } from "../../../testbed/network/topology.js";
import type { NamedFlow } from "./flows.js";
import type { OpenScene, Scene, ScenePod } from "./scene.js";

/** A namespace that the platform leaves alone, with pods that no other policy selects. */
const NAMESPACE = "kube-system";
const LABEL = "bulkhead-tracer";
const DEADLINE_MS = 30_000;
const WAIT_MS = 100;

/** The port that a policy opens tells its generation; by the third one after it, it is surely gone. */
const PORTS = [7901, 7902, 7903] as const;

/** Kinds of policies, each in an order of its own: the policy of a generation for the pods of that kind. */
const KINDS = {
  kubernetes: (kind: string, port: number): KubernetesObject => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: `tracer-${port}`, namespace: NAMESPACE },
    spec: {
      podSelector: { matchLabels: { [LABEL]: kind } },
      policyTypes: ["Ingress"],
      ingress: [{ ports: [{ protocol: "TCP", port }] }],
    },
  }),
  calico: (kind: string, port: number): KubernetesObject => ({
    apiVersion: "projectcalico.org/v3",
    kind: "NetworkPolicy",
    metadata: { name: `tracer-${port}`, namespace: NAMESPACE },
    spec: calicoSpec(kind, port),
  }),
  global: (kind: string, port: number): KubernetesObject => ({
    apiVersion: "projectcalico.org/v3",
    kind: "GlobalNetworkPolicy",
    metadata: { name: `tracer-${port}` },
    spec: calicoSpec(kind, port),
  }),
} as const;

function calicoSpec(kind: string, port: number): object {
  return {
    order: 1,
    selector: `${LABEL} == "${kind}"`,
    types: ["Ingress"],
    ingress: [{ action: "Allow", protocol: "TCP", destination: { ports: [port] } }],
  };
}

function policiesOf(generation: number): KubernetesObject[] {
  const port = portOfGeneration(generation);
  return Object.entries(KINDS).map(([kind, policy]) => policy(kind, port));
}

function portOfGeneration(generation: number): number {
  return PORTS[generation % PORTS.length] ?? Number.NaN;
}

const CALLER = "tracer";

function tracerPod(node: string, address: string, kind: string): ScenePod {
  const name = kind === CALLER ? CALLER : `${CALLER}-${kind}-${node}`;
  return { namespace: NAMESPACE, name, node, address, labels: { [LABEL]: kind } };
}

/** One that calls, and on each node one for each kind. */
function tracerPods(): ScenePod[] {
  const [first = { name: "" }] = NODES;
  const called = NODES.flatMap(({ name }, node) =>
    Object.keys(KINDS).map((kind, at) => tracerPod(name, `10.0.250.${10 * node + at + 1}`, kind)),
  );
  return [tracerPod(first.name, "10.0.250.100", CALLER), ...called];
}

/**
 * Knows when the data plane has done what the API server was told. Felix sees the changes of one kind in their order, so
 * once a policy that was written last lets a connection through, everything of its kind before it is enforced.
 */
export class Tracer {
  private generation = 0;

  private constructor(
    private readonly api: KubernetesApi,
    private readonly scene: Scene,
  ) {}

  static async open(api: KubernetesApi, openScene: OpenScene): Promise<Tracer> {
    const pods = tracerPods();
    const scene = await openScene({ pods, outside: {}, onEveryNode: {}, tcp: PORTS, udp: [] });
    const tracer = new Tracer(api, scene);
    for (const policy of policiesOf(tracer.generation)) await api.apply(policy);
    await tracer.settle();
    return tracer;
  }

  async settle(): Promise<void> {
    const earlier = policiesOf(this.generation);
    this.generation += 1;
    for (const policy of policiesOf(this.generation)) await this.api.apply(policy);
    const deadline = Date.now() + DEADLINE_MS;
    while (!(await this.hasArrived())) {
      if (Date.now() > deadline) throw new Error("the data plane has not caught up in 30 s");
    }
    for (const policy of earlier) await this.api.remove(policy);
  }

  async close(): Promise<void> {
    for (const policy of policiesOf(this.generation)) await this.api.remove(policy);
    await this.scene.close();
  }

  private async hasArrived(): Promise<boolean> {
    const traffic = `${portOfGeneration(this.generation)}/TCP`;
    const flows = this.scene.pods
      .filter(({ name }) => name !== CALLER)
      .map(({ name }): NamedFlow => ({ from: CALLER, to: name, traffic }));
    const seen = await this.scene.attempt(flows.map((flow) => ({ flow, wait: WAIT_MS })));
    const failed = seen.find((each) => each !== "ALLOW" && each !== "DENY");
    if (failed !== undefined) throw new Error(`the tracer: ${failed}`);
    return seen.every((each) => each === "ALLOW");
  }
}
