import type { AddressRange } from "../model/address-range.js";
import type { Labels, Selector } from "../model/selector.js";
import { both, either, Truth } from "../model/truth.js";
import type { Direction, Endpoint, Policy, RuleSide, Tier, World } from "../model/world.js";
import { evaluateSelector } from "../selectors/evaluate-selector.js";
import { mergeRanges, isCovered, type Coverage, type IpVersion } from "./coverage.js";
import type { PacketEnd } from "./packet.js";

/** The addresses of the network sets that a selector picks for certain, and of those that it may pick. */
interface PickedNets {
  readonly must: Coverage;
  readonly maybe: Coverage;
}

/** A policy that selects the endpoint, or may. */
export interface ActivePolicy {
  readonly policy: Policy;
  readonly selects: Truth;
}

type ActiveTiers = ReadonlyMap<Tier, readonly ActivePolicy[]>;

function addressKey(version: IpVersion, address: bigint): string {
  return `${version}/${address}`;
}

/** The endpoints that each known address belongs to. */
function endpointsByAddress(endpoints: readonly Endpoint[]): Map<string, Endpoint[]> {
  const owners = new Map<string, Endpoint[]>();
  for (const endpoint of endpoints) {
    if (endpoint.addresses.kind !== "exactly") continue;
    for (const { version, first } of endpoint.addresses.addresses) {
      const key = addressKey(version, first);
      owners.set(key, [...(owners.get(key) ?? []), endpoint]);
    }
  }
  return owners;
}

/** The selector of a side: what the rule excludes is excluded from what it picks, object by object. */
export function pickingSelector({ selector, notSelector }: RuleSide): Selector | undefined {
  if (selector === undefined || notSelector === undefined) return selector;
  return { kind: "and", operands: [selector, { kind: "not", operand: notSelector }] };
}

/** What rules ask about the world, answered once for each selector and each list of addresses. */
export class WorldFacts {
  private readonly owners: Map<string, Endpoint[]>;
  private readonly truths = new Map<Selector, Map<Labels, Truth>>();
  private readonly pickedNets = new Map<Selector, Map<IpVersion, PickedNets>>();
  private readonly coverages = new Map<readonly AddressRange[], Map<IpVersion, Coverage>>();
  private readonly active = new Map<Endpoint, Map<Direction, ActiveTiers>>();
  private readonly pickings = new Map<RuleSide, Selector | undefined>();

  constructor(readonly world: World) {
    this.owners = endpointsByAddress(world.endpoints);
  }

  /** The policies of each tier that select the endpoint in this direction, or may. */
  activePolicies(endpoint: Endpoint, direction: Direction): ActiveTiers {
    const known = recall(this.active, endpoint, () => new Map<Direction, ActiveTiers>());
    return recall(known, direction, () => this.findActive(endpoint, direction));
  }

  /** Whether the selector picks an object with these labels. */
  picks(selector: Selector, labels: Labels): Truth {
    const known = recall(this.truths, selector, () => new Map<Labels, Truth>());
    return recall(known, labels, () => evaluateSelector(selector, labels));
  }

  /** Like `pickingSelector`, and the same object each time. */
  picking(side: RuleSide): Selector | undefined {
    return recall(this.pickings, side, () => pickingSelector(side));
  }

  /** Whether the address of this end is one of an endpoint or network set that the selector picks. */
  isMember(end: PacketEnd, version: IpVersion, selector: Selector): Truth {
    const { must, maybe } = this.netsPickedBy(selector, version);
    const inNets = either(
      isCovered(end.place, must),
      both(Truth.Maybe, isCovered(end.place, maybe)),
    );
    return either(
      either(this.isEndpointPicked(end, selector), inNets),
      this.isOwnerPicked(end, version, selector),
    );
  }

  /** Whether the address of this end is in one of the ranges. */
  isIn(end: PacketEnd, version: IpVersion, ranges: readonly AddressRange[]): Truth {
    return isCovered(end.place, this.coverage(ranges, version));
  }

  /** The addresses of one family in a list of ranges. */
  coverage(ranges: readonly AddressRange[], version: IpVersion): Coverage {
    const known = recall(this.coverages, ranges, () => new Map<IpVersion, Coverage>());
    return recall(known, version, () => mergeRanges(ranges, version));
  }

  /** Whether the selector picks the endpoint at this end by its own labels; an address has none. */
  isEndpointPicked({ endpoint }: PacketEnd, selector: Selector): Truth {
    return endpoint === undefined ? Truth.No : this.picks(selector, endpoint.labels);
  }

  /** An address that other endpoints are known to have matches like those endpoints. */
  private isOwnerPicked(
    { endpoint, place }: PacketEnd,
    version: IpVersion,
    selector: Selector,
  ): Truth {
    const addresses = place.filter(({ first, last }) => first === last);
    const truths = addresses.flatMap(({ first }) =>
      (this.owners.get(addressKey(version, first)) ?? [])
        .filter((owner) => owner !== endpoint)
        .map((owner) => this.picks(selector, owner.labels)),
    );
    const truth = truths.reduce(either, Truth.No);
    return place.length === 1 ? truth : both(Truth.Maybe, truth);
  }

  private findActive({ labels }: Endpoint, direction: Direction): ActiveTiers {
    return new Map(
      this.world.tiers.map((tier) => [
        tier,
        tier.policies
          .filter(({ staged, types }) => !staged && types[direction])
          .map((policy) => ({ policy, selects: this.picks(policy.selector, labels) }))
          .filter(({ selects }) => selects !== Truth.No),
      ]),
    );
  }

  private netsPickedBy(selector: Selector, version: IpVersion): PickedNets {
    const known = recall(this.pickedNets, selector, () => new Map<IpVersion, PickedNets>());
    return recall(known, version, () => ({
      must: this.netsAtLeast(Truth.Yes, selector, version),
      maybe: this.netsAtLeast(Truth.Maybe, selector, version),
    }));
  }

  private netsAtLeast(least: Truth, selector: Selector, version: IpVersion): Coverage {
    const sets = this.world.networkSets.filter(
      ({ labels }) => this.picks(selector, labels) >= least,
    );
    return mergeRanges(
      sets.flatMap(({ nets }) => nets),
      version,
    );
  }
}

function recall<Key, Value>(known: Map<Key, Value>, key: Key, find: () => Value): Value {
  const value = known.get(key);
  if (value !== undefined || known.has(key)) return value as Value;
  const found = find();
  known.set(key, found);
  return found;
}
