import type { ApplicationEntry } from "../../facts/applications.js";
import { findUnopenedDatabases, type StorageEntry } from "../../facts/grants.js";
import { findRegistered } from "../../facts/registered.js";
import { UNKNOWN_MARK } from "../../basics/json.js";
import { ComponentType } from "../../contract/component-type.js";
import type { ResourceCheck, ResourceHit } from "./resource-check.js";

/** The component ApplicationAccess creates the rules of security groups, for all applications. */
export const closedDatabase: ResourceCheck = {
  code: "closed-database",
  severity: "warning",
  title: "A database whose security group does not admit the pods of an application that uses it",
  why: "The policies let the traffic out, and the security group drops it.",
  fix: "Add the application and its databases to ApplicationAccess, or create the rule yourself and leave securityGroupId out.",
  find: ({ graph }) =>
    findRegistered(graph.resources, ComponentType.AppNamespace).flatMap(({ resource, facts }) => {
      const application = facts.application.name;
      return findUnopenedDatabases(graph, facts.application).map((name) => ({
        subject: `${application} → database ${name}`,
        resource: resource.urn,
        message: `${application} names the security group of ${name}, and this program does not admit its pods there.`,
        fix: `Add ${application} and its databases to ApplicationAccess, or create the rule yourself and leave securityGroupId out.`,
      }));
    }),
};

interface Use {
  readonly application: ApplicationEntry;
  readonly storage: StorageEntry;
}

function overlap(left: StorageEntry, right: StorageEntry): boolean {
  if (left.bucket !== right.bucket || left.bucket === UNKNOWN_MARK) return false;
  return left.prefix.startsWith(right.prefix) || right.prefix.startsWith(left.prefix);
}

/** Names the pods that write, or the people who publish. */
function describeWriters({ application, storage }: Use): string {
  const { application: name } = application;
  return storage.access === "read-write" ? name : `a publisher of ${name}`;
}

function isWritten({ storage }: Use): boolean {
  return storage.access === "read-write" || storage.publishers.length > 0;
}

function sharedFinding(writer: Use, other: Use): ResourceHit {
  const place = `${writer.storage.bucket}/${writer.storage.prefix}`;
  const [from, to] = [writer.application.application, other.application.application];
  return {
    subject: `${from} → ${to}`,
    resource: writer.application.resource,
    message:
      `${describeWriters(writer)} may write ${place}, and ${to} uses ${other.storage.prefix || "the whole bucket"} of the same bucket: ` +
      "what the one writes reaches the other past every network policy.",
  };
}

export const sharedStorage: ResourceCheck = {
  code: "shared-storage",
  severity: "note",
  title: "Two applications that use the same objects of a bucket",
  why: "What the one writes reaches the other past every network policy.",
  fix: "Give each application a prefix of its own, unless the two exchange these objects on purpose.",
  find: ({ applications }) => {
    const all = applications.flatMap((application) =>
      application.storage.map((storage): Use => ({ application, storage })),
    );
    return all
      .filter(isWritten)
      .flatMap((writer) =>
        all
          .filter(
            (other) =>
              other.application !== writer.application && overlap(writer.storage, other.storage),
          )
          .map((other) => sharedFinding(writer, other)),
      );
  },
};
