import { albSlotCount, SHARED_ALB_SLOT, SLOT_PREFIX_LENGTH } from "../contract/alb-slots.js";
import { ComponentType } from "../contract/component-type.js";
import { findBlockIndex, type AddressEntry } from "./addresses.js";
import { findRegistered } from "./registered.js";
import type { ResourceGraph } from "./resource-graph.js";

/** How much of the block of load balancer subnets is taken. */
export interface AlbSlots {
  readonly block: string;
  readonly total: number;
  /** In order, with slot 0, which belongs to the platform's shared load balancer. */
  readonly used: readonly number[];
  /** The slot that the next application should name; null when all are taken. */
  readonly next: number | null;
}

function findAlbBlock(graph: ResourceGraph): string | undefined {
  const networks = findRegistered(graph.resources, ComponentType.Network);
  const applications = findRegistered(graph.resources, ComponentType.AppNamespace);
  return [
    ...networks.map(({ facts }) => facts.albCidrBlock),
    ...applications.map(({ facts }) => facts.platform.network?.albCidrBlock),
  ].find((block) => block !== undefined);
}

/** Slots of the program's applications, and those that the platform's record names: of the platform's own program. */
function claimedSlots(graph: ResourceGraph): (number | undefined)[] {
  return findRegistered(graph.resources, ComponentType.AppNamespace).flatMap(
    ({ facts: { application, platform } }) => [
      application.albSlot,
      ...platform.applications.map(({ albSlot }) => albSlot),
    ],
  );
}

/** Nothing for a program that neither has a Network nor an application on one. */
export function findAlbSlots(
  graph: ResourceGraph,
  addresses: readonly AddressEntry[],
): AlbSlots | undefined {
  const block = findAlbBlock(graph);
  if (block === undefined) return undefined;
  const total = albSlotCount(block);
  const seen = addresses.map(({ cidr }) => findBlockIndex(block, cidr, SLOT_PREFIX_LENGTH));
  const taken = new Set(
    [SHARED_ALB_SLOT, ...seen, ...claimedSlots(graph)].filter((slot) => slot !== undefined),
  );
  const next = Array.from({ length: total }, (_, slot) => slot).find((slot) => !taken.has(slot));
  return {
    block,
    total,
    used: [...taken].sort((left, right) => left - right),
    next: next ?? null,
  };
}
