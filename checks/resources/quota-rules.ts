import { listOf, numberOf, objectOf, textOf } from "../../basics/json.js";
import { findLoadBalancers } from "../../facts/load-balancers.js";
import type { PlanFacts } from "../../facts/plan-facts.js";
import type { GraphResource } from "../../facts/resource-graph.js";
import { Aws } from "../../facts/type-tokens.js";
import type { Finding, WarningRule } from "./warning.js";

/** A quota of AWS with the value that an account has until somebody asks for more. */
interface Quota {
  readonly name: string;
  readonly service: string;
  readonly code: string;
  readonly standard: number;
  readonly needOf: (facts: PlanFacts) => number;
}

function countOf(type: string): Quota["needOf"] {
  return ({ graph }) => graph.ofType(type).length;
}

function endpointsOf(kind: string): Quota["needOf"] {
  return ({ graph }) =>
    graph.ofType(Aws.VpcEndpoint).filter(({ inputs }) => inputs.vpcEndpointType === kind).length;
}

function loadBalancers(facts: PlanFacts): number {
  return findLoadBalancers(facts).length;
}

/** Gateways of which each has a zone of its own; a regional one is one in each zone. */
function gatewaysInZone({ graph }: PlanFacts): number {
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
    needOf: countOf(Aws.Subnet),
  },
  {
    name: "Route tables per VPC",
    service: "vpc",
    code: "L-589F43AA",
    standard: 200,
    needOf: countOf(Aws.RouteTable),
  },
  {
    name: "Interface VPC endpoints per VPC",
    service: "vpc",
    code: "L-29B6F2EB",
    standard: 50,
    needOf: endpointsOf("Interface"),
  },
  {
    name: "NAT gateways per Availability Zone",
    service: "vpc",
    code: "L-FE5A380F",
    standard: 5,
    needOf: gatewaysInZone,
  },
  {
    name: "Application Load Balancers per Region",
    service: "elasticloadbalancing",
    code: "L-53DA6B97",
    standard: 50,
    needOf: loadBalancers,
  },
  {
    name: "EC2-VPC Elastic IPs",
    service: "ec2",
    code: "L-0263D0A3",
    standard: 5,
    needOf: countOf("aws:ec2/eip:Eip"),
  },
  {
    name: "Managed node groups per cluster",
    service: "eks",
    code: "L-6D54EA21",
    standard: 30,
    needOf: countOf("aws:eks/nodeGroup:NodeGroup"),
  },
  {
    name: "Roles per account",
    service: "iam",
    code: "L-FE177D64",
    standard: 1000,
    needOf: countOf("aws:iam/role:Role"),
  },
];

function requestText({ service, code }: Pick<Quota, "service" | "code">, need: number): string {
  return (
    "Ask for it before the first `pulumi up`: `aws service-quotas request-service-quota-increase " +
    `--service-code ${service} --quota-code ${code} --desired-value ${need}\`.`
  );
}

/** What an account does not allow until somebody asks. */
export const quota: WarningRule = {
  code: "quota",
  level: "warning",
  find: (facts) =>
    QUOTAS.flatMap(({ name, service, code, standard, needOf }): Finding[] => {
      const need = needOf(facts);
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

/** `xlarge` has 4 in the families with GPUs that the quotas are about, and `2xlarge` twice as many. */
function processorsOf(instanceType: string): number {
  const size = /^g\d[a-z]*\.(\d*)xlarge$/.exec(instanceType)?.[1];
  return size === undefined ? 0 : 4 * Number(size === "" ? 1 : size);
}

function processorsOfGroup({ inputs }: GraphResource): number {
  const most = Math.max(
    0,
    ...listOf(inputs.instanceTypes).map((t) => processorsOf(textOf(t) ?? "")),
  );
  return most * (numberOf(objectOf(inputs.scalingConfig).maxSize) ?? 0);
}

/** New accounts may run no instance with a GPU at all, and a group that cannot start looks like one that is slow. */
export const gpuQuota: WarningRule = {
  code: "gpu-quota",
  level: "note",
  find: ({ graph }) =>
    (["ON_DEMAND", "SPOT"] as const).flatMap((capacity): Finding[] => {
      const groups = graph
        .ofType("aws:eks/nodeGroup:NodeGroup")
        .filter(({ inputs }) => (inputs.capacityType ?? "ON_DEMAND") === capacity);
      const need = groups.reduce((sum, group) => sum + processorsOfGroup(group), 0);
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
