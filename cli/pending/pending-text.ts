import { nameInUrn } from "../../recorder/index.js";
import { textOf } from "../../basics/json.js";
import { plural } from "../../basics/counts.js";
import type { ExportedState, PendingOperation } from "./exported-state.js";
import { knownId, nameTag } from "./known-id.js";
import { creationsIn } from "./take-over.js";

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
