import assert from "node:assert/strict";
import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import {
  eksPlatform,
  eksPlatformWithSharedAlb,
  plainPlatform,
} from "../../support/platform-ref.js";
import { planOf, webArgs, webBehindAlb } from "./applications.js";

const LABELS = {
  "app-isolation/managed": "true",
  "app-isolation/application": "web",
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/warn": "restricted",
};

const READINESS_GATE = { "elbv2.k8s.aws/pod-readiness-gate-inject": "enabled" };

const NAMESPACES: {
  what: string;
  args: AppNamespaceArgs;
  labels: object;
  annotations?: Record<string, string>;
}[] = [
  { what: "without a load balancer", args: webArgs(), labels: LABELS },
  {
    what: "behind its own load balancer",
    args: webBehindAlb(),
    labels: { ...LABELS, ...READINESS_GATE },
  },
  {
    what: "behind the shared load balancer",
    args: webArgs({
      platform: eksPlatformWithSharedAlb(),
      loadBalancer: { placement: "shared", hosts: ["web.example", "*.web.example"] },
    }),
    labels: { ...LABELS, ...READINESS_GATE },
    annotations: { "app-isolation/hosts": ",web.example,*.web.example," },
  },
  {
    what: "behind a load balancer outside AWS",
    args: webArgs({
      platform: plainPlatform(),
      loadBalancer: { sourceCidrBlocks: ["172.18.0.0/16"] },
    }),
    labels: LABELS,
  },
  {
    what: "on a staged platform",
    args: webArgs({ platform: eksPlatform({ mode: "staged" }) }),
    labels: { ...LABELS, "app-isolation/staged": "true" },
  },
  {
    what: "that is staged",
    args: webArgs({ mode: "staged" }),
    labels: { ...LABELS, "app-isolation/staged": "true" },
  },
  {
    what: "that is enforced on a staged platform",
    args: webArgs({ platform: eksPlatform({ mode: "staged" }), mode: "enforced" }),
    labels: LABELS,
  },
  {
    what: "that needs the baseline",
    args: webArgs({ podSecurity: "baseline" }),
    labels: {
      ...LABELS,
      "pod-security.kubernetes.io/enforce": "baseline",
      "pod-security.kubernetes.io/warn": "baseline",
    },
  },
];

const HARD = {
  "services.loadbalancers": "0",
  "services.nodeports": "0",
  "requests.cpu": "4",
  "requests.memory": "16Gi",
  "limits.memory": "32Gi",
  "requests.nvidia.com/gpu": "0",
  pods: "50",
  persistentvolumeclaims: "10",
};

describe("Namespace of an application", () => {
  for (const { what, args, labels, annotations } of NAMESPACES) {
    it(`is labelled so ${what}`, () => {
      assert.deepEqual(planOf(args).namespace, {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "web", labels, ...(annotations && { annotations }) },
      });
    });
  }

  it("has a quota, without any Service that opens a path beside the load balancer", () => {
    assert.deepEqual(planOf(webArgs()).contents.quota, {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: { name: "app-isolation", namespace: "web" },
      spec: { hard: HARD },
    });
  });

  it("has the quota that was asked for, and no other Services", () => {
    const quota = {
      requestsCpu: "500m",
      requestsMemory: "1Gi",
      limitsMemory: "2Gi",
      pods: 3,
      persistentVolumeClaims: 0,
      gpus: 2,
    };
    assert.deepEqual(planOf(webArgs({ quota })).contents.quota?.spec, {
      hard: {
        ...HARD,
        "requests.cpu": "500m",
        "requests.memory": "1Gi",
        "limits.memory": "2Gi",
        "requests.nvidia.com/gpu": "2",
        pods: "3",
        persistentvolumeclaims: "0",
      },
    });
  });

  it("gives containers that say nothing a request and a memory limit", () => {
    assert.deepEqual(planOf(webArgs()).contents.limits, {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "app-isolation", namespace: "web" },
      spec: {
        limits: [
          {
            type: "Container",
            defaultRequest: { cpu: "100m", memory: "128Mi" },
            default: { memory: "512Mi" },
          },
        ],
      },
    });
    const limits = { requestCpu: "1", requestMemory: "1Gi", limitMemory: "1Gi" };
    assert.deepEqual(planOf(webArgs({ limits })).contents.limits?.spec, {
      limits: [
        {
          type: "Container",
          defaultRequest: { cpu: "1", memory: "1Gi" },
          default: { memory: "1Gi" },
        },
      ],
    });
  });

  for (const kubernetesApi of [false, true]) {
    it(`has a ServiceAccount ${kubernetesApi ? "with" : "without"} a token where its pods ${kubernetesApi ? "may" : "may not"} reach the Kubernetes API`, () => {
      const { contents } = planOf(webArgs({ egress: { kubernetesApi } }));
      assert.deepEqual(contents["service-account"], {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: "web", namespace: "web" },
        automountServiceAccountToken: kubernetesApi,
      });
    });
  }

  it("holds exactly this", () => {
    assert.deepEqual(Object.keys(planOf(webBehindAlb()).contents), [
      "boundary",
      "default-deny",
      "allow-same-namespace",
      "allow-from-alb",
      "allow-egress-platform",
      "quota",
      "limits",
      "service-account",
      "role-view",
      "role-binding-view",
      "role-edit",
      "role-binding-edit",
      "role-deploy",
      "role-binding-deploy",
    ]);
  });

  it("holds nothing of another namespace", () => {
    for (const [key, { metadata }] of Object.entries(planOf(webBehindAlb()).contents)) {
      assert.equal(metadata.namespace, "web", key);
    }
  });
});
