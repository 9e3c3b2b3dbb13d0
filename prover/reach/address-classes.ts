import type { AddressRange } from "../model/address-range.js";
import type { AddressKnowledge, Endpoint } from "../model/world.js";
import { mergeRanges, type IpVersion, type Span, whereabouts } from "../evaluate/coverage.js";

/** Everything that distinguishes addresses. */
export interface AddressClassFacts {
  readonly version: IpVersion;
  /** The lists of ranges in rules and network sets. */
  readonly lists: readonly (readonly AddressRange[])[];
  readonly endpoints: readonly Endpoint[];
  /** The ranges of address peers. */
  readonly networks: readonly AddressRange[];
  readonly keys: RangeKeys;
}

/** The same text for the same ranges; each list is read once. */
export class RangeKeys {
  private readonly known = new Map<readonly AddressRange[], string>();

  of(ranges: readonly AddressRange[]): string {
    const known =
      this.known.get(ranges) ??
      ranges.map(({ version, first, last }) => `${version}/${first}-${last}`).join();
    this.known.set(ranges, known);
    return known;
  }
}

/** The possible addresses of endpoints without a known address, each list once. */
export function unknownPlaces(endpoints: readonly Endpoint[]): readonly AddressKnowledge[] {
  const places = new Map<readonly AddressRange[], AddressKnowledge>();
  for (const { addresses } of endpoints) {
    if (addresses.kind !== "exactly") places.set(addresses.ranges, addresses);
  }
  return [...places.values()];
}

function isSingle({ first, last }: Span): boolean {
  return first === last;
}

/** The endpoints that each known address belongs to. */
function indexOwners(endpoints: readonly Endpoint[], version: IpVersion): Map<bigint, Endpoint[]> {
  const owners = new Map<bigint, Endpoint[]>();
  for (const endpoint of endpoints) {
    if (endpoint.addresses.kind !== "exactly") continue;
    for (const { first, version: family } of endpoint.addresses.addresses) {
      if (family !== version) continue;
      const known = owners.get(first);
      if (known === undefined) owners.set(first, [endpoint]);
      else known.push(endpoint);
    }
  }
  return owners;
}

/**
 * The addresses of one family in classes: the addresses of a class are in the same lists. A class is a number;
 * addresses between two neighbouring boundaries, an atom, are always in one class.
 */
export class AddressClasses {
  private readonly starts: readonly bigint[];
  private readonly atomByStart: ReadonlyMap<bigint, number>;
  private readonly classByAtom: Uint32Array;
  private readonly owners: ReadonlyMap<bigint, readonly Endpoint[]>;
  private readonly members = new Map<string, readonly number[]>();
  private readonly places = new Map<readonly AddressRange[], readonly number[]>();
  private classes = 1;

  constructor(private readonly facts: AddressClassFacts) {
    this.owners = indexOwners(facts.endpoints, facts.version);
    const claimed = this.claimedAddresses();
    const lists = new Map<string, readonly Span[]>();
    for (const list of facts.lists) {
      const key = facts.keys.of(list);
      if (!lists.has(key)) lists.set(key, this.familySpans(list));
    }
    // Exact addresses make no boundaries: thousands of pods share the lists of their subnet.
    const places = unknownPlaces(facts.endpoints).flatMap((each) => this.placeSpans(each));
    this.starts = collectStarts(
      [...lists.values()].flat(),
      places,
      this.familySpans(facts.networks),
      claimed,
    );
    this.atomByStart = new Map(this.starts.map((start, index) => [start, index]));
    this.classByAtom = new Uint32Array(this.starts.length);
    for (const spans of lists.values()) this.refine(spans);
    for (const span of claimed) this.refine([span]);
  }

  /** The classes of the addresses in a list, which is one of the lists of the facts. */
  listClasses(list: readonly AddressRange[]): readonly number[] {
    const key = this.facts.keys.of(list);
    const known = this.members.get(key) ?? this.classesIn(this.familySpans(list));
    this.members.set(key, known);
    return known;
  }

  /** The classes of the addresses that an endpoint may have. */
  endpointClasses({ addresses }: Endpoint): readonly number[] {
    if (addresses.kind === "exactly") return this.classesIn(this.placeSpans(addresses));
    const known = this.places.get(addresses.ranges) ?? this.classesIn(this.placeSpans(addresses));
    this.places.set(addresses.ranges, known);
    return known;
  }

  /** The classes of a network; without known addresses of pods, unless it is a single address. */
  networkClasses(range: AddressRange): readonly number[] {
    if (range.version !== this.facts.version) return [];
    const atoms = isSingle(range)
      ? this.atomsIn(range)
      : this.atomsIn(range).filter((atom) => !this.isPod(atom));
    return this.classesAt(atoms);
  }

  /** Other endpoints that are known to have an address that this peer may have. */
  ownersIn(place: readonly Span[], self?: Endpoint): readonly Endpoint[] {
    if (this.owners.size === 0) return [];
    return place
      .filter(isSingle)
      .flatMap(({ first }) => this.owners.get(first) ?? [])
      .filter((owner) => owner !== self);
  }

  /** Known addresses of pods that are also a network of their own. */
  private claimedAddresses(): readonly Span[] {
    return this.facts.networks.filter((range) => isSingle(range) && this.owners.has(range.first));
  }

  private familySpans(ranges: readonly AddressRange[]): readonly Span[] {
    return mergeRanges(ranges, this.facts.version);
  }

  private placeSpans(addresses: AddressKnowledge): readonly Span[] {
    return whereabouts(addresses, this.facts.version);
  }

  private refine(spans: readonly Span[]): void {
    const renamed = new Map<number, number>();
    for (const atom of spans.flatMap((span) => this.atomsIn(span))) {
      const old = this.classByAtom[atom] ?? 0;
      const name = renamed.get(old) ?? this.classes;
      if (!renamed.has(old)) renamed.set(old, this.classes++);
      this.classByAtom[atom] = name;
    }
  }

  private atomAt(address: bigint): number {
    const exact = this.atomByStart.get(address);
    if (exact !== undefined) return exact;
    let low = 0;
    let high = this.starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.starts[middle] ?? 0n) <= address) low = middle;
      else high = middle;
    }
    return low;
  }

  private atomsIn({ first, last }: Span): number[] {
    const from = this.atomAt(first);
    const to = this.atomAt(last);
    return Array.from({ length: to - from + 1 }, (_, offset) => from + offset);
  }

  private isPod(atom: number): boolean {
    const start = this.starts[atom] ?? 0n;
    return this.starts[atom + 1] === start + 1n && this.owners.has(start);
  }

  private classesIn(spans: readonly Span[]): readonly number[] {
    return this.classesAt(spans.flatMap((span) => this.atomsIn(span)));
  }

  private classesAt(atoms: readonly number[]): readonly number[] {
    return [...new Set(atoms.map((atom) => this.classByAtom[atom] ?? 0))].sort((a, b) => a - b);
  }
}

function collectStarts(...spans: (readonly Span[])[]): readonly bigint[] {
  const starts = new Set([0n]);
  for (const { first, last } of spans.flat()) {
    starts.add(first);
    starts.add(last + 1n);
  }
  return [...starts].sort((a, b) => (a < b ? -1 : 1));
}
