import { propertyMap, propertyText } from "../values.js";
import type { PropertyMap } from "../values.js";
import { parseKubernetesType } from "../kubernetes-type.js";
import { fakeHex, fakeUuid } from "./context.js";
import type { Generated, Outputs, OutputTable, ResourceContext } from "./context.js";

function defaultNamespace({ provider }: ResourceContext): string {
  return propertyText(provider.namespace) ?? "default";
}

/** An id is `[namespace/]name`. */
function parseObjectId(id: string | undefined): PropertyMap {
  const [name, namespace] = (id ?? "").split("/").reverse();
  return { ...(name ? { name } : {}), ...(namespace ? { namespace } : {}) };
}

function objectMetadata(resource: ResourceContext, scope: string | undefined): PropertyMap {
  const given = { ...parseObjectId(resource.existingId), ...propertyMap(resource.inputs.metadata) };
  const prefix = propertyText(given.generateName) ?? `${resource.name}-`;
  const name = given.name ?? `${prefix}${fakeHex(resource, 8)}`;
  const fallback: PropertyMap =
    scope === "namespaced" && given.namespace === undefined
      ? { namespace: defaultNamespace(resource) }
      : {};
  return { ...given, name, ...fallback };
}

export function kubernetesObject(resource: ResourceContext): Generated {
  const type = parseKubernetesType(resource.type, propertyText(resource.inputs.kind));
  const metadata = objectMetadata(resource, type?.scope);
  const name = propertyText(metadata.name) ?? resource.name;
  const namespace = type?.scope === "cluster" ? undefined : propertyText(metadata.namespace);
  const identity: Outputs =
    type === undefined ? {} : { apiVersion: type.apiVersion, kind: type.kind };
  return {
    id: namespace === undefined ? name : `${namespace}/${name}`,
    known: { ...identity, metadata },
    created: {
      metadata: { ...metadata, uid: fakeUuid(resource), resourceVersion: "1", generation: 1 },
    },
    computed: objectStatus(resource, type?.kind),
  };
}

function objectStatus(resource: ResourceContext, kind: string | undefined): Outputs {
  if (kind !== "Service" && kind !== "Ingress") {
    return {};
  }
  const balanced = kind === "Ingress" || propertyMap(resource.inputs.spec).type === "LoadBalancer";
  const hostname = `k8s-${fakeHex(resource, 10, "lb")}.${resource.region}.elb.amazonaws.com`;
  return { status: { loadBalancer: balanced ? { ingress: [{ hostname }] } : {} } };
}

function release(resource: ResourceContext): Generated {
  const { inputs } = resource;
  const name = propertyText(inputs.name) ?? `${resource.name}-${fakeHex(resource, 8)}`;
  const namespace = propertyText(inputs.namespace) ?? defaultNamespace(resource);
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
