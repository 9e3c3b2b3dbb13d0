import {
  type AddressRange,
  common,
  covers,
  meet,
  networks,
  rangesText,
  subtractRanges,
  type Zone,
  type ZoneMap,
} from "../../prover/index.js";
import type { ApplicationFacts } from "./application-facts.js";

/** A zone, or the part of it that holds some databases. */
export interface ZonePiece extends Zone {
  /** The name of the zone. */
  readonly of: string;
}

/**
 * Cuts the zones by the addresses of declared databases: an application that may reach some addresses of a zone must
 * not reach the others.
 */
export function cutZones(
  { zones }: ZoneMap,
  applications: readonly ApplicationFacts[],
): ZonePiece[] {
  const blocks = applications.flatMap(({ databases }) => databases.map(databaseRanges));
  const distinct = new Map(blocks.map((ranges) => [rangesText(ranges), ranges]));
  return zones.flatMap((zone) => {
    let pieces: readonly (readonly AddressRange[])[] = [zone.ranges];
    for (const block of distinct.values()) {
      pieces = pieces.flatMap((ranges) => split(ranges, block));
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

/** The ranges inside the block and those outside, without empty ones. */
function split(
  ranges: readonly AddressRange[],
  block: readonly AddressRange[],
): (readonly AddressRange[])[] {
  if (!meet(ranges, block)) return [ranges];
  return [common(ranges, block), subtractRanges(ranges, block)].filter(({ length }) => length > 0);
}

/** Every zone is compared with the databases of every application, so networks are parsed once. */
const known = new WeakMap<readonly string[], readonly AddressRange[]>();

export function databaseRanges({
  cidrBlocks,
}: ApplicationFacts["databases"][number]): readonly AddressRange[] {
  const ranges = known.get(cidrBlocks) ?? networks(...cidrBlocks);
  known.set(cidrBlocks, ranges);
  return ranges;
}

/** Ports of the application's databases in this piece. */
export function databasePorts({ databases }: ApplicationFacts, { ranges }: ZonePiece): number[] {
  return databases
    .filter((database) => covers(databaseRanges(database), ranges))
    .map(({ port }) => port);
}
