import type { TypedManifest } from "../shared/kubernetes/manifest.js";
import { IsolationMode } from "../../contract/isolation-mode.js";
import { HOSTS_ANNOTATION, ISOLATION_TIER } from "../../contract/names.js";
import { onWrite, type AdmissionSpec } from "./admission-spec.js";
import {
  ALB_PREFIX,
  and,
  annotationsAll,
  BY_KUBE_SYSTEM,
  HEALTH_CHECK_ANNOTATIONS,
  isOneOf,
} from "./cel.js";
import { finalizers, NOT_ONLY_LOSING_FINALIZERS } from "./finalizers.js";
import { startUp } from "./start-up-policy.js";

interface BindingSpec {
  readonly policyName: string;
  readonly validationActions: readonly ("Deny" | "Warn" | "Audit")[];
  readonly matchResources: Readonly<Record<string, unknown>>;
}

/** A ValidatingAdmissionPolicy and what makes it act. */
export interface AdmissionPolicy {
  /** What it guards: `ingress`, `service`, `finalizers`, `endpoints`, `pod-ip`, `start-up`. */
  readonly key: string;
  readonly policy: TypedManifest<AdmissionSpec>;
  readonly binding: TypedManifest<BindingSpec>;
}

export interface AdmissionInput {
  readonly mode: IsolationMode;
  readonly systemNamespaces: readonly string[];
  /** User names that may write a pod's addresses into its annotations. */
  readonly cniUsers: readonly string[];
  /** Key of the taint that nodes start with. */
  readonly startupTaint?: string;
}

/** What an Ingress may say of its own listeners. */
const LISTENER_ANNOTATIONS = ["listen-ports", "ssl-redirect", "group.order"].map(
  (name) => `${ALB_PREFIX}${name}`,
);

const ADMISSION_API_VERSION = "admissionregistration.k8s.io/v1";

const HOSTS = `namespaceObject.metadata.annotations['${HOSTS_ANNOTATION}']`;

/** Where the platform names no hosts, an application has its load balancer for itself. */
const ANY_HOST = `!has(namespaceObject.metadata.annotations) || !('${HOSTS_ANNOTATION}' in namespaceObject.metadata.annotations)`;

const OWN_HOST = and("has(r.host)", `${HOSTS}.contains(',' + r.host + ',')`);

/** A tenant's Ingress uses its own class and chooses nothing that the platform decides. */
const ingress: AdmissionSpec = {
  failurePolicy: "Fail",
  matchConstraints: { resourceRules: [onWrite("networking.k8s.io", "ingresses")] },
  matchConditions: [NOT_ONLY_LOSING_FINALIZERS],
  validations: [
    {
      message: "spec.ingressClassName must be alb-<namespace>",
      expression:
        "has(object.spec.ingressClassName) && object.spec.ingressClassName == 'alb-' + request.namespace",
    },
    {
      message:
        "the annotation kubernetes.io/ingress.class bypasses the platform's IngressClassParams",
      expression: annotationsAll("k != 'kubernetes.io/ingress.class'"),
    },
    {
      message: "this alb.ingress.kubernetes.io annotation is decided by the platform",
      expression: annotationsAll(
        `!k.startsWith('${ALB_PREFIX}')`,
        `k.startsWith('${ALB_PREFIX}healthcheck-')`,
        `k.startsWith('${ALB_PREFIX}actions.')`,
        `k.startsWith('${ALB_PREFIX}conditions.')`,
        isOneOf("k", [...HEALTH_CHECK_ANNOTATIONS, ...LISTENER_ANNOTATIONS]),
      ),
    },
    {
      // Go's JSON decoder matches field names without case and unescapes them, hence both tests.
      message: "an action forwards to a Service of this namespace; it may not name a target group",
      expression: annotationsAll(
        `!k.startsWith('${ALB_PREFIX}actions.')`,
        and(
          "!object.metadata.annotations[k].contains('\\\\')",
          "!object.metadata.annotations[k].lowerAscii().contains('targetgrouparn')",
          "!object.metadata.annotations[k].lowerAscii().contains('targetgroupname')",
        ),
      ),
    },
    {
      message: "a rule answers for a host of the application: loadBalancer.hosts names them",
      expression: `${ANY_HOST} || (!has(object.spec.defaultBackend) && (!has(object.spec.rules) || object.spec.rules.all(r, ${OWN_HOST})))`,
    },
    {
      // The controller joins the hosts of a condition with those of the rule.
      message: "a condition may not name hosts: the rules of the Ingress do",
      expression: `${ANY_HOST} || ${annotationsAll(
        `!k.startsWith('${ALB_PREFIX}conditions.')`,
        and(
          "!object.metadata.annotations[k].contains('\\\\')",
          "!object.metadata.annotations[k].lowerAscii().contains('host-header')",
        ),
      )}`,
    },
  ],
};

