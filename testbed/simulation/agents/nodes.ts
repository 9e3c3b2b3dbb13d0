import { MERGE_PATCH, type KubernetesApi, type KubernetesObject } from "../../kubernetes/api.js";

/** Namespaces whose pods are brought to run; the pods of suites are their own business. */
const NAMESPACES = ["kube-system", "tigera-operator"];

interface Pod extends KubernetesObject {
  readonly spec: { readonly nodeName?: string };
  readonly status?: { readonly phase?: string };
}

function isOfJob({ metadata }: Pod): boolean {
  const owners = (metadata.ownerReferences ?? []) as { readonly kind: string }[];
  return owners.some(({ kind }) => kind === "Job");
}

function pathOf({ metadata: { name, namespace = "" } }: Pod): string {
  return `/api/v1/namespaces/${namespace}/pods/${name}`;
}

async function bind(api: KubernetesApi, pod: Pod, node: string): Promise<void> {
  const target = { apiVersion: "v1", kind: "Node", name: node };
  const { name, namespace } = pod.metadata;
  const body = { apiVersion: "v1", kind: "Binding", metadata: { name, namespace }, target };
  await api.demand({ path: `${pathOf(pod)}/binding`, method: "POST", body });
}

/** A pod of a job has done its work at once, every other one runs. */
async function report(api: KubernetesApi, pod: Pod): Promise<void> {
  const done = isOfJob(pod);
  const status = {
    phase: done ? "Succeeded" : "Running",
    conditions: [{ type: "Ready", status: done ? "False" : "True" }],
  };
  const path = `${pathOf(pod)}/status`;
  await api.demand({ path, method: "PATCH", body: { status }, contentType: MERGE_PATCH });
}

async function care(api: KubernetesApi, pod: Pod, node: string): Promise<void> {
  if (pod.metadata.deletionTimestamp !== undefined) {
    await api.remove({ ...pod, apiVersion: "v1", kind: "Pod" });
    return;
  }
  if (pod.spec.nodeName === undefined) await bind(api, pod, node);
  if (pod.status?.phase === undefined || pod.status.phase === "Pending") await report(api, pod);
}

/** Does what scheduler and kubelet would do with the cluster's own pods; no container ever starts. */
export async function runPods(
  api: KubernetesApi,
  node: string,
  mayBeReady: (pod: KubernetesObject) => boolean,
): Promise<void> {
  const isCaredFor = (pod: Pod): boolean =>
    pod.metadata.deletionTimestamp !== undefined || mayBeReady(pod);
  for (const namespace of NAMESPACES) {
    const { items } = await api.demand({ path: `/api/v1/namespaces/${namespace}/pods` });
    for (const pod of (items as Pod[]).filter(isCaredFor)) await care(api, pod, node);
  }
}
