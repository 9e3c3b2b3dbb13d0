import { ingressClassName } from "../../contract/names.js";
import { FINALIZER_OPENING_WRITES, FINALIZER_ORDINARY_WRITES } from "./finalizer-writes.js";
import type { JsonObject } from "../../prover/index.js";
import {
  ALB,
  annotated,
  BINDINGS,
  ENDPOINTS,
  ingress,
  INGRESSES,
  type Kind,
  PODS,
  podWrite,
  service,
  SERVICES,
  SLICES,
  tried,
  type TriedWrite,
} from "./tried-write.js";

const FOREIGN_GROUP =
  "arn:aws:elasticloadbalancing:eu-central-1:111122223333:targetgroup/other/0123456789abcdef";

function action(text: string): (namespace: string) => JsonObject {
  return ingress({ [`${ALB}/actions.forward`]: text });
}

const POD_ADDRESSES = [
  "vpc.amazonaws.com/pod-ips",
  "cni.projectcalico.org/podIP",
  "cni.projectcalico.org/podIPs",
];

const DECIDED_BY_PLATFORM = [
  ...["group.name", "subnets", "security-groups", "target-type", "scheme", "inbound-cidrs"],
  ...["load-balancer-name", "certificate-arn", "wafv2-acl-arn", "tags"],
];

const UPDATE = { operation: "UPDATE" } as const;

/** Writes that would reach pods or addresses of another application past every network policy. */
export const OPENING_WRITES: readonly TriedWrite[] = [
  tried("an Ingress of another application's class", INGRESSES, {
    spec: { ingressClassName: "alb-another" },
  }),
  tried("an Ingress without a class", INGRESSES, {}),
  tried(
    "an Ingress of another class, by an update",
    INGRESSES,
    { spec: { ingressClassName: "alb-another" } },
    UPDATE,
  ),
  // On creation the API server itself requires the annotation to match the field.
  tried(
    "an Ingress with the old class annotation, by an update",
    INGRESSES,
    ingress({ "kubernetes.io/ingress.class": "alb" }),
    UPDATE,
  ),
  ...DECIDED_BY_PLATFORM.map((name) =>
    tried(`an Ingress with ${ALB}/${name}`, INGRESSES, ingress({ [`${ALB}/${name}`]: "x" })),
  ),
  ...[
    `{"type":"forward","targetGroupARN":"${FOREIGN_GROUP}"}`,
    `{"type":"forward","targetgrouparn":"${FOREIGN_GROUP}"}`,
    `{"TYPE":"forward","TARGETGROUPARN":"${FOREIGN_GROUP}"}`,
    `{"type":"forward","targetGroup\\u0041RN":"${FOREIGN_GROUP}"}`,
    '{"type":"forward","forwardConfig":{"targetGroups":[{"targetGroupName":"other"}]}}',
  ].map((text) => tried(`an Ingress that forwards by ${text}`, INGRESSES, action(text))),
  ...["LoadBalancer", "NodePort", "ExternalName"].map((type) =>
    tried(`a Service of type ${type}`, SERVICES, service({ type })),
  ),
  tried("a Service with externalIPs", SERVICES, service({ externalIPs: ["10.0.0.10"] })),
  tried("a Service that turns into a NodePort", SERVICES, service({ type: "NodePort" }), UPDATE),
  ...[`${ALB}/target-type`, "service.beta.kubernetes.io/aws-load-balancer-type"].map((name) =>
    tried(`a Service with ${name}`, SERVICES, service({}, { [name]: "ip" })),
  ),
  ...[ENDPOINTS, SLICES, BINDINGS].flatMap((kind) => [
    tried(`${kind.resource} of its own`, kind, {}),
    tried(`changed ${kind.resource}`, kind, {}, UPDATE),
    tried(
      `${kind.resource} by a service account`,
      kind,
      {},
      {
        username: "system:serviceaccount:kube-system-like:controller",
      },
    ),
  ]),
  ...POD_ADDRESSES.flatMap((name) => [
    tried(`a pod with a forged ${name}`, PODS, annotated({ [name]: "10.0.0.10" })),
    tried(`a forged ${name}, later`, PODS, annotated({ [name]: "10.0.0.10" }), {
      ...UPDATE,
      oldObject: annotated({ [name]: "10.0.0.9" }),
    }),
  ]),
  ...FINALIZER_OPENING_WRITES,
];

const KEPT = annotated({ "vpc.amazonaws.com/pod-ips": "10.0.0.10" });

const CONTROLLERS: readonly (readonly [Kind, string])[] = [
  [ENDPOINTS, "system:serviceaccount:kube-system:endpoint-controller"],
  [SLICES, "system:serviceaccount:kube-system:endpointslice-controller"],
  [SLICES, "system:kube-controller-manager"],
  [BINDINGS, "system:serviceaccount:kube-system:aws-load-balancer-controller"],
];

