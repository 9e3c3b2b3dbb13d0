import { groupBy } from "../../basics/group-by.js";
import { byText } from "../../basics/json.js";
import { TrafficSet, type ObjectRef } from "../../prover/index.js";
import { cellKey, computeMatrix, peerKey, type MatrixCell } from "../proof/matrix.js";
import type { OpenedWorld } from "../proof/opened-world.js";
import { resourceChanges, type ResourceChanges } from "./resource-changes.js";

/** Traffic between two peers that is there on one side only. */
export type ChangedCell = MatrixCell;

/** Objects by kind, namespace and name. */
export type ObjectName = Pick<ObjectRef, "apiVersion" | "kind" | "namespace" | "name">;

/** What the new manifests do to the old ones. */
export interface Differences {
  /** What cannot be excluded any more. */
  readonly opened: readonly ChangedCell[];
  /** What cannot pass any more. */
  readonly closed: readonly ChangedCell[];
  readonly namespaces: Change<string>;
  readonly zones: Change<string>;
  readonly objects: ObjectChange;
  /** Not there unless both are plans. */
  readonly resources: ResourceChanges | undefined;
}

export interface Change<Item> {
  readonly added: readonly Item[];
  readonly removed: readonly Item[];
}

export interface ObjectChange extends Change<ObjectName> {
  readonly changed: readonly ObjectName[];
}

/** What is open in `after` beyond what is open in `before`. */
function beyond(before: readonly MatrixCell[], after: readonly MatrixCell[]): ChangedCell[] {
  const known = new Map(before.map((cell) => [cellKey(cell), cell.traffic]));
  return after
    .map((cell) => {
      const traffic = cell.traffic.minus(known.get(cellKey(cell)) ?? TrafficSet.nothing);
      return { ...cell, traffic };
    })
    .filter(({ traffic }) => !traffic.isEmpty)
    .sort((left, right) => byText(cellKey(left), cellKey(right)));
}

function compareNames(before: readonly string[], after: readonly string[]): Change<string> {
  return {
    added: after.filter((each) => !before.includes(each)).sort(byText),
    removed: before.filter((each) => !after.includes(each)).sort(byText),
  };
}

function objectKey({ kind, namespace, name }: ObjectName): string {
  return JSON.stringify([kind, namespace ?? "", name]);
}

function objectsIn({ input }: OpenedWorld) {
  return new Map(input.read.objects.map((object) => [objectKey(object.ref), object]));
}

/** The same content in the same order of fields at every level. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([left], [right]) => byText(left, right));
  return Object.fromEntries(entries.map(([key, each]) => [key, canonical(each)]));
}

function contentKey(content: unknown): string {
  return JSON.stringify(canonical(content));
}

function objectChange(before: OpenedWorld, after: OpenedWorld): ObjectChange {
  const [old, fresh] = [objectsIn(before), objectsIn(after)];
  const names = [...new Set([...old.keys(), ...fresh.keys()])].sort(byText);
  const groups = groupBy(names, (key) => {
    const [was, is] = [old.get(key), fresh.get(key)];
    if (was === undefined) return "added";
    if (is === undefined) return "removed";
    return contentKey(was.content) === contentKey(is.content) ? "same" : "changed";
  });
  const listed = (group: "added" | "removed" | "changed"): ObjectName[] =>
    (groups.get(group) ?? []).flatMap((key) => (fresh.get(key) ?? old.get(key))?.ref ?? []);
  return { added: listed("added"), removed: listed("removed"), changed: listed("changed") };
}

function planChanges(before: OpenedWorld, after: OpenedWorld): ResourceChanges | undefined {
  const [old, fresh] = [before.input.plans[0], after.input.plans[0]];
  if (old === undefined || fresh === undefined) return undefined;
  return resourceChanges(old.plan, fresh.plan);
}

/** Compares what is open between namespaces and around them. Between two that are not there, nothing is. */
export function findDifferences(before: OpenedWorld, after: OpenedWorld): Differences {
  const [old, fresh] = [before, after].map(({ world, zones }) => computeMatrix(world, zones).cells);
  const zoneNames = ({ zones }: OpenedWorld) => zones.zones.map(({ name }) => name);
  return {
    opened: beyond(old ?? [], fresh ?? []),
    closed: beyond(fresh ?? [], old ?? []),
    namespaces: compareNames(before.world.namespaces, after.world.namespaces),
    zones: compareNames(zoneNames(before), zoneNames(after)),
    objects: objectChange(before, after),
    resources: planChanges(before, after),
  };
}

/** Peers of changed cells, each once. */
export function changedPeers(cells: readonly ChangedCell[]): ChangedCell["from"][] {
  const peers = cells.flatMap(({ from, to }) => [from, to]);
  return [...new Map(peers.map((peer) => [peerKey(peer), peer])).values()];
}
