import type { RawObject } from "../read/read-result.js";
import type { Field } from "./field.js";
import type { BuildContext } from "./build-context.js";

export const WORKLOAD_KINDS = [
  "Deployment",
  "StatefulSet",
  "DaemonSet",
  "ReplicaSet",
  "ReplicationController",
  "Job",
  "CronJob",
] as const satisfies readonly RawObject["kind"][];

type OwnerKey = string;

/** The owners of objects, as far as the manifests show them. */
export class Ownership {
  private readonly workloads = new Map<OwnerKey, RawObject>();

  constructor(private readonly context: BuildContext) {
    for (const object of context.of(...WORKLOAD_KINDS)) {
      const { namespace, name } = object.ref;
      this.workloads.set(ownerKey(namespace, object.kind, name), object);
    }
  }

  /** The workloads above an object, nearest first. */
  findOwners(object: RawObject): RawObject[] {
    const owners: RawObject[] = [];
    let open = this.directOwners(object);
    // A chain is two steps long at most: a Deployment's ReplicaSet, a CronJob's Job.
    for (let step = 0; step < 3; step += 1) {
      owners.push(...open);
      open = open.flatMap((owner) => this.directOwners(owner));
    }
    return owners;
  }

  private directOwners(object: RawObject): RawObject[] {
    const field = this.context.open(object);
    const references = field.at("metadata").at("ownerReferences").items();
    return references.flatMap((reference) => this.find(field, reference) ?? []);
  }

  private find(owned: Field, reference: Field): RawObject | undefined {
    const { namespace } = owned.object.ref;
    const [kind, name] = [reference.at("kind").text() ?? "", reference.at("name").text() ?? ""];
    const own = this.workloads.get(ownerKey(namespace, kind, name));
    if (own !== undefined) return own;
    // Dumps often leave out ReplicaSets and Jobs; their names contain the names of their owners.
    if (kind === "ReplicaSet") {
      return this.workloads.get(ownerKey(namespace, "Deployment", name.replace(/-[^-]+$/, "")));
    }
    return kind === "Job"
      ? this.workloads.get(ownerKey(namespace, "CronJob", name.replace(/-\d+$/, "")))
      : undefined;
  }
}

function ownerKey(namespace: string | undefined, kind: string, name: string): OwnerKey {
  return `${namespace ?? ""}/${kind}/${name}`;
}
