import type { RawObject } from "../../prover/index.js";
import { type ManifestCheck, listAt, textAt, valueAt } from "./manifest-check.js";

const hostNetwork: ManifestCheck = {
  code: "host-network-in-application",
  severity: "warning",
  title: "A pod outside the system namespaces that uses the network of its node",
  why:
    "Network policies do not apply to it: it has the node's identity, and reaches the instance metadata and every " +
    "pod of its node.",
  fix: "Remove hostNetwork, and enforce pod security `baseline` or `restricted` in the namespace.",
  find: ({ world, objects, systemNamespaces }) => {
    const reported = world.findings.filter(({ code }) => code === "host-network");
    return reported.flatMap(({ object, path = "spec" }) =>
      objects
        .filter(({ ref }) => ref === object && !systemNamespaces.includes(ref.namespace ?? ""))
        .map((raw) => ({
          object: raw,
          path: path.split("."),
          message: `Pods of ${raw.ref.namespace ?? ""} use the network of their node.`,
        })),
    );
  },
};

const TARGET_ANNOTATIONS = [
  "service.beta.kubernetes.io/aws-load-balancer-nlb-target-type",
  "alb.ingress.kubernetes.io/target-type",
];

function serviceType({ content }: RawObject): string {
  return textAt(content, ["spec", "type"]);
}

function hasIpTargets({ content }: RawObject): boolean {
  return TARGET_ANNOTATIONS.some(
    (name) => textAt(content, ["metadata", "annotations", name]) === "ip",
  );
}

const opensNodes: ManifestCheck = {
  code: "service-opens-nodes",
  severity: "warning",
  title: "A Service of type NodePort, or of type LoadBalancer with instance targets",
  why:
    "Traffic enters on a port of every node and reaches the pod from the node's address or without any policy, " +
    "so policies cannot tell the load balancer from other sources.",
  fix: "Use type ClusterIP behind an Ingress with target type ip.",
  find: ({ objects }) =>
    objects
      .filter((object) => object.kind === "Service")
      .filter(
        (object) =>
          serviceType(object) === "NodePort" ||
          (serviceType(object) === "LoadBalancer" && !hasIpTargets(object)),
      )
      .map((object) => ({
        object,
        path: ["spec", "type"],
        message: `The Service of type ${serviceType(object)} opens a port on every node.`,
      })),
};

const externalAddresses: ManifestCheck = {
  code: "service-external-addresses",
  severity: "warning",
  title: "A Service with externalIPs or of type ExternalName",
  why:
    "A Service with externalIPs takes over traffic to addresses of others (CVE-2020-8554); an external name resolves to any " +
    "address that its owner chooses.",
  fix: "Remove externalIPs, and use the external name in the application itself.",
  find: ({ objects }) =>
    objects
      .filter(({ kind }) => kind === "Service")
      .flatMap((object) => [
        ...(listAt(object.content, ["spec", "externalIPs"]).length > 0
          ? [
              {
                object,
                path: ["spec", "externalIPs"],
                message: "The Service claims external addresses.",
              },
            ]
          : []),
        ...(serviceType(object) === "ExternalName"
          ? [
              {
                object,
                path: ["spec", "externalName"],
                message: `The Service resolves to ${String(valueAt(object.content, ["spec", "externalName"]))}.`,
              },
            ]
          : []),
      ]),
};

/** Checks of pods and Services. */
export const WORKLOAD_CHECKS: readonly ManifestCheck[] = [
  hostNetwork,
  opensNodes,
  externalAddresses,
];
