import type { KubernetesApi, KubernetesObject } from "../../../testbed/kubernetes/api.js";

/** What others must be there before. */
const FIRST = ["CustomResourceDefinition", "Namespace", "Tier"];

function rankOf({ kind }: KubernetesObject): number {
  const rank = FIRST.indexOf(kind);
  return rank < 0 ? FIRST.length : rank;
}

function keyOf({ apiVersion, kind, metadata }: KubernetesObject): string {
  return [apiVersion, kind, metadata.namespace ?? "", metadata.name].join(" ");
}

/** Namespaces that are there before any policy and outlive it, and what is the cluster's own. */
function isKept({ kind }: KubernetesObject): boolean {
  return ["Namespace", "ServiceAccount", "CustomResourceDefinition"].includes(kind);
}

/** The objects of a suite in the API server, brought from one state to the next. */
export class Applied {
  private objects = new Map<string, KubernetesObject>();

  constructor(private readonly api: KubernetesApi) {}

  /** Applies what is new or differs, deletes what is gone, and leaves the rest alone. */
  async become(wanted: readonly KubernetesObject[]): Promise<void> {
    const next = new Map(wanted.map((object) => [keyOf(object), object]));
    const changed = [...next].filter(([key, object]) => {
      const now = this.objects.get(key);
      return now === undefined || JSON.stringify(now) !== JSON.stringify(object);
    });
    const gone = [...this.objects].filter(([key]) => !next.has(key)).map(([, object]) => object);
    const inOrder = changed.map(([, object]) => object).sort((a, b) => rankOf(a) - rankOf(b));
    for (const object of inOrder) await this.api.apply(object);
    for (const object of gone.sort((a, b) => rankOf(b) - rankOf(a))) {
      if (!isKept(object)) await this.api.remove(object);
    }
    this.objects = next;
  }
}
