import type { AddressRange } from "../model/address-range.js";
import { common, covers, networks, rangesText, without } from "../zones/address-sets.js";
import type { Zone, ZoneMap } from "../zones/zone.js";
import type { ApplicationFacts } from "./application-facts.js";

/** A zone, or the part of it that some databases are in. */
export interface ZonePiece extends Zone {
  /** The name of the zone. */
  readonly of: string;
}

/**
 * Cuts the zones by the addresses of declared databases: an application that may reach some addresses of a zone must
 * still not reach the others.
 */
export function zonePiecesOf(
  { zones }: ZoneMap,
  applications: readonly ApplicationFacts[],
): ZonePiece[] {
  const blocks = applications.flatMap(({ databases }) => databases.map(databaseRanges));
  const distinct = new Map(blocks.map((ranges) => [rangesText(ranges), ranges]));
  return zones.flatMap((zone) => {
    let pieces: readonly (readonly AddressRange[])[] = [zone.ranges];
    for (const block of distinct.values()) {
      pieces = pieces.flatMap((ranges) =>
        [common(ranges, block), without(ranges, block)].filter(({ length }) => length > 0),
      );
    }
    if (pieces.length === 1) return [{ ...zone, of: zone.name }];
    return pieces.map((ranges) => ({
      ...zone,
      of: zone.name,
      name: `${zone.name} ${rangesText(ranges)}`,
      ranges,
    }));
  });
}

export function databaseRanges({ cidrs }: ApplicationFacts["databases"][number]): AddressRange[] {
  return networks(...cidrs);
}

/** Ports of the application's databases in this piece. */
export function databasePorts({ databases }: ApplicationFacts, { ranges }: ZonePiece): number[] {
  return databases
    .filter((database) => covers(databaseRanges(database), ranges))
    .map(({ port }) => port);
}
