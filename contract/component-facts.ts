import type { AddressFacts, NodeLocalDns } from "./address-facts.js";
import type { SettledApplication } from "./application.js";
import type { ComponentType } from "./component-type.js";
import type { IsolationMode } from "./isolation-mode.js";
import type { StorageAccess } from "./storage-access.js";

/*
 * What components decided, as they register it under `facts` beside their outputs: every default settled, nothing
 * secret, and of ids only those that are known before `up`.
 */

/** The version of these records. */
export const FACTS_VERSION = 1;

/** The subnets that several applications share. */
export interface SharedAlbFacts {
  readonly cidrBlocks: readonly string[];
  /** Ids; empty in the program that creates the subnets. */
  readonly subnetIds: readonly string[];
}

/** The VPC as applications see it. */
export interface PlatformNetworkFacts {
  readonly albCidrBlock: string;
  readonly availabilityZones: readonly string[];
  /** Ids of route tables; absent in the program that creates them. */
  readonly publicRouteTableId?: string;
  readonly privateRouteTableIds: readonly string[];
  readonly sharedAlb?: SharedAlbFacts;
}

/** An application of the platform's own program. */
export interface TakenSlot {
  readonly application: string;
  readonly albSlot?: number;
}

export interface PlatformFacts {
  readonly platform: string;
  readonly mode: IsolationMode;
  readonly systemNamespaces: readonly string[];
  readonly addressFacts: AddressFacts;
  /** Absent outside AWS. */
  readonly network?: PlatformNetworkFacts;
  readonly applications: readonly TakenSlot[];
}

export interface NetworkFacts {
  readonly region: string;
  readonly availabilityZones: readonly string[];
  readonly cidrBlock: string;
  readonly albCidrBlock: string;
  /** How many slots the block of load balancer subnets has. */
  readonly albSlots: number;
}

export interface BaselineFacts {
  readonly mode: IsolationMode;
  /** Every namespace that the rules for applications leave out. */
  readonly systemNamespaces: readonly string[];
  readonly albCidrBlocks: readonly string[];
  readonly closeUnmanagedNamespaces: boolean;
  /** User names that write pod addresses. */
  readonly cniUsers: readonly string[];
  readonly nodeLocalDns?: NodeLocalDns;
  readonly startupTaint?: string;
}

/** Objects in S3 that an application's pods may use. Another resource may put out the ARNs. */
export interface StorageFacts<Arn = string> {
  readonly name: string;
  readonly bucketArn: Arn;
  readonly prefix: string;
  readonly access: StorageAccess;
  readonly kmsKeyArn?: Arn;
  /** Principals that write to the prefix, and nothing else. */
  readonly publishers: readonly Arn[];
}

export interface AppNamespaceFacts<Arn = string> {
  readonly platform: PlatformFacts;
  readonly application: SettledApplication;
  readonly storage: readonly StorageFacts<Arn>[];
}

/** What one application gets on the side of AWS. */
export interface AccessFacts {
  /** Principals (ARNs) by role. */
  readonly view: readonly string[];
  readonly edit: readonly string[];
  readonly deploy: readonly string[];
  /** Names of databases whose security group lets the pods in. */
  readonly openedDatabases: readonly string[];
}

export interface ApplicationAccessFacts {
  readonly applications: Readonly<Record<string, AccessFacts>>;
}

/** The record of each component that registers one. */
export interface ComponentFacts {
  readonly [ComponentType.Platform]: PlatformFacts;
  readonly [ComponentType.Network]: NetworkFacts;
  readonly [ComponentType.IsolationBaseline]: BaselineFacts;
  readonly [ComponentType.AppNamespace]: AppNamespaceFacts;
  readonly [ComponentType.ApplicationAccess]: ApplicationAccessFacts;
}

/** A record as it is registered. */
export type Versioned<Facts> = Facts & { readonly version: typeof FACTS_VERSION };

export function versioned<Facts extends object>(facts: Facts): Versioned<Facts> {
  return { version: FACTS_VERSION, ...facts };
}
