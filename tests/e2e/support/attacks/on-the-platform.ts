import type { Attack } from "./attack.js";
import {
  OWN,
  RBAC,
  ADMISSION,
  LOAD_BALANCER,
  attack,
  controller,
  create,
  merge,
  remove,
} from "./attack.js";

const ADMIN_REF = {
  apiGroup: "rbac.authorization.k8s.io",
  kind: "ClusterRole",
  name: "cluster-admin",
};
const ME = [{ apiGroup: "rbac.authorization.k8s.io", kind: "User", name: "attacker" }];
const GRANT = { roleRef: ADMIN_REF, subjects: ME };

export const ADDRESSES: readonly Attack[] = [
  attack(
    "writes Endpoints",
    "its Service leads to any address",
    create(`${OWN}/endpoints`, "v1", "Endpoints", {
      subsets: [{ addresses: [{ ip: "10.9.9.9" }], ports: [{ port: 80 }] }],
    }),
    controller("endpoint-controller"),
  ),
  attack(
    "writes an EndpointSlice",
    "its Service leads to any address",
    create(
      "/apis/discovery.k8s.io/v1/namespaces/app-a/endpointslices",
      "discovery.k8s.io/v1",
      "EndpointSlice",
      { addressType: "IPv4", endpoints: [{ addresses: ["10.9.9.9"] }] },
    ),
    controller("endpointslice-controller"),
  ),
  attack(
    "writes a TargetGroupBinding",
    "its load balancer sends to another's pods",
    create(
      `${LOAD_BALANCER}/namespaces/app-a/targetgroupbindings`,
      "elbv2.k8s.aws/v1beta1",
      "TargetGroupBinding",
      { spec: {} },
    ),
    controller("aws-load-balancer-controller"),
  ),
  attack(
    "writes an IngressClass",
    "its Ingresses use subnets of others",
    create("/apis/networking.k8s.io/v1/ingressclasses", "networking.k8s.io/v1", "IngressClass", {
      spec: { controller: "ingress.k8s.aws/alb" },
    }),
  ),
  attack(
    "changes its IngressClassParams",
    "its load balancer is in subnets of others",
    merge(`${LOAD_BALANCER}/ingressclassparams/alb-app-a`, { spec: { subnets: { ids: ["x"] } } }),
  ),
  attack(
    "lets another namespace use its IngressClassParams",
    "two applications share a load balancer",
    merge(`${LOAD_BALANCER}/ingressclassparams/alb-app-b`, { spec: { namespaceSelector: null } }),
  ),
];

export const RIGHTS: readonly Attack[] = [
  attack(
    "binds a role in its namespace",
    "it may what the platform alone may",
    create(
      `${RBAC}/namespaces/app-a/rolebindings`,
      "rbac.authorization.k8s.io/v1",
      "RoleBinding",
      GRANT,
    ),
  ),
  attack(
    "binds a role of the cluster",
    "it may everything",
    create(
      `${RBAC}/clusterrolebindings`,
      "rbac.authorization.k8s.io/v1",
      "ClusterRoleBinding",
      GRANT,
    ),
  ),
  attack(
    "widens its own role",
    "it may what it likes",
    merge(`${RBAC}/namespaces/app-a/roles/bulkhead-edit`, {
      rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
    }),
  ),
  attack(
    "deletes the binding of an admission policy",
    "forged addresses are accepted",
    remove(`${ADMISSION}/validatingadmissionpolicybindings/app-isolation-pod-ip`),
  ),
  attack(
    "has an admission policy only warn",
    "forged addresses are accepted",
    merge(`${ADMISSION}/validatingadmissionpolicybindings/app-isolation-pod-ip`, {
      spec: { validationActions: ["Warn"] },
    }),
  ),
  attack(
    "registers a webhook",
    "it sees and changes what everybody writes",
    create(
      `${ADMISSION}/mutatingwebhookconfigurations`,
      "admissionregistration.k8s.io/v1",
      "MutatingWebhookConfiguration",
      { webhooks: [] },
    ),
  ),
  attack(
    "takes the API of Calico away",
    "policies can be neither seen nor mended",
    remove("/apis/apiregistration.k8s.io/v1/apiservices/v3.projectcalico.org"),
  ),
];
