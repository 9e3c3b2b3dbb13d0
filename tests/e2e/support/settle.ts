import type { KubernetesObject } from "../../../testbed/kubernetes/api.js";
import { addPod, NODES, removePod } from "../../../testbed/network/topology.js";
import { pause } from "../../../testbed/run/own-process.js";
import { createPods, deleteNamespaces, deletePods } from "./pod-objects.js";
import type { ScenePod } from "./scene.js";
import type { Testbed } from "./testbed.js";

const NAMESPACE = "tracer";
const POLL_MS = 25;
const DEADLINE_MS = 30_000;

const PODS: readonly ScenePod[] = NODES.map(({ name }, at) => ({
  namespace: NAMESPACE,
  name: `tracer-${name}`,
  node: name,
  address: `10.0.250.${at + 1}`,
  labels: { app: NAMESPACE },
}));

/** One policy of each kind that Felix watches, for the pods of the tracer alone. */
function tracers(generation: number): KubernetesObject[] {
  const name = `tracer-${generation}`;
  const calico = { order: 1, types: ["Ingress"], ingress: [{ action: "Allow" }] };
  const selector = `app == "${NAMESPACE}"`;
  return [
    {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: `k-${name}`, namespace: NAMESPACE },
      spec: { podSelector: {}, policyTypes: ["Ingress"] },
    },
    {
      apiVersion: "projectcalico.org/v3",
      kind: "NetworkPolicy",
      metadata: { name: `n-${name}`, namespace: NAMESPACE },
      spec: { ...calico, selector: "all()" },
    },
    {
      apiVersion: "projectcalico.org/v3",
      kind: "GlobalNetworkPolicy",
      metadata: { name: `g-${name}` },
      spec: { ...calico, selector },
    },
  ];
}

/**
 * Knows when Felix has done what the API server was told. Felix sees the changes of one kind in their order, so
 * once a policy that was written last has reached the packet filter, everything of its kind before it has.
 */
export class Tracer {
  private generation = 0;

  constructor(private readonly testbed: Testbed) {}

  async open(): Promise<void> {
    this.testbed.shelter.demand(PODS.flatMap(addPod));
    await createPods(this.testbed.api, PODS);
    await this.settle();
  }

  async settle(): Promise<void> {
    const { api } = this.testbed;
    const earlier = tracers(this.generation);
    this.generation += 1;
    for (const policy of tracers(this.generation)) await api.apply(policy);
    const deadline = Date.now() + DEADLINE_MS;
    while (!this.hasArrived()) {
      if (Date.now() > deadline) throw new Error("Felix has not caught up in 30 s");
      await pause(POLL_MS);
    }
    for (const policy of earlier) await api.remove(policy);
  }

  async close(): Promise<void> {
    const { api, shelter } = this.testbed;
    for (const policy of tracers(this.generation)) await api.remove(policy);
    await deletePods(api, PODS);
    shelter.demand(PODS.flatMap(removePod));
    await deleteNamespaces(api, [NAMESPACE]);
  }

  private hasArrived(): boolean {
    return NODES.every(({ name }) => {
      const rules = this.testbed.shelter.demand(["iptables-save -t filter"], name);
      return ["k", "n", "g"].every((kind) =>
        new RegExp(`${kind}-tracer-${this.generation}\\b`).test(rules),
      );
    });
  }
}