/** What application teams write every day, and what controllers must be able to write. */
const ORDINARY_WRITES: readonly TriedWrite[] = [
  tried("an Ingress of its own class", INGRESSES, ingress()),
  tried(
    "an Ingress with health checks, listeners and conditions",
    INGRESSES,
    ingress({
      [`${ALB}/healthcheck-path`]: "/healthz",
      [`${ALB}/success-codes`]: "200",
      [`${ALB}/listen-ports`]: '[{"HTTPS":443}]',
      [`${ALB}/ssl-redirect`]: "443",
      [`${ALB}/conditions.canary`]: "[]",
      "team.example/owner": "web",
    }),
  ),
  tried(
    "an Ingress that forwards to Services by weight",
    INGRESSES,
    action('{"type":"forward","forwardConfig":{"targetGroups":[{"serviceName":"a","weight":1}]}}'),
  ),
  tried("an Ingress that redirects", INGRESSES, action('{"type":"redirect","redirectConfig":{}}')),
  tried("a Service", SERVICES, service({})),
  tried("a ClusterIP Service", SERVICES, service({ type: "ClusterIP", externalIPs: [] })),
  tried(
    "a Service with a health check",
    SERVICES,
    service({}, { [`${ALB}/healthcheck-port`]: "1" }),
  ),
  ...CONTROLLERS.map(([kind, username]) =>
    tried(`${kind.resource} by ${username}`, kind, {}, { username }),
  ),
  tried("a pod", PODS, {}),
  tried("a pod with annotations", PODS, annotated({ "team.example/owner": "web" })),
  tried("a changed pod that keeps its address", PODS, KEPT, { ...UPDATE, oldObject: KEPT }),
  ...FINALIZER_ORDINARY_WRITES,
];

function hosted(
  host: string | undefined,
  more: JsonObject = {},
): (namespace: string) => JsonObject {
  return (namespace) => ({
    spec: {
      ingressClassName: ingressClassName(namespace),
      rules: [{ ...(host && { host }) }],
      ...more,
    },
  });
}

const CONDITION = '[{"field":"host-header","hostHeaderConfig":{"values":["another.example"]}}]';

/** Writes that would take the host of another application behind the same load balancer. */
export function hostOpeningWrites([own = ""]: readonly string[]): TriedWrite[] {
  return [
    tried("an Ingress for the host of another application", INGRESSES, hosted("another.example")),
    tried("an Ingress for any host", INGRESSES, hosted(undefined)),
    tried("an Ingress for a host below its own", INGRESSES, hosted(`below.${own}`)),
    tried(
      "an Ingress with a default backend",
      INGRESSES,
      hosted(own, { defaultBackend: { service: { name: "web" } } }),
    ),
    tried(
      "an Ingress with the host of another application in a condition",
      INGRESSES,
      ingress({ [`${ALB}/conditions.web`]: CONDITION }),
    ),
  ];
}

export function hostOrdinaryWrites(hosts: readonly string[]): TriedWrite[] {
  return hosts.map((host) => tried(`an Ingress for ${host}`, INGRESSES, hosted(host)));
}

const AMAZON_VPC_CNI = "system:serviceaccount:kube-system:aws-node";

/** Includes what the CNI plugin writes, under its user names in this cluster. */
export function ordinaryWrites(cniUsers: readonly string[] = [AMAZON_VPC_CNI]): TriedWrite[] {
  return [
    ...ORDINARY_WRITES,
    ...cniUsers.map((username) =>
      tried(`a pod's address by ${username}`, PODS, KEPT, {
        ...UPDATE,
        username,
        oldObject: annotated({}),
      }),
    ),
  ];
}

/** Pods that would run on a new node before Calico does. */
export function earlyPods(startupTaint: string): TriedWrite[] {
  return [
    podWrite("a pod that tolerates the start-up taint", {
      tolerations: [{ key: startupTaint, operator: "Exists" }],
    }),
    podWrite("a pod that tolerates the start-up taint by its value", {
      tolerations: [{ key: startupTaint, operator: "Equal", value: "", effect: "NoSchedule" }],
    }),
    podWrite("a pod that tolerates every taint", { tolerations: [{ operator: "Exists" }] }),
    podWrite("a pod that sets nodeName", { nodeName: "node1" }),
  ];
}

/** Pods that wait for Calico. */
export const WAITING_PODS: readonly TriedWrite[] = [
  podWrite("a pod without tolerations", {}),
  podWrite("a pod for GPUs", { tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }] }),
];
