import type { Call } from "../../../../testbed/kubernetes/api.js";
import { MERGE_PATCH } from "../../../../testbed/kubernetes/api.js";

/** What somebody tries who may use `app-a`. */
export interface Attack {
  /** As in "relabels its namespace". */
  readonly what: string;
  /** What it would open. */
  readonly without: string;
  readonly call: Call;
  /** The user that writes it, where admission rejects all others. */
  readonly owner?: string;
}

export const OWN = "/api/v1/namespaces/app-a";
export const OTHER = "/api/v1/namespaces/app-b";
export const CALICO = "/apis/projectcalico.org/v3";
export const STORED = "/apis/crd.projectcalico.org/v1";
export const RBAC = "/apis/rbac.authorization.k8s.io/v1";
export const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
export const LOAD_BALANCER = "/apis/elbv2.k8s.aws/v1beta1";

export function merge(path: string, body: object): Call {
  return { path, method: "PATCH", body, contentType: MERGE_PATCH };
}

export function create(path: string, apiVersion: string, kind: string, rest: object = {}): Call {
  const body = { apiVersion, kind, metadata: { name: "attack" }, ...rest };
  return { path, method: "POST", body };
}

export function remove(path: string): Call {
  return { path, method: "DELETE" };
}

export function attack(what: string, without: string, call: Call, owner?: string): Attack {
  return { what, without, call, owner };
}

export function controller(name: string): string {
  return `system:serviceaccount:kube-system:${name}`;
}
