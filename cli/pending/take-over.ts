import { nameInUrn } from "../../recorder/index.js";
import type { JsonMap } from "../../basics/json.js";
import { suggestion } from "../../basics/nearest.js";
import { writeExport, type ExportedState, type PendingOperation } from "./exported-state.js";

const CREATING = "creating";

/** Somebody looked: a resource that was being created exists, and has this id. */
export interface Existing {
  /** Its URN, or its name where no other has it. */
  readonly resource: string;
  readonly id: string;
}

export function creationsIn({ pending }: ExportedState): PendingOperation[] {
  return pending.filter(({ type }) => type === CREATING);
}

/** The creation that is meant; what else it could be in words. */
function meantBy(
  { resource }: Existing,
  creations: readonly PendingOperation[],
): PendingOperation | string {
  const fitting = creations.filter(({ urn }) => urn === resource || nameInUrn(urn) === resource);
  const [first, ...others] = fitting;
  if (first === undefined) {
    const names = creations.map(({ urn }) => nameInUrn(urn));
    return `${resource}: nothing of that name was being created.${suggestion(resource, names)}`;
  }
  if (others.length === 0) return first;
  const urns = fitting.map(({ urn }) => `\n  ${urn}`).join("");
  return `${resource}: ${fitting.length} of that name were being created; say which:${urns}`;
}

function findProblem(
  { urn }: PendingOperation,
  { resources }: ExportedState,
  taken: readonly { readonly operation: PendingOperation }[],
): string | undefined {
  if (taken.filter(({ operation }) => operation.urn === urn).length > 1) {
    return `${nameInUrn(urn)}: has two ids.`;
  }
  if (resources.some((resource) => resource.urn === urn && resource.delete !== true)) {
    return (
      `${nameInUrn(urn)}: was to replace one that the state still has. Delete the new one by hand, and let ` +
      `"pulumi refresh --clear-pending-creates" forget it.`
    );
  }
  return undefined;
}

/**
 * The state with these as resources of it; other pending creations stay pending.
 *
 * @throws Error with everything that does not fit.
 */
export function takeOver(state: ExportedState, existing: readonly Existing[]): string {
  const creations = creationsIn(state);
  const meant = existing.map((each) => ({ id: each.id, operation: meantBy(each, creations) }));
  const unclear = meant.flatMap(({ operation }) =>
    typeof operation === "string" ? [operation] : [],
  );
  const taken = meant.flatMap(({ id, operation }) =>
    typeof operation === "string" ? [] : [{ id, operation }],
  );
  const wrong = taken.flatMap(({ operation }) => findProblem(operation, state, taken) ?? []);
  const problems = [...new Set([...unclear, ...wrong])];
  if (problems.length > 0) throw new Error(problems.join("\n"));
  const added = taken.map(({ id, operation }): JsonMap => ({ ...operation.resource, id }));
  const done = new Set(taken.map(({ operation }) => operation));
  return writeExport(
    state,
    [...state.resources, ...added],
    state.pending.filter((operation) => !done.has(operation)),
  );
}
