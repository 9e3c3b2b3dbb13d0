import assert from "node:assert/strict";
import { AWS_NODE, POLICIES, refusalsOf, type Reviewed, type Write } from "./admission-review.js";

const ALB = "alb.ingress.kubernetes.io";

const SERVICE_TYPE = "only Services of type ClusterIP are accepted";
const EXTERNAL_IPS = "externalIPs are not accepted";
const SERVICE_ANNOTATION = "load balancer annotations on a Service are decided by the platform";
const CONTROLLERS_ONLY =
  "Endpoints, EndpointSlices and TargetGroupBindings are written by cluster controllers only";
const CNI_ONLY = "a pod's addresses are written by the CNI only";

function service(spec: Reviewed["spec"], annotations?: Record<string, string>): Write {
  return {
    resource: "/services",
    object: { spec, metadata: { ...(annotations && { annotations }) } },
  };
}

function pod(annotations?: Record<string, string>): Reviewed {
  return { metadata: { ...(annotations && { annotations }) } };
}

const PODS = { resource: "/pods" };
const FORGED = { "vpc.amazonaws.com/pod-ips": "10.0.64.10" };
const SLICES = { resource: "discovery.k8s.io/endpointslices", object: {} };
const BINDINGS = { resource: "elbv2.k8s.aws/targetgroupbindings", object: {} };

/** What else an application writes, and each way around the platform that is known. */
const CASES: { write: string; review: Write; refused: string[] }[] = [
  { write: "a Service that says no type", review: service({}), refused: [] },
  { write: "a ClusterIP Service", review: service({ type: "ClusterIP" }), refused: [] },
  ...["LoadBalancer", "NodePort", "ExternalName"].map((type) => ({
    write: `a Service of type ${type}`,
    review: service({ type }),
    refused: [SERVICE_TYPE],
  })),
  {
    write: "a Service with externalIPs",
    review: service({ externalIPs: ["10.0.64.10"] }),
    refused: [EXTERNAL_IPS],
  },
  {
    write: "a Service without externalIPs",
    review: service({ externalIPs: [] }),
    refused: [],
  },
  ...[`${ALB}/target-type`, "service.beta.kubernetes.io/aws-load-balancer-type"].map((name) => ({
    write: `a Service with ${name}`,
    review: service({}, { [name]: "ip" }),
    refused: [SERVICE_ANNOTATION],
  })),
  {
    write: "a Service with its own health check",
    review: service(
      {},
      { [`${ALB}/healthcheck-path`]: "/", [`${ALB}/success-codes`]: "200", team: "web" },
    ),
    refused: [],
  },
  {
    write: "a Service with one wrong annotation among right ones",
    review: service(
      {},
      { team: "web", [`${ALB}/healthcheck-path`]: "/", [`${ALB}/target-type`]: "instance" },
    ),
    refused: [SERVICE_ANNOTATION],
  },
  {
    write: "a Service that says when it listens",
    review: service({}, { [`${ALB}/listen-ports`]: "[]" }),
    refused: [SERVICE_ANNOTATION],
  },
  ...[SLICES, BINDINGS, { resource: "/endpoints", object: {} }].flatMap((review) => [
    { write: `${review.resource} of a tenant`, review, refused: [CONTROLLERS_ONLY] },
    {
      write: `${review.resource} of a tenant's ServiceAccount`,
      review: { ...review, username: "system:serviceaccount:web:kube-system" },
      refused: [CONTROLLERS_ONLY],
    },
    {
      write: `${review.resource} changed by a tenant`,
      review: { ...review, operation: "UPDATE" as const },
      refused: [CONTROLLERS_ONLY],
    },
  ]),
  {
    write: "EndpointSlices of their controller",
    review: { ...SLICES, username: "system:serviceaccount:kube-system:endpointslice-controller" },
    refused: [],
  },
  {
    write: "EndpointSlices of the controller manager",
    review: { ...SLICES, username: "system:kube-controller-manager" },
    refused: [],
  },
  {
    write: "TargetGroupBindings of the load balancer controller",
    review: {
      ...BINDINGS,
      username: "system:serviceaccount:kube-system:aws-load-balancer-controller",
    },
    refused: [],
  },
  { write: "a plain pod", review: { ...PODS, object: pod() }, refused: [] },
  {
    write: "a pod with other annotations",
    review: { ...PODS, object: pod({ team: "web" }) },
    refused: [],
  },
  ...[
    "vpc.amazonaws.com/pod-ips",
    "cni.projectcalico.org/podIP",
    "cni.projectcalico.org/podIPs",
  ].map((name) => ({
    write: `a pod with a forged ${name}`,
    review: { ...PODS, object: pod({ [name]: "10.0.64.10" }) },
    refused: [CNI_ONLY],
  })),
  {
    write: "an address forged later",
    review: { ...PODS, operation: "UPDATE", object: pod(FORGED), oldObject: pod({ team: "web" }) },
    refused: [CNI_ONLY],
  },
  {
    write: "an address forged later, where nothing was annotated",
    review: { ...PODS, operation: "UPDATE", object: pod(FORGED), oldObject: pod() },
    refused: [CNI_ONLY],
  },
  {
    write: "another address in place of the CNI's",
    review: {
      ...PODS,
      operation: "UPDATE",
      object: pod(FORGED),
      oldObject: pod({ "vpc.amazonaws.com/pod-ips": "10.0.130.7" }),
    },
    refused: [CNI_ONLY],
  },
  {
    write: "an update that keeps the CNI's address",
    review: {
      ...PODS,
      operation: "UPDATE",
      object: pod({ ...FORGED, team: "web" }),
      oldObject: pod(FORGED),
    },
    refused: [],
  },
  {
    write: "the CNI's own annotation",
    review: { ...PODS, username: AWS_NODE, object: pod(FORGED) },
    refused: [],
  },
];

describe("Admission", () => {
  for (const { write, review, refused } of CASES) {
    it(`${refused.length > 0 ? "refuses" : "accepts"} ${write}`, () => {
      assert.deepEqual(refusalsOf(review), refused);
    });
  }

  it("asks nothing of system namespaces, and everything of `default`", () => {
    const review = service({ type: "LoadBalancer" });
    assert.deepEqual(refusalsOf({ ...review, namespace: "kube-system" }), []);
    assert.deepEqual(refusalsOf({ ...review, namespace: "default" }), [SERVICE_TYPE]);
  });

  it("has no validation that no case violates, but those of Ingresses and finalizers", () => {
    const messages = POLICIES.filter(
      ({ key }) => key !== "ingress" && key !== "finalizers",
    ).flatMap(({ policy }) => policy.spec.validations.map(({ message }) => message));
    const violated = new Set(CASES.flatMap(({ refused }) => refused));
    assert.deepEqual([...violated].sort(), messages.sort());
  });
});
