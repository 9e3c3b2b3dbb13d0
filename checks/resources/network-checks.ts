import type { MaskedResource } from "../../facts/resource-graph.js";
import { plural } from "../../basics/counts.js";
import type { AddressEntry } from "../../facts/addresses.js";
import { objectOf, textOf } from "../../basics/json.js";
import type { PlanFacts } from "../../facts/plan-facts.js";
import { Aws } from "../../facts/type-tokens.js";
import type { ResourceCheck } from "./resource-check.js";

const NEEDED_ENDPOINTS = [
  "ec2",
  "ecr.api",
  "ecr.dkr",
  "sts",
  "eks",
  "eks-auth",
  "autoscaling",
  "elasticloadbalancing",
  "logs",
];

function hasRouteTo(entry: AddressEntry, target: string): boolean {
  return entry.routes.some((route) => route.target === target);
}

function zonesServed(addresses: readonly AddressEntry[]): Set<string> {
  const served = addresses.filter((entry) => hasRouteTo(entry, "nat-gateway"));
  return new Set(served.map(({ zone }) => zone));
}

function isZonal({ inputs }: MaskedResource): boolean {
  return inputs.availabilityMode !== "regional" && inputs.connectivityType !== "private";
}

export const singleNat: ResourceCheck = {
  code: "single-nat",
  severity: "warning",
  title: "Fewer zonal NAT gateways than availability zones",
  why: "When the zone of a NAT gateway fails, other zones lose their way out; until then their traffic pays for crossing zones.",
  fix: 'Use one regional NAT gateway (natGateway: "regional"), or one in each zone.',
  find: ({ graph, addresses }) => {
    const gateways = graph.ofType(Aws.NatGateway).filter(isZonal);
    const zones = zonesServed(addresses);
    if (gateways.length === 0 || gateways.length >= zones.size) return [];
    return [
      {
        subject: gateways.map(({ name }) => name).join(", "),
        ...(gateways.length === 1 ? { resource: gateways[0]?.urn } : {}),
        message:
          `${plural(gateways.length, "NAT gateway")} in one zone each for ${plural(zones.size, "zone")}: when such a zone ` +
          "fails, the others lose their way out, and their traffic pays for crossing zones.",
      },
    ];
  },
};

function workloadsAreCutOff({ graph, addresses }: PlanFacts): boolean {
  const workloads = addresses.filter(({ tier }) => tier === "workload");
  const hasWayOut = workloads.some(({ routes }) =>
    routes.some(({ target }) => target !== "gateway-endpoint"),
  );
  const endpoints = graph
    .ofType(Aws.VpcEndpoint)
    .filter(({ inputs }) => inputs.vpcEndpointType === "Interface");
  return workloads.length > 0 && !hasWayOut && endpoints.length === 0;
}

export const noNatNoEndpoints: ResourceCheck = {
  code: "no-nat-no-endpoints",
  severity: "warning",
  title: "Workload subnets with neither a NAT gateway nor an interface VPC endpoint",
  why: "Nodes cannot join an EKS cluster and cannot pull images.",
  fix: `Set natGateway, or vpcEndpoints to [${NEEDED_ENDPOINTS.map((name) => `"${name}"`).join(", ")}].`,
  find: (facts) =>
    workloadsAreCutOff(facts)
      ? [
          {
            subject: "workload subnets",
            message:
              "They have neither a NAT gateway nor an interface VPC endpoint: nodes cannot join an EKS " +
              "cluster and cannot pull images.",
          },
        ]
      : [],
};

export const sharedAlb: ResourceCheck = {
  code: "shared-alb",
  severity: "warning",
  title: "An application behind the shared load balancer",
  why: "All applications behind it trust the same subnets, so the network cannot tell their traffic apart (CVE-2021-25740).",
  fix: 'Set loadBalancer.placement to "dedicated" and give the application an albSlot of its own.',
  find: ({ applications }) =>
    applications
      .filter(({ loadBalancer }) => loadBalancer?.placement === "shared")
      .map(({ application, resource }) => ({
        subject: application,
        resource,
        message:
          "Applications behind the shared load balancer all trust its subnets, so the network does not " +
          "tell their traffic apart (CVE-2021-25740): admission policies and RBAC alone keep one from " +
          "pointing the load balancer at the pods of another.",
      })),
};

export const publicAddresses: ResourceCheck = {
  code: "public-addresses",
  severity: "warning",
  title: "A subnet that gives instances public addresses",
  why: "The internet can reach an instance with a public address; only load balancers and NAT gateways need one.",
  fix: "Set mapPublicIpOnLaunch to false; load balancers do not need it.",
  find: ({ graph }) =>
    graph
      .ofType(Aws.Subnet)
      .filter(({ inputs }) => inputs.mapPublicIpOnLaunch === true)
      .map((subnet) => ({
        subject: textOf(objectOf(subnet.inputs.tags).Name) ?? subnet.name,
        resource: subnet.urn,
        message: "Instances launched here get a public address.",
      })),
};
