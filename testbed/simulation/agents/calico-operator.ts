import { MERGE_PATCH, type KubernetesApi, type KubernetesObject } from "../../kubernetes/api.js";

const GROUP = "/apis/operator.tigera.io/v1";

interface Operand extends KubernetesObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string }[] };
}

function isReady({ status }: Operand): boolean {
  return status?.conditions?.some(({ type }) => type === "Ready") ?? false;
}

async function report(api: KubernetesApi, plural: string, operand: Operand): Promise<void> {
  const condition = {
    type: "Ready",
    status: "True",
    reason: "AllObjectsAvailable",
    message: "",
    lastTransitionTime: new Date().toISOString(),
  };
  await api.demand({
    path: `${GROUP}/${plural}/${operand.metadata.name}/status`,
    method: "PATCH",
    body: { status: { conditions: [condition] } },
    contentType: MERGE_PATCH,
  });
}

/** Says of Calico's parts what its operator says when they run; they run outside of the cluster already. */
export async function reportCalicoReady(api: KubernetesApi): Promise<void> {
  for (const plural of ["installations", "apiservers"]) {
    const { status, body } = await api.call({ path: `${GROUP}/${plural}` });
    if (status !== 200) continue;
    const waiting = (body.items as Operand[]).filter((operand) => !isReady(operand));
    for (const operand of waiting) await report(api, plural, operand);
  }
}
