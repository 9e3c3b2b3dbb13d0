import { needsApplications, needsTwoApplications, needsZones } from "./applicability.js";
import {
  applicationsAreApart,
  closedInward,
  loadBalancersAreApart,
  metadataIsClosed,
  otherPodsAreClosed,
  outward,
} from "./isolation.js";
import type { TrafficCheck } from "./traffic-check.js";

type IsolationCheck = Omit<TrafficCheck, "severity" | "world">;

/** What must not reach applications, and what they must not reach. */
const CHECKS: readonly IsolationCheck[] = [
  {
    code: "applications-apart",
    title: "Applications reach each other only on the ports that both declare",
    why: "Otherwise a compromised application can attack the others.",
    fix: "Remove the rule that allows the connection, or declare it in both applications.",
    notApplicable: needsTwoApplications,
    find: applicationsAreApart,
  },
  {
    code: "load-balancers-apart",
    title: "A load balancer reaches its own application on its ports, and nothing else",
    why: "Otherwise a listener of one application can lead to the pods of another.",
    fix: "Allow the subnets of a load balancer in the policies of its own application only, on its ports.",
    notApplicable: needsZones("load balancers", "alb"),
    find: loadBalancersAreApart,
  },
  {
    code: "applications-closed-inward",
    title: "Nothing else in the cluster, the VPC or connected networks reaches an application",
    why: "An application is reachable through its load balancer and by declared callers only.",
    fix: "Remove the rule that admits the source, or declare the caller in ingressFrom.applications.",
    notApplicable: needsApplications,
    find: closedInward,
  },
  {
    code: "instance-metadata-closed",
    title: "Pods outside the system namespaces cannot reach the instance metadata",
    why: "The metadata service returns credentials of the node's IAM role.",
    fix: "Keep the policy `guardrails` of the platform's tier, and allow 169.254.169.254 in no policy before it.",
    notApplicable: needsApplications,
    find: metadataIsClosed,
  },
  {
    code: "control-plane-closed",
    title:
      "Applications reach neither nodes nor the control plane, except a declared Kubernetes API",
    why: "The kubelet of a node and the API server can take over the cluster.",
    fix: "Remove the rule that allows the addresses, or set egress.kubernetesApi where the API is needed.",
    notApplicable: needsZones(
      "nodes or of the control plane",
      ...(["control-plane", "nodes", "workload"] as const),
    ),
    find: outward("control-plane", "nodes", "workload"),
  },
  {
    code: "databases-where-declared",
    title: "An application reaches its declared databases on their ports, and no others",
    why: "The data subnets hold the databases of all applications.",
    fix: "Narrow the rule to the addresses of the database, or declare the database in egress.databases.",
    notApplicable: needsZones("databases", "data"),
    find: outward("data"),
  },
  {
    code: "internet-where-declared",
    title: "Only applications that declare it reach the internet",
    why: "A compromised pod with open egress can send data anywhere.",
    fix: "Remove the rule that allows public addresses, or set egress.internet.",
    notApplicable: needsApplications,
    find: outward("internet"),
  },
  {
    code: "private-networks-closed",
    title: "Applications reach no other address of the VPC, load balancers or connected networks",
    why: "Internal systems often trust every private address.",
    fix: "Remove the rule that allows the addresses.",
    notApplicable: needsApplications,
    find: outward(
      ...(["alb", "pod-identity", "resolver", "node-local-dns", "endpoints", "nat"] as const),
      ...(["peer", "on-premises", "rest-of-vpc", "link-local"] as const),
    ),
  },
  {
    code: "other-pods-closed",
    title: "Applications reach no pods in system or unmanaged namespaces, except the cluster's DNS",
    why: "System pods often have more rights than applications, and the platform does not know unmanaged ones.",
    fix: "Remove the rule that allows the pods, or make the namespace an application and declare the connection.",
    notApplicable: needsApplications,
    find: otherPodsAreClosed,
  },
];

/** Each of them applies only where there are applications. */
export const ISOLATION_CHECKS: readonly TrafficCheck[] = CHECKS.map((check) => ({
  ...check,
  severity: "error",
  world: "rendered",
  notApplicable: (input) => needsApplications(input) ?? check.notApplicable(input),
}));
