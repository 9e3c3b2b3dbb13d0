import type { AddressFacts } from "./address-facts.js";
import type { IsolationMode } from "./isolation-mode.js";
import type { LoadBalancerPlacement, LoadBalancerScheme } from "./load-balancer.js";
import type { ZoneSubnet } from "./alb-slots.js";

/** A database that the application may open connections to. */
export interface Database {
  readonly name: string;
  readonly port: number;
  readonly cidrBlocks: readonly string[];
  /** Whether its security group is named, which has to let the pods in. */
  readonly securityGroup: boolean;
}

/** The other side of a declared connection, and the TCP ports at its end. */
export interface DeclaredConnection {
  readonly application: string;
  readonly ports: readonly number[];
}

/** The load balancer in front of an application. */
export interface ApplicationLoadBalancer {
  readonly placement: LoadBalancerPlacement;
  readonly scheme: LoadBalancerScheme;
  /** The only hosts that it answers for; any when empty. */
  readonly hosts: readonly string[];
  /** Its subnets, its own or the shared ones; empty outside AWS. */
  readonly subnets: readonly ZoneSubnet[];
  /** Whether it has a certificate. */
  readonly certificate: boolean;
}

/** An application with every default settled, as a plan reports it. */
export interface SettledApplication {
  /** Name of the application and of its namespace. */
  readonly name: string;
  readonly mode: IsolationMode;
  /** TCP ports that its pods serve on. */
  readonly ports: readonly number[];
  /** Its number in the block of load balancer subnets. */
  readonly albSlot?: number;
  /** Absent when no load balancer reaches it. */
  readonly loadBalancer?: ApplicationLoadBalancer;
  /** Addresses of its load balancer; empty without one. */
  readonly loadBalancerCidrs: readonly string[];
  readonly internet: boolean;
  readonly kubernetesApi: boolean;
  readonly databases: readonly Database[];
  /** Applications it may call. Works only when they declare it too. */
  readonly reaches: readonly DeclaredConnection[];
  /** Applications that may call it. */
  readonly reachedBy: readonly DeclaredConnection[];
}

/** The one input of all policy builders. */
export interface Application extends SettledApplication {
  readonly addressFacts: AddressFacts;
}
