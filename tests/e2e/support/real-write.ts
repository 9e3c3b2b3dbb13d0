import {
  MERGE_PATCH,
  type Answer,
  type KubernetesApi,
  type KubernetesObject,
  type Method,
} from "../../../testbed/kubernetes/api.js";
import type { AdmissionWrite } from "../../../checks/tenant-writes/admission.js";
import { RESTRICTED_POD } from "./restricted-pod.js";

type Tree = Readonly<Record<string, unknown>>;

interface Content {
  readonly metadata: Tree;
  readonly spec?: Tree;
}

const KINDS: Readonly<Record<string, string>> = {
  ingresses: "Ingress",
  services: "Service",
  pods: "Pod",
  endpoints: "Endpoints",
  endpointslices: "EndpointSlice",
  targetgroupbindings: "TargetGroupBinding",
};

const BACKEND = { service: { name: "web", port: { number: 80 } } };

/** What the API server demands of an object before it asks admission policies. */
function completed(resource: string, { metadata, spec = {} }: Content): Tree {
  switch (resource) {
    case "ingresses":
      return { metadata, spec: { defaultBackend: BACKEND, ...spec } };
    case "services": {
      const named = spec.type === "ExternalName" ? { externalName: "example.com" } : {};
      return { metadata, spec: { ports: [{ port: 80 }], ...named, ...spec } };
    }
    case "pods":
      return { metadata, spec: { ...RESTRICTED_POD, ...spec } };
    case "endpoints":
      return { metadata, subsets: [{ addresses: [{ ip: "10.9.9.9" }], ports: [{ port: 80 }] }] };
    case "endpointslices":
      return { metadata, addressType: "IPv4", endpoints: [{ addresses: ["10.9.9.9"] }] };
    default:
      return { metadata, spec: { targetGroupARN: "arn", serviceRef: { name: "web" }, ...spec } };
  }
}

/** Only the API server says when an object was deleted. */
const DELETION = "deletionTimestamp";

function without(tree: Tree, ...keys: readonly string[]): Tree {
  return Object.fromEntries(Object.entries(tree).filter(([key]) => !keys.includes(key)));
}

/** What was there before an update: the same kind of object, as everybody may write it where the write says no more. */
function before({ resource, namespace, object, oldObject }: AdmissionWrite): Content {
  const { metadata, spec } = (oldObject ?? {}) as Partial<Content>;
  const { name } = (object as unknown as Content).metadata;
  const own = resource === "ingresses" ? { ingressClassName: `alb-${namespace}` } : {};
  return {
    metadata: { ...without(metadata ?? {}, DELETION), name, namespace },
    spec: { ...own, ...spec },
  };
}

/** Whether a write changes what is being deleted. */
export function isLate({ oldObject }: AdmissionWrite): boolean {
  const { metadata } = (oldObject ?? {}) as Partial<Content>;
  return metadata !== undefined && DELETION in metadata;
}

export const CONTROLLER = "system:serviceaccount:kube-system:aws-load-balancer-controller";

/** Those who may write what a tenant may not, so that there is something to update. */
const OWNERS: Readonly<Record<string, string>> = {
  ingresses: CONTROLLER,
  services: CONTROLLER,
  endpoints: "system:serviceaccount:kube-system:endpoint-controller",
  endpointslices: "system:serviceaccount:kube-system:endpointslice-controller",
  targetgroupbindings: CONTROLLER,
  pods: "system:serviceaccount:kube-system:aws-node",
};

/** Roles are another suite's: whoever writes here could write everything, were it not for admission. */
const ALMIGHTY = ["system:masters"];

/** Sends what the prover's guards ask about to a real API server, which keeps nothing of it. */
export class RealWriter {
  /** What is being deleted and waits for its finalizers. */
  private readonly dying: KubernetesObject[] = [];

  constructor(private readonly api: KubernetesApi) {}

  /** Makes and deletes what a late write is to change. Its finalizers hold it; no policy may be there yet. */
  async leave(write: AdmissionWrite): Promise<void> {
    const old = this.objectOf(write, before(write));
    await this.make(old, write);
    this.dying.push(old);
    await this.api.remove(old);
  }

  /** Takes the finalizers of all that is being deleted, as the load balancer controller. */
  async release(): Promise<readonly KubernetesObject[]> {
    for (const object of this.dying) await this.free(object);
    return this.dying.splice(0);
  }

  async send(write: AdmissionWrite): Promise<Answer> {
    const { operation, username, object } = write;
    const content = this.objectOf(write, object as unknown as Content);
    if (operation === "CREATE") return this.call(username, "POST", content);
    const old = this.objectOf(write, before(write));
    if (isLate(write)) {
      const path = await this.api.pathOf(old);
      return this.change(write, (await this.api.demand({ path })) as unknown as KubernetesObject);
    }
    try {
      return await this.change(write, await this.make(old, write));
    } finally {
      await this.api.remove(old);
      await this.free(old);
    }
  }

  private async make(old: KubernetesObject, write: AdmissionWrite): Promise<KubernetesObject> {
    const { status, message, body } = await this.call(
      OWNERS[write.resource] ?? write.username,
      "POST",
      old,
      "",
    );
    if (status >= 400) throw new Error(`what is to be updated: ${message}`);
    return body as unknown as KubernetesObject;
  }

  /** Annotations and finalizers are those of the write; what it does not name otherwise stays. */
  private change(write: AdmissionWrite, now: KubernetesObject): Promise<Answer> {
    const { resource, username, object } = write;
    const content = this.objectOf(write, object as unknown as Content);
    const metadata = {
      ...without(now.metadata, "annotations", "finalizers"),
      ...without(content.metadata, DELETION),
    } as KubernetesObject["metadata"];
    const spec = { ...(now.spec as Tree | undefined), ...(content.spec as Tree | undefined) };
    const next = resource === "pods" ? { ...now, metadata } : { ...now, ...content, metadata };
    const full = "spec" in content && resource !== "pods" ? { ...next, spec } : next;
    return this.call(username, "PUT", full);
  }

  private async free(object: KubernetesObject): Promise<void> {
    const { metadata } = object;
    if (metadata.finalizers === undefined) return;
    const path = await this.api.pathOf(object);
    const body = { metadata: { finalizers: null } };
    const as = this.api.as({ user: CONTROLLER, groups: ALMIGHTY });
    const { status, message } = await as.call({
      ...{ path, method: "PATCH", body },
      contentType: MERGE_PATCH,
    });
    if (status >= 400 && status !== 404) throw new Error(`its finalizers: ${message}`);
  }

  private objectOf({ group, version, resource }: AdmissionWrite, content: Content) {
    const kind = KINDS[resource] ?? resource;
    const apiVersion = group === "" ? version : `${group}/${version}`;
    return { apiVersion, kind, ...completed(resource, content) } as unknown as KubernetesObject;
  }

  private async call(
    user: string,
    method: Method,
    object: KubernetesObject,
    options = "?dryRun=All",
  ): Promise<Answer> {
    const path = await this.api.pathOf(object, method === "PUT");
    const as = this.api.as({ user, groups: ALMIGHTY });
    return as.call({ path: `${path}${options}`, method, body: object });
  }
}
