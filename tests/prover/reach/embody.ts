import type { AddressRange } from "../../../prover/model/address-range.js";
import type { AddressPeer, Peer } from "../../../prover/model/traffic.js";
import type { Endpoint } from "../../../prover/model/world.js";
import { type LabelTable, labels } from "../evaluate/worlds.js";
import { networksOf, podOf, type PodSpec, type WorldSpec } from "./world-spec.js";

/** Chooses everything that a specification leaves open. */
export class Fate {
  private state: number;

  constructor(seed: number) {
    this.state = seed;
  }

  below(limit: number): number {
    this.state = (Math.imul(this.state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.state / 2 ** 32) * limit);
  }

  oneOf<T>(values: readonly T[]): T | undefined {
    return values[this.below(values.length)];
  }
}

const VALUES = ["x", "y", "xy", "other", undefined];
const PORT_LISTS = [
  [],
  [{ name: "web", protocol: 6, port: 80 }],
  [{ name: "web", protocol: 17, port: 53 }],
  [
    { name: "dns", protocol: 17, port: 53 },
    { name: "web", protocol: 6, port: 443 },
  ],
];

/** The addresses of the small worlds, and one outside of every block. */
const ADDRESSES = [4, 6].flatMap((version) =>
  [0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 77n].map((host): AddressRange => {
    const first = (version === 4 ? 10n << 24n : 0xfd00n << 112n) + host;
    return { version: version as 4 | 6, first, last: first, text: `${version}/${host}` };
  }),
);

function isIn({ version, first }: AddressRange, range: AddressRange): boolean {
  return version === range.version && range.first <= first && first <= range.last;
}

function decidedLabels(table: LabelTable, fate: Fate): LabelTable {
  const values = Object.entries(table).map(([label, value]) => [
    label,
    value === "*" ? fate.oneOf(VALUES) : value,
  ]);
  return Object.fromEntries(values) as LabelTable;
}

/** The specification with network sets that it allows. */
export function withDecidedSets(spec: WorldSpec, fate: Fate): WorldSpec {
  const sets = spec.sets.map((set) => ({ ...set, labels: decidedLabels(set.labels, fate) }));
  return { ...spec, sets };
}

/** A pod that the specification allows, at an address of its own; undefined when none is left. */
function embody(
  spec: PodSpec,
  index: number,
  fate: Fate,
  taken: readonly AddressRange[],
): Endpoint | undefined {
  const unknown = podOf(spec, index);
  const known = {
    ...unknown,
    labels: labels(decidedLabels(spec.labels, fate)),
    ports: spec.ports === "any" ? (fate.oneOf(PORT_LISTS) ?? []) : spec.ports,
    nodeName: spec.nodeName ?? fate.oneOf(["node-1", "node-2"]),
  };
  if (unknown.addresses.kind === "exactly") return known;
  const { ranges } = unknown.addresses;
  const free = ADDRESSES.filter(
    (address) =>
      (ranges.length === 0 || ranges.some((range) => isIn(address, range))) &&
      !taken.some((other) => isIn(address, other)),
  );
  const address = fate.oneOf(free);
  return address && { ...known, addresses: { kind: "exactly", addresses: [address] } };
}

/** One possible world for a specification. */
export function embodyAll(spec: WorldSpec, fate: Fate): (Endpoint | undefined)[] {
  const taken = [
    ...spec.pods
      .map(podOf)
      .flatMap(({ addresses }) => (addresses.kind === "exactly" ? addresses.addresses : [])),
    ...networksOf(spec).flatMap(({ range }) => (range.first === range.last ? [range] : [])),
  ];
  return spec.pods.map((pod, index) => {
    const endpoint = embody(pod, index, fate, taken);
    if (endpoint?.addresses.kind === "exactly") taken.push(...endpoint.addresses.addresses);
    return endpoint;
  });
}

/** The peers that one peer may be in reality, each with one address. */
function endpointPeers(endpoint: Endpoint): Peer[] {
  const addresses = endpoint.addresses.kind === "exactly" ? endpoint.addresses.addresses : [];
  return addresses.map((address) => ({
    kind: "endpoint",
    endpoint: { ...endpoint, addresses: { kind: "exactly", addresses: [address] } },
  }));
}

function networkPeers(network: AddressPeer, endpoints: readonly Endpoint[]): Peer[] {
  const pods = endpoints.flatMap(({ addresses }) =>
    addresses.kind === "exactly" ? addresses.addresses : [],
  );
  const single = network.range.first === network.range.last;
  return ADDRESSES.filter((address) => isIn(address, network.range))
    .filter((address) => single || !pods.some((pod) => isIn(address, pod)))
    .map((range) => ({ ...network, range }));
}

/** The peers of one possible world. */
export function peersOf(spec: WorldSpec, endpoints: readonly Endpoint[]): Peer[] {
  return [
    ...endpoints.flatMap(endpointPeers),
    ...networksOf(spec).flatMap((network) => networkPeers(network, endpoints)),
  ];
}
