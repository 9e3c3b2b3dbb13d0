import type {
  Answer,
  KubernetesApi,
  KubernetesObject,
  Method,
} from "../../../testbed/kubernetes/api.js";
import type { AdmissionWrite } from "../../../checks/tenant-writes/admission-write.js";
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

/** What was there before an update: the same kind of object, as everybody may write it. */
function before({ resource, namespace, oldObject }: AdmissionWrite): Content {
  const metadata = { ...(oldObject?.metadata as Tree | undefined), name: "tried", namespace };
  return resource === "ingresses"
    ? { metadata, spec: { ingressClassName: `alb-${namespace}` } }
    : { metadata };
}

/** Those who may write what a tenant may not, so that there is something to update. */
const OWNERS: Readonly<Record<string, string>> = {
  endpoints: "system:serviceaccount:kube-system:endpoint-controller",
  endpointslices: "system:serviceaccount:kube-system:endpointslice-controller",
  targetgroupbindings: "system:serviceaccount:kube-system:aws-load-balancer-controller",
  pods: "system:serviceaccount:kube-system:aws-node",
};

/** Roles are another suite's: whoever writes here could write everything, were it not for admission. */
const ALMIGHTY = ["system:masters"];

/** Sends what the prover's guards ask about to a real API server, which keeps nothing of it. */
export class RealWriter {
  constructor(private readonly api: KubernetesApi) {}

  async send(write: AdmissionWrite): Promise<Answer> {
    const { operation, resource, username, object } = write;
    const content = this.objectOf(write, object as unknown as Content);
    if (operation === "CREATE") return this.call(username, "POST", content);
    const owner = OWNERS[resource] ?? username;
    const old = this.objectOf(write, before(write));
    const made = await this.call(owner, "POST", old, "");
    if (made.status >= 400) throw new Error(`what is to be updated: ${made.message}`);
    try {
      const now = made.body as unknown as KubernetesObject;
      const metadata = { ...now.metadata, ...content.metadata };
      const spec = { ...(now.spec as Tree | undefined), ...(content.spec as Tree | undefined) };
      const next = resource === "pods" ? { ...now, metadata } : { ...now, ...content, metadata };
      const full = "spec" in content && resource !== "pods" ? { ...next, spec } : next;
      return await this.call(username, "PUT", full);
    } finally {
      await this.api.remove(old);
    }
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
