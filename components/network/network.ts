import * as pulumi from "@pulumi/pulumi";
import { versioned } from "../../contract/component-facts.js";
import { ComponentType } from "../../contract/component-type.js";
import type { NetworkRef } from "../platform-ref/platform-ref.js";
import { Handles } from "../shared/handles.js";
import { knownArgs } from "../shared/known-args.js";
import { assignOutputs } from "../shared/outputs.js";
import { throwIssues } from "../shared/throw-issues.js";
import type { NetworkArgs } from "./args.js";
import { createInterfaceEndpoints, createS3Endpoint } from "./endpoints.js";
import { createFlowLogs } from "./flow-logs.js";
import { findNetworkIssues } from "./issues.js";
import { buildNetworkRef, collectNetworkOutputs } from "./outputs.js";
import { describeNetwork, planNetwork } from "./plan.js";
import { createNatGateways, createRouteTables, listRouteTargets } from "./routes.js";
import { connectSubnets, createDatabaseSubnetGroup, createSubnets } from "./subnets.js";
import { openVpc } from "./vpc.js";

const refs = new Handles<Network, NetworkRef>();

/**
 * A VPC in fixed shares: the first quarter for load balancers, the second for databases and other infrastructure, the
 * upper half for workloads. Every share has room for four zones, so adding a zone or an application moves nothing.
 *
 * Public subnets hold load balancers and nothing else, except that zonal NAT gateways stand in public subnets of their
 * own. Load balancer subnets belong to the applications that use them. Nothing gets a public address by itself, and the
 * default security group admits nothing.
 */
export class Network extends pulumi.ComponentResource {
  /** Id of the VPC. */
  public readonly vpcId!: pulumi.Output<string>;
  /** All addresses of the VPC. */
  public readonly vpcCidrBlock!: pulumi.Output<string>;
  /** The block that load balancer subnets are cut from, four /27 for each slot. */
  public readonly albCidrBlock!: pulumi.Output<string>;
  /** Nodes and pods: the only addresses that pods can have. */
  public readonly workloadCidrBlock!: pulumi.Output<string>;
  /** Databases. */
  public readonly dataCidrBlock!: pulumi.Output<string>;
  /** Interface VPC endpoints. */
  public readonly endpointsCidrBlock!: pulumi.Output<string>;
  /** Network interfaces of the EKS control plane. */
  public readonly controlPlaneCidrBlock!: pulumi.Output<string>;
  /** The zones, in the order in which they were given. */
  public readonly availabilityZones!: pulumi.Output<string[]>;
  /** The region of the zones. */
  public readonly region!: pulumi.Output<string>;
  /** Subnets for nodes and pods, in the order of the zones. */
  public readonly workloadSubnetIds!: pulumi.Output<string[]>;
  /** Subnets for the EKS control plane, in the order of the zones. */
  public readonly controlPlaneSubnetIds!: pulumi.Output<string[]>;
  /** Subnets for databases, in the order of the zones. They have no way to the internet. */
  public readonly dataSubnetIds!: pulumi.Output<string[]>;
  /** Name of the RDS subnet group over the data subnets. */
  public readonly databaseSubnetGroupName!: pulumi.Output<string>;
  /** Subnets of the shared load balancer, in the order of the zones. Empty without one. */
  public readonly sharedAlbSubnetIds!: pulumi.Output<string[]>;
  /** The route table with the internet gateway, for load balancer subnets only. */
  public readonly publicRouteTableId!: pulumi.Output<string>;
  /** The private route table of each zone. */
  public readonly privateRouteTableIds!: pulumi.Output<Record<string, string>>;
  /** How many slots the load balancer block has; slot 0 is the shared load balancer's. */
  public readonly albSlots!: pulumi.Output<number>;

  constructor(name: string, args: NetworkArgs, opts?: pulumi.ComponentResourceOptions) {
    throwIssues(`Network "${name}"`, findNetworkIssues(name, args));
    super(ComponentType.Network, name, knownArgs(args), opts);
    const plan = planNetwork(args);
    const scope = openVpc({ name, parent: this, tags: args.tags }, plan.addresses.vpc);
    const subnets = createSubnets(scope, plan.subnets);
    const natGateways = createNatGateways(scope, plan.routes.natGateways, subnets);
    const targets = listRouteTargets(scope, natGateways);
    const tables = createRouteTables(scope, plan.routes.tables, targets);
    const subnetIds = connectSubnets(scope, plan.subnets, subnets, tables);
    const databaseSubnetGroup = createDatabaseSubnetGroup(scope, plan, subnetIds);
    createS3Endpoint(scope, plan, tables);
    createInterfaceEndpoints(scope, plan, subnetIds);
    createFlowLogs(scope, plan.flowLogs);
    const created = { vpc: scope.vpc, tables, subnetIds, databaseSubnetGroup };
    const outputs = collectNetworkOutputs(plan, created);
    refs.set(this, buildNetworkRef(plan, created));
    assignOutputs<Network>(this, outputs);
    this.registerOutputs({ ...outputs, facts: versioned(describeNetwork(plan)) });
  }

  /** What an application needs to cut its load balancer subnets from this network. */
  public ref(): NetworkRef {
    return refs.get(this);
  }
}
