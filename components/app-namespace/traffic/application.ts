import type { Database, SettledApplication } from "../../../contract/application.js";
import { DEFAULT_PLACEMENT, DEFAULT_SCHEME } from "../../../contract/load-balancer.js";
import type { PlatformRef } from "../../platform-ref/platform-ref.js";
import { type AppNamespaceArgs } from "../args.js";
import { type LoadBalancerPlan } from "../load-balancer/plan.js";
import type { DatabaseEgressArgs, EgressArgs } from "./args.js";

function settleDatabase(
  { name, port, cidrBlocks, securityGroupId }: DatabaseEgressArgs,
  { addressFacts }: PlatformRef,
): Database {
  return {
    name,
    port,
    cidrBlocks: cidrBlocks ?? addressFacts.dataCidrBlocks,
    securityGroup: securityGroupId !== undefined,
  };
}

function settleEgress(
  egress: EgressArgs,
  platform: PlatformRef,
): Pick<SettledApplication, "internet" | "kubernetesApi" | "databases" | "reaches"> {
  return {
    internet: egress.internet ?? false,
    kubernetesApi: egress.kubernetesApi ?? false,
    databases: (egress.databases ?? []).map((database) => settleDatabase(database, platform)),
    reaches: egress.applications ?? [],
  };
}

function settleLoadBalancer(
  { loadBalancer }: AppNamespaceArgs,
  plan: LoadBalancerPlan | undefined,
): Pick<SettledApplication, "loadBalancer" | "loadBalancerCidrs"> {
  if (!loadBalancer) return { loadBalancerCidrs: [] };
  const subnets = plan?.subnets ?? [];
  return {
    loadBalancer: {
      placement: loadBalancer.placement ?? DEFAULT_PLACEMENT,
      scheme: loadBalancer.scheme ?? DEFAULT_SCHEME,
      hosts: loadBalancer.hosts ?? [],
      subnets,
      certificate: loadBalancer.certificateArn !== undefined,
    },
    loadBalancerCidrs: plan
      ? subnets.map(({ cidrBlock }) => cidrBlock)
      : (loadBalancer.sourceCidrBlocks ?? []),
  };
}

/** The application with every default settled. */
export function settleApplication(
  args: AppNamespaceArgs,
  loadBalancer: LoadBalancerPlan | undefined,
): SettledApplication {
  return {
    name: args.application,
    mode: args.mode ?? args.platform.mode,
    ports: args.ports,
    ...(args.albSlot !== undefined && { albSlot: args.albSlot }),
    ...settleLoadBalancer(args, loadBalancer),
    ...settleEgress(args.egress ?? {}, args.platform),
    reachedBy: (args.ingressFrom?.applications ?? []).map(({ application, ports }) => ({
      application,
      ports: ports ?? args.ports,
    })),
  };
}
