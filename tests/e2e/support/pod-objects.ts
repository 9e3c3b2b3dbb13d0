import {
  MERGE_PATCH,
  type KubernetesApi,
  type KubernetesObject,
} from "../../../testbed/kubernetes/api.js";
import type { ScenePod } from "./scene.js";
import { until } from "./until.js";

/** A pod as the strictest Pod Security Standard wants it; its status holds its address. */
export function podObject({ namespace, name, node, labels }: ScenePod): KubernetesObject {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels },
    spec: {
      nodeName: node,
      automountServiceAccountToken: false,
      terminationGracePeriodSeconds: 0,
      tolerations: [{ operator: "Exists" }],
      securityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
      containers: [
        {
          name: "main",
          image: "none",
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
        },
      ],
    },
  };
}

/** A namespace in which pods can be made. */
async function ensureNamespace(api: KubernetesApi, name: string): Promise<void> {
  const path = `/api/v1/namespaces/${name}`;
  if ((await api.call({ path })).status === 404) {
    // The API server remembers who wrote an object by fields, and a name is none.
    const annotations = { "bulkhead.test/made-for": "pods" };
    await api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name, annotations } });
  }
  const account = { path: `${path}/serviceaccounts/default` };
  await until(`the ServiceAccount of ${name}`, async () => {
    return (await api.call(account)).status === 200;
  });
}

async function createPod(api: KubernetesApi, pod: ScenePod): Promise<void> {
  const object = podObject(pod);
  await api.apply(object);
  const status = {
    phase: "Running",
    podIP: pod.address,
    podIPs: [{ ip: pod.address }],
    conditions: [{ type: "Ready", status: "True" }],
  };
  const path = `${await api.pathOf(object)}/status`;
  await api.demand({ path, method: "PATCH", body: { status }, contentType: MERGE_PATCH });
}

export async function ensureNamespaces(
  api: KubernetesApi,
  pods: readonly ScenePod[],
): Promise<void> {
  for (const name of new Set(pods.map(({ namespace }) => namespace))) {
    await ensureNamespace(api, name);
  }
}

/** The namespaces and pods, as the API server knows them once a kubelet has reported them running. */
export async function createPods(api: KubernetesApi, pods: readonly ScenePod[]): Promise<void> {
  await ensureNamespaces(api, pods);
  for (const pod of pods) await createPod(api, pod);
}

export async function deletePods(api: KubernetesApi, pods: readonly ScenePod[]): Promise<void> {
  for (const pod of pods) await api.remove(podObject(pod));
}

/** Deletes namespaces and waits until they are gone. */
export async function deleteNamespaces(
  api: KubernetesApi,
  names: readonly string[],
): Promise<void> {
  for (const name of names) {
    await api.remove({ apiVersion: "v1", kind: "Namespace", metadata: { name } });
  }
  for (const name of names) {
    await until(`the end of namespace ${name}`, async () => {
      return (await api.call({ path: `/api/v1/namespaces/${name}` })).status === 404;
    });
  }
}
