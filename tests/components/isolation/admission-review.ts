import assert from "node:assert/strict";
import {
  admissionPolicies,
  type AdmissionPolicy,
} from "../../../components/isolation/admission.js";
import { openAdmission } from "../../../checks/tenant-writes/admission.js";
import type { AccessControlObject } from "../../../prover/read/read-result.js";
import { CLUSTER_NAMESPACES } from "../../../contract/names.js";

type Metadata = Record<string, unknown> & { annotations?: Record<string, string> };

/** The parts of an object that the policies look at. */
export interface Reviewed {
  readonly metadata?: Metadata;
  readonly spec?: Record<string, unknown>;
}

/** A write that the API server asks about. */
export interface Write {
  /** `group/resource`, `/pods` in the core group. */
  readonly resource: string;
  readonly operation?: "CREATE" | "UPDATE" | "DELETE";
  readonly namespace?: string;
  readonly username?: string;
  readonly object: Reviewed;
  readonly oldObject?: Reviewed;
  /** What the platform lets the namespace's Ingresses answer for. */
  readonly hosts?: readonly string[];
}

const TENANT = "arn:aws:sts::111122223333:assumed-role/web-deploy/pipeline";

export const AWS_NODE = "system:serviceaccount:kube-system:aws-node";

export const POLICIES = admissionPolicies({
  mode: "enforced",
  systemNamespaces: CLUSTER_NAMESPACES,
  cniUsers: [AWS_NODE],
});

function guardOf({
  apiVersion,
  kind,
  metadata,
  spec,
}: AdmissionPolicy["policy" | "binding"]): AccessControlObject {
  const origin = { file: "policies", document: 1 };
  return { ref: { apiVersion, kind, name: metadata.name, origin }, content: { spec } };
}

/** The messages of the validations that refuse a write, as the API server evaluates them. */
export function refusalsOf(given: Write, policies = POLICIES): readonly string[] {
  const { resource, object, oldObject = { metadata: {} }, hosts, ...rest } = given;
  const annotations = hosts && { "app-isolation/hosts": `,${hosts.join(",")},` };
  const namespace = { metadata: { ...(annotations && { annotations }) } };
  const [group = "", plural = ""] = resource.split("/");
  const guards = policies.flatMap(({ policy, binding }) => [guardOf(policy), guardOf(binding)]);
  const { refusals, unjudged } = openAdmission(
    guards,
    () => namespace,
  )({
    group,
    version: "v1",
    resource: plural,
    operation: "CREATE",
    namespace: "web",
    username: TENANT,
    object: { metadata: {}, spec: {}, ...object },
    oldObject: { ...oldObject },
    ...rest,
  });
  assert.deepEqual(unjudged, []);
  return refusals;
}
