import type { SettledApplication } from "../contract/application.js";
import type { AccessFacts, StorageFacts } from "../contract/component-facts.js";
import { ComponentType } from "../contract/component-type.js";
import { findRegistered } from "./registered.js";
import type { ResourceGraph } from "./resource-graph.js";

/** Objects in S3 that an application's pods may use, as declared. */
export interface StorageEntry {
  readonly name: string;
  /** ARN of the bucket. */
  readonly bucket: string;
  readonly prefix: string;
  readonly access: string;
  /** ARN of the key that the roles may use; null without one. */
  readonly kmsKey: string | null;
  /** Principals (ARNs) who may write to the prefix, and nothing else. */
  readonly publishers: readonly string[];
}

/** Principals (ARNs) who may use an application's namespace, as ApplicationAccess of this program declares. */
export interface AccessLists {
  readonly view: readonly string[];
  readonly edit: readonly string[];
  readonly deploy: readonly string[];
}

export function describeStorage(storage: StorageFacts): StorageEntry {
  const { name, bucketArn, prefix, access, kmsKeyArn, publishers } = storage;
  return { name, bucket: bucketArn, prefix, access, kmsKey: kmsKeyArn ?? null, publishers };
}

/** What each ApplicationAccess says about one application. */
function grantsFor(graph: ResourceGraph, application: string): AccessFacts[] {
  return findRegistered(graph.resources, ComponentType.ApplicationAccess).flatMap(
    ({ facts }) => facts.applications[application] ?? [],
  );
}

export function findAccess(graph: ResourceGraph, application: string): AccessLists {
  const lists = grantsFor(graph, application);
  const all = (role: keyof AccessLists): string[] => lists.flatMap((each) => each[role]);
  return { view: all("view"), edit: all("edit"), deploy: all("deploy") };
}

/** Names of databases whose security group an application names and no ApplicationAccess of this program opens. */
export function findUnopenedDatabases(
  graph: ResourceGraph,
  { name, databases }: SettledApplication,
): string[] {
  const opened = grantsFor(graph, name).flatMap(({ openedDatabases }) => openedDatabases);
  return databases
    .filter(({ securityGroup }) => securityGroup)
    .map((database) => database.name)
    .filter((each) => !opened.includes(each));
}
