import * as pulumi from "@pulumi/pulumi";
import { PLATFORM_REF_VERSION } from "../../contract/formats.js";
import type { IsolationMode } from "../../contract/isolation-mode.js";
import type { AddressFacts } from "../../contract/address-facts.js";
import type { SharedLoadBalancerArgs } from "../shared/shared-load-balancer.js";

/** Load balancer subnets that several applications share. */
export interface SharedAlbRef {
  /** Subnet ids, one per zone. */
  subnetIds: pulumi.Input<pulumi.Input<string>[]>;
  /** Their CIDR blocks, in the same order. */
  cidrBlocks: string[];
  /** What all who share it have in common. */
  settings?: SharedLoadBalancerArgs;
}

/** What an application needs to cut its load balancer subnets. */
export interface NetworkRef {
  /** The VPC that holds the platform. */
  vpcId: pulumi.Input<string>;
  /** The block that load balancer subnets are cut from, four /27 for each slot. */
  albCidrBlock: string;
  /** Zones in the order in which they were added; the position decides the address. */
  availabilityZones: string[];
  /** The route table with the internet gateway. */
  publicRouteTableId: pulumi.Input<string>;
  /** The private route table of each zone. */
  privateRouteTableIds: Record<string, pulumi.Input<string>>;
  /** The DB subnet group of the data subnets, for databases of your own. */
  databaseSubnetGroupName: pulumi.Input<string>;
  /** Slot 0, when the platform offers a shared load balancer. */
  sharedAlb?: SharedAlbRef;
}

/** The cluster, as AWS knows it. */
export interface EksRef {
  /** Name of the EKS cluster. */
  clusterName: pulumi.Input<string>;
  /** Its ARN: the roles of applications are bound to it. */
  clusterArn: pulumi.Input<string>;
  /** Security group of nodes and pods. */
  securityGroupId: pulumi.Input<string>;
  /** Principals (ARNs) that have an access entry of the cluster already. Default: none. */
  accessPrincipalArns?: pulumi.Input<string>[];
}

/** An application that the platform's own program holds, so that others do not take its name or slot. */
export interface ApplicationSlot {
  /** Its namespace. */
  application: string;
  /** Its slot in the block of load balancer subnets, when it has one. */
  albSlot?: number;
  /** The host names that it answers for. */
  hosts?: string[];
}

/**
 * What an AppNamespace needs to know of the platform: a plain record that survives a stack output.
 *
 * What shapes an application's plan is plain; ids only flow through.
 */
export interface PlatformRef {
  /** Version of this record's format. */
  formatVersion: number;
  /** Name of the platform. */
  platform: string;
  /** Whether policies are enforced or staged. */
  mode: IsolationMode;
  /** Namespaces that no application may be named after. */
  systemNamespaces: string[];
  /** The addresses around the pods. */
  addressFacts: AddressFacts;
  /** The VPC; absent on a cluster outside AWS. */
  network?: NetworkRef;
  /** The EKS cluster; absent on a cluster outside AWS. */
  eks?: EksRef;
  /** Applications that are taken. */
  applications?: ApplicationSlot[];
}

/** The output of a platform's stack that holds its record. */
const PLATFORM_OUTPUT = "platform";

/** What the output holds instead of a record of this format. */
function describeOutput(output: unknown): string {
  if (output === undefined || output === null) return "found nothing";
  const version = (output as Partial<PlatformRef>).formatVersion;
  return version === undefined ? "found another value" : `found format ${version}`;
}

async function fromStack(stack: string, opts?: pulumi.CustomResourceOptions): Promise<PlatformRef> {
  const reference = new pulumi.StackReference(stack, {}, opts);
  const details = await reference.getOutputDetails(PLATFORM_OUTPUT);
  const output = (details.value ?? details.secretValue) as PlatformRef | undefined;
  if (output?.formatVersion === PLATFORM_REF_VERSION) return output;
  const seen = describeOutput(output);
  throw new Error(
    `stack ${stack}, output "${PLATFORM_OUTPUT}": expected a platform record of format ${PLATFORM_REF_VERSION}, ${seen}`,
  );
}

/** Reads a platform's record, for applications in a program of their own. */
export const PlatformRef = {
  /**
   * The record that a platform's stack exports as `platform`.
   *
   * @param stack The stack's full name, `organization/project/stack`.
   * @throws Error when the stack exports no such record, or one of another format.
   */
  fromStack,
};
