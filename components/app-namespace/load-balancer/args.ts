import type * as pulumi from "@pulumi/pulumi";
import type { LoadBalancerPlacement, LoadBalancerScheme } from "../../../contract/load-balancer.js";
import type { AccessLogsArgs } from "../../shared/shared-load-balancer.js";

/** The load balancer in front of an application. */
export interface LoadBalancerArgs {
  /** A load balancer of its own (`dedicated`) or the platform's (`shared`). Default: `dedicated`. */
  placement?: LoadBalancerPlacement;
  /** `internet-facing` or `internal`. Default: `internet-facing`. A shared load balancer is internet-facing. */
  scheme?: LoadBalancerScheme;
  /**
   * Host names that the application's Ingresses answer for, such as `shop.example.com` or `*.shop.example.com`. Admission
   * refuses every other host, and rules without one. Needed behind a shared load balancer, where a rule for another
   * application's host would take its traffic. Default: any host of the application's own load balancer.
   */
  hosts?: string[];
  /** Networks of clients. Default: everywhere for internet-facing, private networks for internal. */
  inboundCidrs?: string[];
  /** Certificate (ACM ARN) of its HTTPS listener. Default: none, plain HTTP. */
  certificateArn?: pulumi.Input<string>;
  /** Web ACL (AWS WAFv2 ARN) in front of it. Default: none. */
  wafAclArn?: pulumi.Input<string>;
  /** Access logs. Default: none. Not for a shared load balancer, whose settings are the platform's. */
  accessLogs?: AccessLogsArgs;
  /**
   * Whether AWS refuses to delete the load balancer. Default: false. While it is on, neither removing the application
   * nor `pulumi destroy` gets rid of it: switch it off first. Not for a shared load balancer.
   */
  deletionProtection?: boolean;
  /**
   * Only on a platform without a VPC of its own: the addresses that the load balancer sends from. Default: none. Traffic
   * from them, and from nowhere else outside the namespace, reaches the application's ports.
   */
  sourceCidrBlocks?: string[];
}
