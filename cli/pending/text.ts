import { plural } from "../../basics/counts.js";
import { objectOf, textOf, type JsonMap } from "../../basics/json.js";
import { nameInUrn } from "../../recorder/index.js";
import type { ExportedState, PendingOperation } from "./exported-state.js";
import { creationsIn } from "./take-over.js";

/** Inputs whose values, with colons between them, are the id. */
const ID_INPUTS: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": ["name"],
  "aws:cloudwatch/logGroup:LogGroup": ["name"],
  "aws:kms/alias:Alias": ["name"],
  "aws:eks/cluster:Cluster": ["name"],
  "aws:eks/nodeGroup:NodeGroup": ["clusterName", "nodeGroupName"],
  "aws:eks/addon:Addon": ["clusterName", "addonName"],
  "aws:eks/accessEntry:AccessEntry": ["clusterName", "principalArn"],
};

/** The id that it has if it exists, where its inputs say so. */
function knownId({ type, inputs }: JsonMap): string | undefined {
  const names = ID_INPUTS[textOf(type) ?? ""];
  const values = names?.map((name) => textOf(objectOf(inputs)[name]));
  return values?.every((value) => value !== undefined) === true ? values.join(":") : undefined;
}

/** Its tag `Name`, by which it is found in AWS where ids say nothing. */
function nameTag({ inputs }: JsonMap): string | undefined {
  return textOf(objectOf(objectOf(inputs).tags).Name);
}

/** How one finds out whether it exists. */
function whereToLook({ resource }: PendingOperation): string {
  const type = textOf(resource.type) ?? "";
  if (type.startsWith("kubernetes:")) return "in Kubernetes: the next up takes it over by itself";
  const id = knownId(resource);
  if (id !== undefined) return `its id, if it exists: ${id}`;
  const name = nameTag(resource);
  return name === undefined ? "look for what its inputs say" : `its tag Name: ${name}`;
}

function operationLines(operation: PendingOperation): string[] {
  const type = textOf(operation.resource.type) ?? "";
  return [`  ${nameInUrn(operation.urn)}`, `      ${type}`, `      ${whereToLook(operation)}`];
}

/** What is to be looked up, in words. */
export function pendingText(state: ExportedState): string {
  const creations = creationsIn(state);
  const others = state.pending.length - creations.length;
  const rest =
    others === 0 ? [] : ["", `${plural(others, "other operation")}: pulumi refresh finds out.`];
  if (creations.length === 0) return ["Nothing was being created.", ...rest, ""].join("\n");
  return [
    `${plural(creations.length, "resource was", "resources were")} being created, and may exist:`,
    "",
    ...creations.flatMap(operationLines),
    ...rest,
    "",
  ].join("\n");
}
