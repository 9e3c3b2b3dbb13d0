import { applicationNameOf, egressOf } from "./declarations.js";
import { listOf, objectOf, textOf, textsOf, UNKNOWN, type Json } from "../basics/json.js";
import type { GraphResource, ResourceGraph } from "./resource-graph.js";
import { Component } from "./type-tokens.js";

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

function storageEntryOf(entry: Json): StorageEntry {
  const { name, bucketArn, prefix, access, kmsKeyArn, publishers } = objectOf(entry);
  return {
    name: textOf(name) ?? UNKNOWN,
    bucket: textOf(bucketArn) ?? UNKNOWN,
    prefix: textOf(prefix) ?? UNKNOWN,
    access: textOf(access) ?? UNKNOWN,
    kmsKey: textOf(kmsKeyArn) ?? null,
    publishers: textsOf(publishers),
  };
}

export function storageOf({ inputs }: GraphResource): StorageEntry[] {
  return listOf(inputs.storage).map(storageEntryOf);
}

/** What each ApplicationAccess says about one application. */
function declaredFor(graph: ResourceGraph, application: string): ReturnType<typeof objectOf>[] {
  return graph
    .ofType(Component.ApplicationAccess)
    .map(({ inputs }) => objectOf(objectOf(inputs.applications)[application]));
}

export function accessOf(graph: ResourceGraph, application: string): AccessLists {
  const lists = declaredFor(graph, application).map(({ access }) => objectOf(access));
  const all = (role: keyof AccessLists): string[] => lists.flatMap((each) => textsOf(each[role]));
  return { view: all("view"), edit: all("edit"), deploy: all("deploy") };
}

/** Names of databases whose security group an application names and no ApplicationAccess of this program opens. */
export function unopenedDatabasesOf(graph: ResourceGraph, component: GraphResource): string[] {
  const withGroup = (databases: Json | undefined): string[] =>
    listOf(databases)
      .map(objectOf)
      .filter(({ securityGroupId }) => textOf(securityGroupId) !== undefined)
      .map(({ name }) => textOf(name) ?? UNKNOWN);
  const opened = declaredFor(graph, applicationNameOf(component)).flatMap(({ databases }) =>
    withGroup(databases),
  );
  return withGroup(egressOf(component).databases).filter((name) => !opened.includes(name));
}
