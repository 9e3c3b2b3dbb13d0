import { type IsolationMode } from "../../../contract/isolation-mode.js";
import type { PlatformRef } from "../../platform-ref/platform-ref.js";
import type { AddressFacts } from "../../shared/cluster-addresses.js";
import { type AppNamespaceArgs } from "../args.js";
import { type LoadBalancerPlan } from "../load-balancer/plan.js";
import { type EgressArgs } from "./args.js";

/** A database that the application may open connections to. */
export interface Database {
  readonly name: string;
  readonly port: number;
  readonly cidrBlocks: readonly string[];
}

/** The other side of a declared connection, and the TCP ports at its end. */
export interface DeclaredConnection {
  readonly application: string;
  readonly ports: readonly number[];
}

/** An application with every default settled: the one input of all policy builders. */
export interface Application {
  /** Name of the application and of its namespace. */
  readonly name: string;
  readonly mode: IsolationMode;
  /** TCP ports that its pods serve on. */
  readonly ports: readonly number[];
  /** Addresses of its load balancer; empty without one. */
  readonly loadBalancerCidrs: readonly string[];
  readonly internet: boolean;
  readonly kubernetesApi: boolean;
  readonly databases: readonly Database[];
  /** Applications it may call. Works only when they declare it too. */
  readonly reaches: readonly DeclaredConnection[];
  /** Applications that may call it. */
  readonly reachedBy: readonly DeclaredConnection[];
  readonly addressFacts: AddressFacts;
}

function settleEgress(
  egress: EgressArgs,
  { addressFacts }: PlatformRef,
): Pick<Application, "internet" | "kubernetesApi" | "databases" | "reaches"> {
  return {
    internet: egress.internet ?? false,
    kubernetesApi: egress.kubernetesApi ?? false,
    databases: (egress.databases ?? []).map((database) => ({
      ...database,
      cidrBlocks: database.cidrBlocks ?? addressFacts.dataCidrBlocks,
    })),
    reaches: egress.applications ?? [],
  };
}

/** The application with every default settled. */
export function settleApplication(
  args: AppNamespaceArgs,
  loadBalancer: LoadBalancerPlan | undefined,
): Application {
  const albCidrs = loadBalancer?.subnets.map(({ cidrBlock }) => cidrBlock);
  return {
    name: args.application,
    mode: args.mode ?? args.platform.mode,
    ports: args.ports,
    loadBalancerCidrs: albCidrs ?? args.loadBalancer?.sourceCidrBlocks ?? [],
    ...settleEgress(args.egress ?? {}, args.platform),
    reachedBy: (args.ingressFrom?.applications ?? []).map(({ application, ports }) => ({
      application,
      ports: ports ?? args.ports,
    })),
    addressFacts: args.platform.addressFacts,
  };
}
