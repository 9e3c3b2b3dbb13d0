import assert from "node:assert/strict";
import { admissionPolicies } from "../../../components/isolation/admission.js";
import { AWS_NODE, POLICIES, refusalsOf } from "./admission-review.js";

const API_VERSION = "admissionregistration.k8s.io/v1";

/** What each policy is asked about. */
const RULES: Record<string, { apiGroup: string; resource: string; apiVersion: string }[]> = {
  ingress: [{ apiGroup: "networking.k8s.io", resource: "ingresses", apiVersion: "v1" }],
  service: [{ apiGroup: "", resource: "services", apiVersion: "v1" }],
  finalizers: [
    { apiGroup: "networking.k8s.io", resource: "ingresses", apiVersion: "v1" },
    { apiGroup: "", resource: "services", apiVersion: "v1" },
  ],
  endpoints: [
    { apiGroup: "", resource: "endpoints", apiVersion: "v1" },
    { apiGroup: "discovery.k8s.io", resource: "endpointslices", apiVersion: "v1" },
    { apiGroup: "elbv2.k8s.aws", resource: "targetgroupbindings", apiVersion: "*" },
  ],
  "pod-ip": [{ apiGroup: "", resource: "pods", apiVersion: "v1" }],
};

describe("Admission policies", () => {
  it("are these five, each with a binding of its name", () => {
    assert.deepEqual(
      POLICIES.map(({ key, policy, binding }) => [
        key,
        policy.apiVersion,
        policy.kind,
        policy.metadata,
        binding.apiVersion,
        binding.kind,
        binding.metadata,
        binding.spec.policyName,
      ]),
      Object.keys(RULES).map((key) => [
        key,
        API_VERSION,
        "ValidatingAdmissionPolicy",
        { name: `app-isolation-${key}` },
        API_VERSION,
        "ValidatingAdmissionPolicyBinding",
        { name: `app-isolation-${key}` },
        `app-isolation-${key}`,
      ]),
    );
  });

  it("look at every creation and update of their resources", () => {
    for (const { key, policy } of POLICIES) {
      assert.deepEqual(
        policy.spec.matchConstraints,
        {
          resourceRules: RULES[key]?.map(({ apiGroup, resource, apiVersion }) => ({
            apiGroups: [apiGroup],
            apiVersions: [apiVersion],
            operations: ["CREATE", "UPDATE"],
            resources: [resource],
          })),
        },
        key,
      );
    }
  });

  it("refuse when they cannot be evaluated", () => {
    assert.deepEqual(
      new Set(POLICIES.map(({ policy }) => policy.spec.failurePolicy)),
      new Set(["Fail"]),
    );
  });

  it("ask about all but lost finalizers of deleted objects, and finalizers from kube-system", () => {
    const notOnlyLosingFinalizers = [
      {
        name: "not-only-losing-finalizers",
        expression:
          "!(has(object.metadata.deletionTimestamp) && object.spec == oldObject.spec && has(object.metadata.annotations) == has(oldObject.metadata.annotations) && (!has(object.metadata.annotations) || object.metadata.annotations == oldObject.metadata.annotations))",
      },
    ];
    const notByKubeSystem = [
      {
        name: "not-by-kube-system",
        expression: "!request.userInfo.username.startsWith('system:serviceaccount:kube-system:')",
      },
    ];
    assert.deepEqual(
      POLICIES.map(({ key, policy }) => [key, policy.spec.matchConditions]),
      [
        ["ingress", notOnlyLosingFinalizers],
        ["service", notOnlyLosingFinalizers],
        ["finalizers", notByKubeSystem],
        ["endpoints", undefined],
        ["pod-ip", undefined],
      ],
    );
  });

  it("deny everywhere but in system namespaces", () => {
    const policies = admissionPolicies({
      mode: "enforced",
      systemNamespaces: ["kube-system", "monitoring"],
      cniUsers: [AWS_NODE],
    });
    for (const { key, binding } of policies) {
      assert.deepEqual(binding.spec, {
        policyName: `app-isolation-${key}`,
        validationActions: ["Deny"],
        matchResources: {
          namespaceSelector: {
            matchExpressions: [
              {
                key: "kubernetes.io/metadata.name",
                operator: "NotIn",
                values: ["kube-system", "monitoring"],
              },
            ],
          },
        },
      });
    }
  });

  it("warn and audit in staged mode, with the same expressions", () => {
    const input = { systemNamespaces: ["kube-system"], cniUsers: [AWS_NODE] };
    const staged = admissionPolicies({ ...input, mode: "staged" });
    const enforced = admissionPolicies({ ...input, mode: "enforced" });
    for (const { binding } of staged) {
      assert.deepEqual(binding.spec.validationActions, ["Warn", "Audit"]);
    }
    assert.deepEqual(
      staged.map(({ policy }) => policy),
      enforced.map(({ policy }) => policy),
    );
  });

  it("trust the named users with pod addresses, and no other", () => {
    const calico = "system:serviceaccount:calico-system:calico-cni-plugin";
    const node = "system:serviceaccount:calico-system:calico-node";
    const policies = admissionPolicies({
      mode: "enforced",
      systemNamespaces: ["kube-system"],
      cniUsers: [calico, node],
    });
    const object = {
      metadata: { annotations: { "cni.projectcalico.org/podIP": "10.244.1.2/32" } },
    };
    const refused = (username: string): boolean =>
      refusalsOf({ resource: "/pods", object, username }, policies).length > 0;
    assert.deepEqual([calico, node, AWS_NODE].map(refused), [false, false, true]);
  });

  it("are plain JSON", () => {
    for (const { policy, binding } of POLICIES) {
      assert.deepEqual(JSON.parse(JSON.stringify([policy, binding])), [policy, binding]);
    }
  });
});
