import type { IsolationMode } from "../../contract/isolation-mode.js";
import type { PlatformRef } from "../platform-ref/platform-ref.js";
import type { ContainerDefaultsArgs, QuotaArgs } from "./limits/args.js";
import type { LoadBalancerArgs } from "./load-balancer/args.js";
import type { StorageArgs } from "./storage/args.js";
import type { EgressArgs, IngressFromArgs } from "./traffic/args.js";

/**
 * The Pod Security Standard that the API server enforces in the namespace.
 *
 * @enum
 */
export const PodSecurity = {
  /** No privileges at all. */
  Restricted: "restricted",
  /** Keeps off the node, allows containers that run as root. */
  Baseline: "baseline",
} as const;
export type PodSecurity = (typeof PodSecurity)[keyof typeof PodSecurity];

/**
 * What becomes of an application in the cluster when the program no longer has it.
 *
 * @enum
 */
export const DeletePolicy = {
  /** It is deleted, and its namespace with everything in it. */
  Delete: "delete",
  /** It stays with its policies, and Pulumi forgets it. */
  Keep: "keep",
} as const;
export type DeletePolicy = (typeof DeletePolicy)[keyof typeof DeletePolicy];

/** Arguments of AppNamespace. */
export interface AppNamespaceArgs {
  /** The platform, from `platform.ref` in the same program or `PlatformRef.fromStack(…)` in another. */
  platform: PlatformRef;
  /** Name of the application and of its namespace: a DNS label of at most 40 characters. Cannot be changed. */
  application: string;
  /**
   * Number of the application's load balancer subnets in the platform's block, from 1. Needed with a dedicated
   * load balancer on AWS. Default: none. Changing it replaces the subnets and the load balancer.
   */
  albSlot?: number;
  /** TCP ports of the application's pods that the load balancer reaches, such as `[8080]`. */
  ports: number[];
  /**
   * `enforced` or `staged`: Calico evaluates and logs the application's policies, and nothing closes its namespace.
   * Default: the mode of the platform. What holds for all namespaces stays as the platform has it: instance metadata
   * and admission.
   */
  mode?: IsolationMode;
  /**
   * `delete` or `keep`. Default: `delete`. Choose `keep` for a namespace that was there before and holds data that must
   * not be lost. Its subnets and roles stay, too, and keep a VPC from being deleted. To take effect it must have been
   * deployed before the application is removed.
   */
  deletePolicy?: DeletePolicy;
  /** The Pod Security Standard, `restricted` or `baseline`. Default: `restricted`. */
  podSecurity?: PodSecurity;
  /** Upper bounds of the namespace. */
  quota?: QuotaArgs;
  /** What a container gets that says nothing itself. */
  limits?: ContainerDefaultsArgs;
  /** What the pods may reach. Default: their own namespace, DNS, Pod Identity and VPC endpoints. */
  egress?: EgressArgs;
  /** Which applications may reach the pods. Default: none. */
  ingressFrom?: IngressFromArgs;
  /** The load balancer in front of the application. Default: none, and then nothing outside reaches it. */
  loadBalancer?: LoadBalancerArgs;
  /** Objects in S3 that the pods may use, with a role of their own. Default: none. Needs EKS. */
  storage?: StorageArgs[];
}