/** A tenant's Service opens no port on nodes, no load balancer and no foreign address. */
const service: AdmissionSpec = {
  failurePolicy: "Fail",
  matchConstraints: { resourceRules: [onWrite("", "services")] },
  matchConditions: [NOT_ONLY_LOSING_FINALIZERS],
  validations: [
    {
      message: "only Services of type ClusterIP are accepted",
      expression: "!has(object.spec.type) || object.spec.type == 'ClusterIP'",
    },
    {
      message: "externalIPs are not accepted",
      expression: "!has(object.spec.externalIPs) || size(object.spec.externalIPs) == 0",
    },
    {
      message: "load balancer annotations on a Service are decided by the platform",
      expression: annotationsAll(
        and(
          "!k.startsWith('service.beta.kubernetes.io/aws-load-balancer')",
          `!k.startsWith('${ALB_PREFIX}')`,
        ),
        `k.startsWith('${ALB_PREFIX}healthcheck-')`,
        isOneOf("k", HEALTH_CHECK_ANNOTATIONS),
      ),
    },
  ],
};

/** Only controllers say which addresses stand behind a Service (CVE-2021-25740). */
const endpoints: AdmissionSpec = {
  failurePolicy: "Fail",
  matchConstraints: {
    resourceRules: [
      onWrite("", "endpoints"),
      onWrite("discovery.k8s.io", "endpointslices"),
      onWrite("elbv2.k8s.aws", "targetgroupbindings", "*"),
    ],
  },
  validations: [
    {
      message:
        "Endpoints, EndpointSlices and TargetGroupBindings are written by cluster controllers only",
      expression: `${BY_KUBE_SYSTEM} || request.userInfo.username == 'system:kube-controller-manager'`,
    },
  ],
};

const POD_ADDRESS_ANNOTATIONS = [
  "vpc.amazonaws.com/pod-ips",
  "cni.projectcalico.org/podIP",
  "cni.projectcalico.org/podIPs",
];

/**
 * Calico reads a pod's address from these annotations until the pod has a status, so a forged one would
 * enter foreign addresses into the namespace. An update may keep what the CNI wrote.
 */
function podIp(cniUsers: readonly string[]): AdmissionSpec {
  const kept =
    "request.operation == 'UPDATE' && has(oldObject.metadata.annotations) && a in oldObject.metadata.annotations && oldObject.metadata.annotations[a] == object.metadata.annotations[a]";
  const names = POD_ADDRESS_ANNOTATIONS.map((name) => `'${name}'`).join(", ");
  const absent = "!(has(object.metadata.annotations) && a in object.metadata.annotations)";
  return {
    failurePolicy: "Fail",
    matchConstraints: { resourceRules: [onWrite("", "pods")] },
    validations: [
      {
        message: "a pod's addresses are written by the CNI only",
        expression: `${isOneOf("request.userInfo.username", cniUsers)} || [${names}].all(a, ${absent} || (${kept}))`,
      },
    ],
  };
}

function bindingSpec(policyName: string, input: AdmissionInput): BindingSpec {
  const outsideSystem = {
    key: "kubernetes.io/metadata.name",
    operator: "NotIn",
    values: input.systemNamespaces,
  };
  return {
    policyName,
    validationActions: input.mode === IsolationMode.Staged ? ["Warn", "Audit"] : ["Deny"],
    matchResources: { namespaceSelector: { matchExpressions: [outsideSystem] } },
  };
}

/** The guards of the Kubernetes API that network policies cannot replace, each with its binding. */
export function admissionPolicies(input: AdmissionInput): AdmissionPolicy[] {
  const { cniUsers, startupTaint } = input;
  const specs: Record<string, AdmissionSpec> = {
    ingress,
    service,
    finalizers,
    endpoints,
    "pod-ip": podIp(cniUsers),
    ...(startupTaint !== undefined && { "start-up": startUp(startupTaint) }),
  };
  return Object.entries(specs).map(([key, spec]) => {
    const metadata = { name: `${ISOLATION_TIER}-${key}` };
    return {
      key,
      policy: {
        apiVersion: ADMISSION_API_VERSION,
        kind: "ValidatingAdmissionPolicy",
        metadata,
        spec,
      },
      binding: {
        apiVersion: ADMISSION_API_VERSION,
        kind: "ValidatingAdmissionPolicyBinding",
        metadata,
        spec: bindingSpec(metadata.name, input),
      },
    };
  });
}
