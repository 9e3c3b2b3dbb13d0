import { ingressClassName } from "../../contract/names.js";
import type { JsonObject } from "../../prover/index.js";
import type { AdmissionWrite } from "./admission.js";

/** A write to try in a namespace. */
export interface TriedWrite {
  /** Such as "an Ingress of another application's class". */
  readonly what: string;
  readonly in: (namespace: string) => AdmissionWrite;
}

type Annotations = Readonly<Record<string, string>>;
/** The object to write. It may depend on the namespace, as the class of an Ingress does. */
export type Contents = JsonObject | ((namespace: string) => JsonObject);
export type Kind = Pick<AdmissionWrite, "group" | "version" | "resource">;
type Rest = Partial<Pick<AdmissionWrite, "operation" | "username" | "oldObject">>;

export const ALB = "alb.ingress.kubernetes.io";
const TENANT = "arn:aws:sts::111122223333:assumed-role/application/pipeline";

export const INGRESSES: Kind = { group: "networking.k8s.io", version: "v1", resource: "ingresses" };
export const SERVICES: Kind = { group: "", version: "v1", resource: "services" };
export const PODS: Kind = { group: "", version: "v1", resource: "pods" };
export const ENDPOINTS: Kind = { group: "", version: "v1", resource: "endpoints" };
export const SLICES: Kind = {
  group: "discovery.k8s.io",
  version: "v1",
  resource: "endpointslices",
};
export const BINDINGS: Kind = {
  group: "elbv2.k8s.aws",
  version: "v1beta1",
  resource: "targetgroupbindings",
};

function complete(contents: Contents, namespace: string): JsonObject {
  const given = typeof contents === "function" ? contents(namespace) : contents;
  const metadata = { name: "tried", namespace, ...(given.metadata as JsonObject | undefined) };
  return { spec: {}, ...given, metadata };
}

export function tried(what: string, kind: Kind, contents: Contents, rest: Rest = {}): TriedWrite {
  return {
    what,
    in: (namespace) => {
      const object = complete(contents, namespace);
      const write = { ...kind, operation: "CREATE" as const, username: TENANT, namespace, object };
      const before = rest.operation === "UPDATE" && { oldObject: complete({}, namespace) };
      return { ...write, ...before, ...rest };
    },
  };
}

export function updated(
  what: string,
  kind: Kind,
  [before, after]: readonly [Contents, Contents],
  username = TENANT,
): TriedWrite {
  return {
    what,
    in: (namespace) => {
      const [oldObject, object] = [complete(before, namespace), complete(after, namespace)];
      return { ...kind, operation: "UPDATE", username, namespace, object, oldObject };
    },
  };
}

export function annotated(annotations: Annotations): JsonObject {
  return { metadata: { annotations } };
}

export function ingress(annotations?: Annotations): (namespace: string) => JsonObject {
  return (namespace) => ({
    ...(annotations && annotated(annotations)),
    spec: { ingressClassName: ingressClassName(namespace) },
  });
}

export function service(spec: JsonObject, annotations?: Annotations): JsonObject {
  return { ...(annotations && annotated(annotations)), spec };
}

export function podWrite(what: string, spec: JsonObject): TriedWrite {
  return tried(what, PODS, { spec });
}
