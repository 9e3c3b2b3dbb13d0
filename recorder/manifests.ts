import type { Json } from "../basics/json.js";
import { parseKubernetesType } from "./kubernetes-type.js";
import type { KubernetesType } from "./kubernetes-type.js";
import type { RecordedProgram, RecordedResource } from "./recorded.js";
import { redact } from "./mask.js";
import { propertyMap, propertyText } from "./values.js";

type JsonMap = Record<string, Json>;

/** One Kubernetes object as it would be applied, and the resource it comes from. */
export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: JsonMap & { name: string };
  /** Set where an existing object is changed and the rest of it belongs to others. */
  patch?: true;
  urn: string;
  /** Everything else of the object: `spec`, `data`, `rules`, … */
  [field: string]: Json | undefined;
}

/** Every single object the program applies; what charts and files would render is not known here. */
export function manifestsIn(recorded: RecordedProgram): Manifest[] {
  return recorded.resources.flatMap((resource) => {
    const applied = resource.custom && !resource.external;
    const kind = propertyText(resource.inputs.kind);
    const type = applied ? parseKubernetesType(resource.type, kind) : undefined;
    return type === undefined ? [] : [renderManifest(resource, type)];
  });
}

function renderManifest(resource: RecordedResource, type: KubernetesType): Manifest {
  const body = withoutInternals(redact(resource.inputs)) as JsonMap;
  const named = propertyMap(resource.outputs.metadata);
  const given = body.metadata;
  const name = propertyText(named.name) ?? resource.name;
  const namespace = propertyText(named.namespace);
  return {
    ...body,
    apiVersion: propertyText(resource.inputs.apiVersion) ?? type.apiVersion,
    kind: type.kind,
    metadata: {
      ...(isMap(given) ? given : {}),
      name,
      ...(namespace === undefined ? {} : { namespace }),
    },
    ...(type.patch ? { patch: true as const } : {}),
    urn: resource.urn,
  };
}

/** `__defaults` and the like are notes Pulumi keeps beside the values. */
function withoutInternals(value: Json): Json {
  if (Array.isArray(value)) {
    return value.map(withoutInternals);
  }
  if (!isMap(value)) {
    return value;
  }
  const kept = Object.entries(value).filter(([key]) => !key.startsWith("__"));
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutInternals(inner)]));
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
