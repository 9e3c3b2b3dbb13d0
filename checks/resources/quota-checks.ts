import type { MaskedResource } from "../../facts/resource-graph.js";
import { listOf, numberOf, objectOf, textOf } from "../../basics/json.js";
import { findLoadBalancers } from "../../facts/load-balancers.js";
import type { PlanFacts } from "../../facts/plan-facts.js";
import { Aws } from "../../facts/type-tokens.js";
import type { ResourceCheck, ResourceHit } from "./resource-check.js";

/** A quota of AWS with the value that an account has by default. */
interface Quota {
  readonly name: string;
  readonly service: string;
  readonly code: string;
  readonly standard: number;
  readonly count: (facts: PlanFacts) => number;
}

function countType(type: string): Quota["count"] {
  return ({ graph }) => graph.ofType(type).length;
}

function countEndpoints(kind: string): Quota["count"] {
  return ({ graph }) =>
    graph.ofType(Aws.VpcEndpoint).filter(({ inputs }) => inputs.vpcEndpointType === kind).length;
}

function countLoadBalancers(facts: PlanFacts): number {
  return findLoadBalancers(facts).length;
}

/** The most zonal gateways in one zone; a regional gateway counts once in every zone. */
function countGatewaysInZone({ graph }: PlanFacts): number {
  const gateways = graph.ofType(Aws.NatGateway);
  const perSubnet = gateways.map(({ inputs }) => textOf(inputs.subnetId) ?? "regional");
  return Math.max(0, ...perSubnet.map((at) => perSubnet.filter((each) => each === at).length));
}

/** Codes and values from the Service Quotas console and the user guides of VPC, ELB, EKS and IAM. */
const QUOTAS: readonly Quota[] = [
  {
    name: "Subnets per VPC",
    service: "vpc",
    code: "L-407747CB",
    standard: 200,
    count: countType(Aws.Subnet),
  },
  {
    name: "Route tables per VPC",
    service: "vpc",
    code: "L-589F43AA",
    standard: 200,
    count: countType(Aws.RouteTable),
  },
  {
    name: "Interface VPC endpoints per VPC",
    service: "vpc",
    code: "L-29B6F2EB",
    standard: 50,
    count: countEndpoints("Interface"),
  },
  {
    name: "NAT gateways per Availability Zone",
    service: "vpc",
    code: "L-FE5A380F",
    standard: 5,
    count: countGatewaysInZone,
  },
  {
    name: "Application Load Balancers per Region",
    service: "elasticloadbalancing",
    code: "L-53DA6B97",
    standard: 50,
    count: countLoadBalancers,
  },
  {
    name: "EC2-VPC Elastic IPs",
    service: "ec2",
    code: "L-0263D0A3",
    standard: 5,
    count: countType("aws:ec2/eip:Eip"),
  },
  {
    name: "Managed node groups per cluster",
    service: "eks",
    code: "L-6D54EA21",
    standard: 30,
    count: countType("aws:eks/nodeGroup:NodeGroup"),
  },
  {
    name: "Roles per account",
    service: "iam",
    code: "L-FE177D64",
    standard: 1000,
    count: countType("aws:iam/role:Role"),
  },
];

function requestText({ service, code }: Pick<Quota, "service" | "code">, need: number): string {
  return (
    "Request more before the first `pulumi up`: `aws service-quotas request-service-quota-increase " +
    `--service-code ${service} --quota-code ${code} --desired-value ${need}\`.`
  );
}

export const quota: ResourceCheck = {
  code: "quota",
  severity: "warning",
  title: "More of a resource than an AWS account allows by default",
  why: "AWS rejects what exceeds the quota in the middle of `pulumi up`.",
  fix: "Request a higher quota before the first `pulumi up`.",
  find: (facts) =>
    QUOTAS.flatMap(({ name, service, code, standard, count }): ResourceHit[] => {
      const need = count(facts);
      if (need <= standard) return [];
      return [
        {
          subject: name,
          message: `This program alone needs ${need}, and an account has ${standard} by default.`,
          fix: requestText({ service, code }, need),
        },
      ];
    }),
};

/** Quotas of running instances count their processors, by families. */
const G_INSTANCES = {
  ON_DEMAND: { name: "Running On-Demand G and VT instances", service: "ec2", code: "L-DB2E81BA" },
  SPOT: { name: "All G and VT Spot Instance Requests", service: "ec2", code: "L-3819A6DF" },
};

/** An `xlarge` of the families with GPUs has 4, a `2xlarge` twice as many. */
function countProcessors(instanceType: string): number {
  const size = /^g\d[a-z]*\.(\d*)xlarge$/.exec(instanceType)?.[1];
  return size === undefined ? 0 : 4 * Number(size === "" ? 1 : size);
}

function countGroupProcessors({ inputs }: MaskedResource): number {
  const most = Math.max(
    0,
    ...listOf(inputs.instanceTypes).map((t) => countProcessors(textOf(t) ?? "")),
  );
  return most * (numberOf(objectOf(inputs.scalingConfig).maxSize) ?? 0);
}

export const gpuQuota: ResourceCheck = {
  code: "gpu-quota",
  severity: "note",
  title: "Node groups with GPUs",
  why: "A new AWS account may not run instances with GPUs, and a node group that cannot start looks like a slow one.",
  fix: "Request the quota before the first `pulumi up`.",
  find: ({ graph }) =>
    (["ON_DEMAND", "SPOT"] as const).flatMap((capacity): ResourceHit[] => {
      const groups = graph
        .ofType("aws:eks/nodeGroup:NodeGroup")
        .filter(({ inputs }) => (inputs.capacityType ?? "ON_DEMAND") === capacity);
      const need = groups.reduce((sum, group) => sum + countGroupProcessors(group), 0);
      if (need === 0) return [];
      const { name, ...request } = G_INSTANCES[capacity];
      return [
        {
          subject: name,
          message: `At their most, the node groups with GPUs need ${need} vCPUs. A new account has none.`,
          fix: requestText(request, need),
        },
      ];
    }),
};
