import type { RawObject } from "../../prover/index.js";
import { type Lint, listAt, textAt, valueAt } from "./lint.js";

const hostNetwork: Lint = {
  code: "host-network-in-application",
  severity: "warning",
  title: "A pod outside the system namespaces that uses the network of its node",
  why:
    "No policy is about it, it has the node's identity and reaches the instance metadata and every pod of " +
    "its node.",
  fix: "Leave hostNetwork out, and enforce pod security `baseline` or `restricted` in the namespace.",
  find: ({ world, objects, systemNamespaces }) => {
    const told = world.findings.filter(({ code }) => code === "host-network");
    return told.flatMap(({ object, path = "spec" }) =>
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

function typeOf({ content }: RawObject): string {
  return textAt(content, ["spec", "type"]);
}

function hasIpTargets({ content }: RawObject): boolean {
  return TARGET_ANNOTATIONS.some(
    (name) => textAt(content, ["metadata", "annotations", name]) === "ip",
  );
}

const opensNodes: Lint = {
  code: "service-opens-nodes",
  severity: "warning",
  title: "A Service of type NodePort, or of type LoadBalancer with instance targets",
  why:
    "Traffic enters on a port of every node and reaches the pod from the node's address, or not policed at " +
    "all: the load balancer cannot be told from anything else.",
  fix: "Use type ClusterIP behind an Ingress with target type ip.",
  find: ({ objects }) =>
    objects
      .filter((object) => object.kind === "Service")
      .filter(
        (object) =>
          typeOf(object) === "NodePort" ||
          (typeOf(object) === "LoadBalancer" && !hasIpTargets(object)),
      )
      .map((object) => ({
        object,
        path: ["spec", "type"],
        message: `The Service of type ${typeOf(object)} opens a port on every node.`,
      })),
};

const externalAddresses: Lint = {
  code: "service-external-addresses",
  severity: "warning",
  title: "A Service with externalIPs or of type ExternalName",
  why:
    "externalIPs take over traffic to addresses that are somebody else's (CVE-2020-8554); an external name " +
    "stands for whatever its owner makes of it.",
  fix: "Leave externalIPs out, and name the target where it is used.",
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
        ...(typeOf(object) === "ExternalName"
          ? [
              {
                object,
                path: ["spec", "externalName"],
                message: `The Service stands for ${String(valueAt(object.content, ["spec", "externalName"]))}.`,
              },
            ]
          : []),
      ]),
};

/** Lints about pods and Services. */
export const WORKLOAD_LINTS: readonly Lint[] = [hostNetwork, opensNodes, externalAddresses];
