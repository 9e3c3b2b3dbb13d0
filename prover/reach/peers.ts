import type { AddressRange } from "../model/address-range.js";
import { hasPorts } from "../model/protocols.js";
import type { Selector } from "../model/selector.js";
import type { Endpoint, NetworkSet, ServiceMember } from "../model/world.js";
import { type IpVersion, whereabouts } from "../evaluate/coverage.js";
import type { AddressClasses, RangeKeys } from "./address-classes.js";
import { type Bits, emptyBits, forEachBit, hasBit, setBit } from "./bits.js";
import { type Match, Matches } from "./matches.js";
import type { SelectorIds } from "./selector-ids.js";
import type { KnownSet } from "./known-set.js";
import type { SelectorIndex } from "./selector-index.js";
import type { TrafficClass } from "./traffic-classes.js";

/** The peers of one family. */
export interface PeerFacts {
  readonly version: IpVersion;
  /** One endpoint for each class. */
  readonly endpoints: readonly Endpoint[];
  /** The class of every endpoint of the world. */
  readonly classByEndpoint: ReadonlyMap<Endpoint, number>;
  readonly networks: readonly AddressRange[];
  readonly networkSets: readonly NetworkSet[];
  readonly addresses: AddressClasses;
  readonly keys: RangeKeys;
  readonly ids: SelectorIds;
  readonly selectors: SelectorIndex;
  /** What the selectors pick of the network sets. */
  readonly setSelectors: SelectorIndex;
}

/** Endpoint classes that may have the same addresses. */
interface Place {
  readonly classes: readonly number[];
  readonly endpoints: number[];
}

/** A peer whose address other endpoints are known to have. */
interface Alias {
  readonly peer: number;
  readonly owners: readonly number[];
  /** False when the peer may have another address. */
  readonly certain: boolean;
}

/**
 * The peers of one family: first the endpoint classes, then the classes of addresses that address peers have.
 */
export class Peers {
  readonly matches: Matches;
  private readonly networkPeers: ReadonlyMap<number, number>;
  private readonly places: readonly Place[];
  private readonly aliases: readonly Alias[];
  private readonly known = new Map<string, Match>();
  private readonly members = new Map<number, Match>();
  private readonly own = new Map<number, Match>();

  constructor(private readonly facts: PeerFacts) {
    const { addresses, endpoints, networks } = facts;
    const classes = new Set(networks.flatMap((range) => addresses.networkClasses(range)));
    this.networkPeers = new Map(
      [...classes].map((each, index) => [each, endpoints.length + index]),
    );
    this.matches = new Matches(endpoints.length + classes.size);
    this.places = this.groupPlaces();
    this.aliases = [...this.endpointAliases(), ...this.networkAliases()];
  }

  /** The peers that a network consists of. */
  peersIn(range: AddressRange): readonly number[] {
    return this.facts.addresses
      .networkClasses(range)
      .flatMap((each) => this.networkPeers.get(each) ?? []);
  }

  /** Peers with an address in one of the ranges. */
  inNets(ranges: readonly AddressRange[]): Match {
    return recall(this.known, `nets ${this.facts.keys.of(ranges)}`, () =>
      this.inClasses(this.facts.addresses.listClasses(ranges)),
    );
  }

  /** Peers with an address that belongs to an endpoint or network set of the selector. */
  pickedBy(selector: Selector): Match {
    const { matches } = this;
    return recall(this.members, this.facts.ids.of(selector), () => {
      const own = this.ownPicked(selector);
      const inNets = matches.or(
        this.inSets(selector, "must"),
        matches.weaken(this.inSets(selector, "may")),
      );
      return matches.or(matches.or(own, inNets), this.ownersPicked(own));
    });
  }

  /** Endpoint classes that the selector picks by their own labels. */
  ownPicked(selector: Selector): Match {
    return recall(this.own, this.facts.ids.of(selector), () => {
      const { must, may } = this.facts.selectors.picked(selector);
      const wide = this.widened(must);
      return this.matches.create({ must: wide, may: must === may ? wide : this.widened(may) });
    });
  }

  /** Endpoint classes that give a destination port of the traffic this name, or a source port, which may be any. */
  named(name: string, { protocol, example }: TrafficClass, side: "source" | "destination"): Match {
    if (!hasPorts(protocol)) return this.matches.none;
    const port = side === "destination" ? example : undefined;
    return recall(this.known, `named ${name} ${protocol} ${String(port)}`, () => {
      const match = { must: emptyBits(this.matches.size), may: emptyBits(this.matches.size) };
      this.facts.endpoints.forEach(({ ports }, index) => {
        const possible =
          ports === "any" ||
          ports.some(
            (each) =>
              each.name === name && each.protocol === protocol && (port ?? each.port) === each.port,
          );
        if (!possible) return;
        setBit(match.may, index);
        if (ports !== "any" && port !== undefined) setBit(match.must, index);
      });
      return this.matches.create(match);
    });
  }

