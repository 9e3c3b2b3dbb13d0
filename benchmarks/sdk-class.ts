import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";

/** Each class has arguments of its own, which no common type describes. */
type ResourceClass = new (
  name: string,
  args: pulumi.Inputs,
  opts: pulumi.CustomResourceOptions,
) => pulumi.CustomResource;

const SDKS: Readonly<Record<string, unknown>> = { aws, eks, kubernetes: k8s };

function memberOf(tree: unknown, path: readonly string[]): unknown {
  return path.reduce(
    (at, key) => (at as Readonly<Record<string, unknown>> | undefined)?.[key],
    tree,
  );
}

/** `aws:ec2/subnet:Subnet` is `aws.ec2.Subnet`; `kubernetes:rbac.authorization.k8s.io/v1:Role` is `k8s.rbac.v1.Role`. */
function pathOf(sdk: string, module: string, kind: string): string[] {
  const [first = "", version = ""] = module.split("/");
  if (sdk !== "kubernetes") return first === "index" ? [kind] : [first, kind];
  const [group = ""] = first.split(".");
  return [group, version, kind];
}

/** The class by which a program makes resources of this type; objects that Kubernetes' SDK lacks share one. */
export function classOf(type: string): ResourceClass {
  const [sdk = "", module = "", kind = ""] = type.split(":");
  const found = memberOf(SDKS[sdk], pathOf(sdk, module, kind));
  if (typeof found === "function") return found as ResourceClass;
  if (sdk === "kubernetes") return k8s.apiextensions.CustomResource as unknown as ResourceClass;
  throw new Error(`no SDK has a class for ${type}`);
}
