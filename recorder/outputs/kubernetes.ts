import { mapOf, textOf } from "../values.js";
import type { PropertyMap } from "../values.js";
import { kubernetesTypeOf } from "../kubernetes-type.js";
import { hexOf, uuidOf } from "./context.js";
import type { Generated, Outputs, OutputTable, ResourceContext } from "./context.js";

function namespaceOf({ provider }: ResourceContext): string {
  return textOf(provider.namespace) ?? "default";
}

/** An id is `[namespace/]name`. */
function identityOf(id: string | undefined): PropertyMap {
  const [name, namespace] = (id ?? "").split("/").reverse();
  return { ...(name ? { name } : {}), ...(namespace ? { namespace } : {}) };
}

function metadataOf(resource: ResourceContext, scope: string | undefined): PropertyMap {
  const given = { ...identityOf(resource.existingId), ...mapOf(resource.inputs.metadata) };
  const prefix = textOf(given.generateName) ?? `${resource.name}-`;
  const name = given.name ?? `${prefix}${hexOf(resource, 8)}`;
  const fallback: PropertyMap =
    scope === "namespaced" && given.namespace === undefined
      ? { namespace: namespaceOf(resource) }
      : {};
  return { ...given, name, ...fallback };
}

export function kubernetesObject(resource: ResourceContext): Generated {
  const type = kubernetesTypeOf(resource.type, textOf(resource.inputs.kind));
  const metadata = metadataOf(resource, type?.scope);
  const name = textOf(metadata.name) ?? resource.name;
  const namespace = type?.scope === "cluster" ? undefined : textOf(metadata.namespace);
  const identity: Outputs =
    type === undefined ? {} : { apiVersion: type.apiVersion, kind: type.kind };
  return {
    id: namespace === undefined ? name : `${namespace}/${name}`,
    known: { ...identity, metadata },
    created: {
      metadata: { ...metadata, uid: uuidOf(resource), resourceVersion: "1", generation: 1 },
    },
    computed: statusOf(resource, type?.kind),
  };
}

function statusOf(resource: ResourceContext, kind: string | undefined): Outputs {
  if (kind !== "Service" && kind !== "Ingress") {
    return {};
  }
  const balanced = kind === "Ingress" || mapOf(resource.inputs.spec).type === "LoadBalancer";
  const hostname = `k8s-${hexOf(resource, 10, "lb")}.${resource.region}.elb.amazonaws.com`;
  return { status: { loadBalancer: balanced ? { ingress: [{ hostname }] } : {} } };
}

function release(resource: ResourceContext): Generated {
  const { inputs } = resource;
  const name = textOf(inputs.name) ?? `${resource.name}-${hexOf(resource, 8)}`;
  const namespace = textOf(inputs.namespace) ?? namespaceOf(resource);
  const { chart, version = "1.0.0" } = inputs;
  const status = {
    appVersion: "1.0.0",
    chart,
    name,
    namespace,
    revision: 1,
    status: "deployed",
    version,
  };
  return {
    id: `${namespace}/${name}`,
    known: { name, namespace },
    computed: { status, resourceNames: {}, manifest: {} },
  };
}

const rendered = (): Generated => ({ id: "", known: { resources: [] } });

/** Charts and files are rendered by the provider's plugin, so their objects are not in the recording. */
export const KUBERNETES_OUTPUTS: OutputTable = {
  "kubernetes:helm.sh/v3:Release": release,
  "kubernetes:helm.sh/v4:Chart": rendered,
  "kubernetes:yaml/v2:ConfigFile": rendered,
  "kubernetes:yaml/v2:ConfigGroup": rendered,
  "kubernetes:kustomize/v2:Directory": rendered,
};