  /** Peers with an address behind a service, for traffic to its port or, at the source, any traffic. */
  behind(
    members: readonly ServiceMember[],
    { protocol, example }: TrafficClass,
    side: "source" | "destination",
  ): Match {
    const classes = members
      .filter(
        ({ port }) =>
          side === "source" ||
          port === undefined ||
          (port.protocol === protocol && port.port === example),
      )
      .flatMap(({ address }) => this.facts.addresses.listClasses([address]));
    const unique = [...new Set(classes)].sort((a, b) => a - b);
    return recall(this.known, `classes ${unique.join()}`, () => this.inClasses(unique));
  }

  private widened(classes: Bits): Bits {
    const wide = emptyBits(this.matches.size);
    wide.set(classes);
    return wide;
  }

  private groupPlaces(): Place[] {
    const places = new Map<string, Place>();
    this.facts.endpoints.forEach((endpoint, index) => {
      const classes = this.facts.addresses.endpointClasses(endpoint);
      const place = places.get(classes.join()) ?? { classes, endpoints: [] };
      place.endpoints.push(index);
      places.set(classes.join(), place);
    });
    return [...places.values()];
  }

  private inClasses(classes: readonly number[]): Match {
    const match = { must: emptyBits(this.matches.size), may: emptyBits(this.matches.size) };
    const wanted = new Set(classes);
    for (const each of classes) {
      const peer = this.networkPeers.get(each);
      if (peer === undefined) continue;
      setBit(match.must, peer);
      setBit(match.may, peer);
    }
    for (const place of this.places) {
      const hits = place.classes.filter((each) => wanted.has(each)).length;
      if (hits === 0) continue;
      for (const index of place.endpoints) setBit(match.may, index);
      if (hits < place.classes.length) continue;
      for (const index of place.endpoints) setBit(match.must, index);
    }
    return this.matches.create(match);
  }

  private inSets(selector: Selector, certainty: keyof KnownSet): Match {
    const { setSelectors, networkSets, addresses } = this.facts;
    if (networkSets.length === 0) return this.matches.none;
    const classes: number[] = [];
    forEachBit(setSelectors.picked(selector)[certainty], (index) => {
      classes.push(...addresses.listClasses(networkSets[index]?.nets ?? []));
    });
    const unique = [...new Set(classes)].sort((a, b) => a - b);
    if (unique.length === 0) return this.matches.none;
    return recall(this.known, `classes ${unique.join()}`, () => this.inClasses(unique));
  }

  /** What aliases add to a selector that picks endpoints by their labels. */
  private ownersPicked(own: Match): Match {
    if (this.aliases.length === 0) return this.matches.none;
    const match = { must: emptyBits(this.matches.size), may: emptyBits(this.matches.size) };
    for (const { peer, owners, certain } of this.aliases) {
      if (owners.some((owner) => hasBit(own.may, owner))) setBit(match.may, peer);
      if (certain && owners.some((owner) => hasBit(own.must, owner))) setBit(match.must, peer);
    }
    return this.matches.create(match);
  }

  private endpointAliases(): Alias[] {
    return this.facts.endpoints.flatMap((endpoint, peer) => {
      const place = whereabouts(endpoint.addresses, this.facts.version);
      const owners = this.facts.addresses.ownersIn(place, endpoint);
      return this.toAlias(peer, owners, place.length === 1);
    });
  }

  private networkAliases(): Alias[] {
    return this.facts.networks
      .filter(({ version }) => version === this.facts.version)
      .flatMap((range) => {
        const owners = this.facts.addresses.ownersIn([range]);
        return this.peersIn(range).flatMap((peer) => this.toAlias(peer, owners, true));
      });
  }

  private toAlias(peer: number, owners: readonly Endpoint[], certain: boolean): Alias[] {
    const classes = owners.flatMap((owner) => this.facts.classByEndpoint.get(owner) ?? []);
    return classes.length === 0 ? [] : [{ peer, owners: classes, certain }];
  }
}

function recall<Question>(
  answers: Map<Question, Match>,
  question: Question,
  answer: () => Match,
): Match {
  const known = answers.get(question) ?? answer();
  answers.set(question, known);
  return known;
}

/** Distinguishes endpoints whose addresses others are known to have. */
export function aliasKey(
  addresses: AddressClasses,
  version: IpVersion,
  endpoint: Endpoint,
): string {
  const place = whereabouts(endpoint.addresses, version);
  const owners = addresses.ownersIn(place, endpoint);
  return owners.length === 0 ? "" : place.map(({ first, last }) => `${first}-${last}`).join();
}
