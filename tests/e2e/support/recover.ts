import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { runBulkhead } from "../../cli/support.js";
import type { Workspace } from "../../../testbed/engine/workspace.js";

export interface Recovery {
  /** Whether the engine died while it wrote the attributes of its state, which a folder as a backend keeps. */
  readonly torn: boolean;
  /** Ids of what was being created and exists. */
  readonly taken: readonly string[];
}

/** The id of what has this URN, if it exists: what people look up at AWS. */
export type LookUp = (urn: string) => string | undefined;

/** What docs/operations.md tells people to do after an interruption. */
export async function recover(workspace: Workspace, idOf?: LookUp): Promise<Recovery> {
  const torn = await unlock(workspace);
  const taken = idOf === undefined ? [] : await takeOver(workspace, idOf);
  await workspace.demand("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
  return { torn, taken };
}

async function takeOver(workspace: Workspace, idOf: LookUp): Promise<string[]> {
  const { pending_operations: pending = [] } = await workspace.deployment();
  const existing = pending.flatMap(({ type, resource: { urn } }) => {
    const id = type === "creating" ? idOf(urn) : undefined;
    return id === undefined ? [] : [{ urn, id }];
  });
  if (existing.length === 0) return [];
  const before = path.join(workspace.folder, "state-before.json");
  const after = path.join(workspace.folder, "state-after.json");
  await workspace.demand("stack", "export", "--file", before);
  const exists = existing.flatMap(({ urn, id }) => ["--exists", `${urn}=${id}`]);
  const { status, out, err } = await runBulkhead("pending", before, ...exists);
  assert.equal(status, 0, err);
  writeFileSync(after, out);
  await workspace.demand("stack", "import", "--file", after);
  return existing.map(({ id }) => id);
}

async function unlock(workspace: Workspace): Promise<boolean> {
  const { status, text } = await workspace.run("cancel", "--yes");
  if (status === 0) return false;
  assert.match(text, /failed to load checkpoint: EOF/);
  rmSync(
    path.join(workspace.folder, "state/.pulumi/stacks/bulkhead", `${workspace.stack}.json.attrs`),
  );
  await workspace.demand("cancel", "--yes");
  return true;
}
