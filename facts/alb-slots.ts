import { addressCountOf, blockIndexOf, type AddressEntry } from "./addresses.js";
import { listOf, numberOf, objectOf, textOf } from "../basics/json.js";
import type { ResourceGraph } from "./resource-graph.js";
import { Component } from "./type-tokens.js";

/** How much of the block of load balancer subnets is taken. */
export interface AlbSlots {
  readonly block: string;
  readonly total: number;
  /** In order, with slot 0, which belongs to the platform's shared load balancer. */
  readonly used: readonly number[];
  /** The slot that the next application should name; null when all are taken. */
  readonly next: number | null;
}

/** Four /27: one for each zone that a slot can have. */
const SLOT_PREFIX_LENGTH = 25;

/** Slot 0 is never an application's own. */
const SHARED_SLOT = 0;

function albBlockOf(graph: ResourceGraph): string | undefined {
  const networks = graph.ofType(Component.Network).map(({ outputs }) => outputs.albCidrBlock);
  const references = graph
    .ofType(Component.AppNamespace)
    .map(({ inputs }) => objectOf(objectOf(inputs.platform).network).albCidrBlock);
  return [...networks, ...references].map(textOf).find(Boolean);
}

/** Slots that the platform's record names: those of applications in its own program. */
function claimedSlots(graph: ResourceGraph): (number | undefined)[] {
  return graph
    .ofType(Component.AppNamespace)
    .flatMap(({ inputs }) => [
      inputs.albSlot,
      ...listOf(objectOf(inputs.platform).applications).map((taken) => objectOf(taken).albSlot),
    ])
    .map(numberOf);
}

/** Nothing for a program that neither has a Network nor an application on one. */
export function albSlotsOf(
  graph: ResourceGraph,
  addresses: readonly AddressEntry[],
): AlbSlots | undefined {
  const block = albBlockOf(graph);
  if (block === undefined || addressCountOf(block) === 0) return undefined;
  const total = addressCountOf(block) / 2 ** (32 - SLOT_PREFIX_LENGTH);
  const seen = addresses.map(({ cidr }) => blockIndexOf(block, cidr, SLOT_PREFIX_LENGTH));
  const taken = new Set(
    [SHARED_SLOT, ...seen, ...claimedSlots(graph)].filter((slot) => slot !== undefined),
  );
  const next = Array.from({ length: total }, (_, slot) => slot).find((slot) => !taken.has(slot));
  return {
    block,
    total,
    used: [...taken].sort((left, right) => left - right),
    next: next ?? null,
  };
}
