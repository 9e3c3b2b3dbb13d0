import { applicationNameOf } from "../../facts/declarations.js";
import type { ApplicationEntry } from "../../facts/applications.js";
import { unopenedDatabasesOf, type StorageEntry } from "../../facts/grants.js";
import { UNKNOWN } from "../../basics/json.js";
import { Component } from "../../facts/type-tokens.js";
import type { Finding, WarningRule } from "./warning.js";

/** The rule of a security group is made once for all applications, by a component of its own. */
export const closedDatabase: WarningRule = {
  code: "closed-database",
  level: "warning",
  find: ({ graph }) =>
    graph.ofType(Component.AppNamespace).flatMap((component) => {
      const application = applicationNameOf(component);
      return unopenedDatabasesOf(graph, component).map((name) => ({
        subject: `${application} → database ${name}`,
        resource: component.urn,
        message: `${application} names the security group of ${name}, and nothing in this program lets the pods in.`,
        fix: `Name ${application} and its databases in ApplicationAccess, or make the rule yourself and leave securityGroupId out.`,
      }));
    }),
};

interface Owned {
  readonly owner: ApplicationEntry;
  readonly storage: StorageEntry;
}

function overlap(left: StorageEntry, right: StorageEntry): boolean {
  if (left.bucket !== right.bucket || left.bucket === UNKNOWN) return false;
  return left.prefix.startsWith(right.prefix) || right.prefix.startsWith(left.prefix);
}

/** Pods that write, or people who publish. */
function writersOf({ owner, storage }: Owned): string {
  const { application } = owner;
  return storage.access === "read-write" ? application : `who publishes for ${application}`;
}

function isWritten({ storage }: Owned): boolean {
  return storage.access === "read-write" || storage.publishers.length > 0;
}

function sharedFinding(writer: Owned, other: Owned): Finding {
  const place = `${writer.storage.bucket}/${writer.storage.prefix}`;
  const [from, to] = [writer.owner.application, other.owner.application];
  return {
    subject: `${from} → ${to}`,
    resource: writer.owner.resource,
    message:
      `${writersOf(writer)} may write ${place}, and ${to} uses ${other.storage.prefix || "the whole bucket"} of the same bucket: ` +
      "what the one writes reaches the other, whatever the network says.",
    fix: "Give each application a prefix of its own, unless they are meant to exchange these objects.",
  };
}

/** Two applications that share objects share what they believe. */
export const sharedStorage: WarningRule = {
  code: "shared-storage",
  level: "note",
  find: ({ applications }) => {
    const all = applications.flatMap((owner) =>
      owner.storage.map((storage): Owned => ({ owner, storage })),
    );
    return all
      .filter(isWritten)
      .flatMap((writer) =>
        all
          .filter((other) => other.owner !== writer.owner && overlap(writer.storage, other.storage))
          .map((other) => sharedFinding(writer, other)),
      );
  },
};
