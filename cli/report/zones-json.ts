import type { AddressRange, Zone, ZoneMap } from "../../prover/index.js";

/** A range with its ends as decimal numbers, which JSON has no room for. */
interface RangeJson {
  readonly version: 4 | 6;
  readonly first: string;
  readonly last: string;
  readonly text: string;
}

type ZoneJson = Omit<Zone, "ranges"> & { readonly ranges: readonly RangeJson[] };

/** The zones of a plan, as JSON. */
export interface ZonesJson {
  readonly zones: readonly ZoneJson[];
  readonly vpc: readonly RangeJson[];
  readonly pods: readonly RangeJson[];
}

function rangeJson({ version, first, last, text }: AddressRange): RangeJson {
  return { version, first: String(first), last: String(last), text };
}

function addressRange({ version, first, last, text }: RangeJson): AddressRange {
  return { version, first: BigInt(first), last: BigInt(last), text };
}

export function zonesJson({ zones, vpc, pods }: ZoneMap): ZonesJson {
  return {
    zones: zones.map((zone) => ({ ...zone, ranges: zone.ranges.map(rangeJson) })),
    vpc: vpc.map(rangeJson),
    pods: pods.map(rangeJson),
  };
}

export function zonesOfJson({ zones, vpc, pods }: ZonesJson): ZoneMap {
  return {
    zones: zones.map((zone) => ({ ...zone, ranges: zone.ranges.map(addressRange) })),
    vpc: vpc.map(addressRange),
    pods: pods.map(addressRange),
  };
}
