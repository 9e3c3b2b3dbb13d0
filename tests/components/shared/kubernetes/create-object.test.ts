import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import type { KubernetesObject } from "../../../../components/shared/kubernetes/manifest.js";
import { createObject, signed } from "../../../../components/shared/kubernetes/create-object.js";
import { unwrapSecrets, type RecordedResource } from "../../../../recorder/index.js";
import { failureOf, record } from "../../../support/record.js";

type TypedClass = new (name: string, args: never) => unknown;

/** Every built-in kind that a plan brings, and the class that its users would write. */
const BUILT_IN: [KubernetesObject["apiVersion"], string, TypedClass, Record<string, unknown>][] = [
  ["v1", "Namespace", k8s.core.v1.Namespace, {}],
  ["v1", "ResourceQuota", k8s.core.v1.ResourceQuota, { spec: { hard: { pods: "1" } } }],
  ["v1", "LimitRange", k8s.core.v1.LimitRange, { spec: { limits: [{ type: "Container" }] } }],
  ["v1", "ServiceAccount", k8s.core.v1.ServiceAccount, { automountServiceAccountToken: false }],
  [
    "networking.k8s.io/v1",
    "NetworkPolicy",
    k8s.networking.v1.NetworkPolicy,
    { spec: { podSelector: {}, policyTypes: ["Ingress"] } },
  ],
  [
    "networking.k8s.io/v1",
    "IngressClass",
    k8s.networking.v1.IngressClass,
    { spec: { controller: "ingress.k8s.aws/alb" } },
  ],
  [
    "rbac.authorization.k8s.io/v1",
    "Role",
    k8s.rbac.v1.Role,
    { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"] }] },
  ],
  [
    "rbac.authorization.k8s.io/v1",
    "RoleBinding",
    k8s.rbac.v1.RoleBinding,
    {
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "x" },
      subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "x" }],
    },
  ],
  [
    "admissionregistration.k8s.io/v1",
    "ValidatingAdmissionPolicy",
    k8s.admissionregistration.v1.ValidatingAdmissionPolicy,
    { spec: { validations: [{ expression: "true" }] } },
  ],
  [
    "admissionregistration.k8s.io/v1",
    "ValidatingAdmissionPolicyBinding",
    k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding,
    { spec: { policyName: "x", validationActions: ["Deny"] } },
  ],
];

function objectOf(apiVersion: string, kind: string, fields: object): KubernetesObject {
  return { apiVersion, kind, metadata: { name: "x" }, ...fields };
}

async function recordedAs(program: () => void): Promise<RecordedResource> {
  const { resources } = await record(program);
  const [found, ...more] = resources.filter(({ type }) => type.startsWith("kubernetes:"));
  assert.ok(found);
  assert.deepEqual(more, []);
  return found;
}

describe("Kubernetes objects", () => {
  for (const [apiVersion, kind, Kind, fields] of BUILT_IN) {
    it(`${kind} becomes the resource that its typed class makes`, async () => {
      const object = objectOf(apiVersion, kind, fields);
      const created = await recordedAs(() => {
        createObject("name", object, {});
      });
      const typed = await recordedAs(() => {
        new Kind("name", signed(object) as never);
      });
      assert.equal(created.urn, typed.urn);
      assert.deepEqual(unwrapSecrets(created.inputs), signed(object));
      assert.deepEqual(created.inputs, typed.inputs);
    });
  }

  for (const [apiVersion, kind] of [
    ["projectcalico.org/v3", "GlobalNetworkPolicy"],
    ["elbv2.k8s.aws/v1beta1", "IngressClassParams"],
  ] as const) {
    it(`${kind} becomes a custom resource`, async () => {
      const object = objectOf(apiVersion, kind, { spec: { order: 1 } });
      const created = await recordedAs(() => {
        createObject("name", object, {});
      });
      assert.equal(created.type, `kubernetes:${apiVersion}:${kind}`);
      assert.deepEqual(unwrapSecrets(created.inputs), signed(object));
    });
  }

  it("have one author, and keep the annotations that they have", () => {
    const object = objectOf("v1", "Namespace", {});
    const annotated = { ...object, metadata: { ...object.metadata, annotations: { own: "1" } } };
    assert.deepEqual(signed(annotated).metadata, {
      ...object.metadata,
      annotations: { own: "1", "pulumi.com/patchFieldManager": "pulumi-kubernetes-bulkhead" },
    });
  });

  it("of the core group are exactly these", async () => {
    const message = await failureOf(() => {
      createObject("name", objectOf("v1", "Secret", {}), {});
    });
    assert.match(message, /Secret is not among the core kinds that are transcribed/);
  });
});
