import type { AddressRange } from "../model/address-range.js";
import type { AddressPeer } from "../model/traffic.js";

/** The kinds of zones, with their descriptions. */
export const ZONE_KINDS = {
  alb: "load balancers; with `application`, those of that application and of no other",
  internet: "addresses that are in no private range and no VPC",
  imds: "the instance metadata of EC2",
  "pod-identity": "the EKS Pod Identity agent on every node",
  resolver: "the DNS resolver of the VPC",
  "node-local-dns": "the DNS cache on every node",
  data: "subnets of databases",
  "control-plane": "network interfaces of the Kubernetes API server",
  endpoints: "interface endpoints of AWS services",
  workload: "subnets of pods and nodes; as a zone, all other addresses in them",
  nodes: "addresses of nodes; with `node`, those of one node",
  nat: "NAT gateways",
  peer: "networks that are connected to the VPC",
  "on-premises": "networks behind a VPN or Direct Connect",
  "rest-of-vpc": "addresses of the VPC that are in no other zone",
  "link-local": "link-local addresses that are in no other zone",
} as const;

export type ZoneKind = keyof typeof ZONE_KINDS;

/** A named set of addresses outside the pods. */
export interface Zone {
  readonly name: string;
  readonly kind: ZoneKind;
  readonly ranges: readonly AddressRange[];
  /** The application that load balancers belong to. */
  readonly application?: string;
  /** The node that has these addresses: its traffic to its own pods is not policed. */
  readonly node?: string;
}

/** Every address, in zones. */
export interface ZoneMap {
  readonly zones: readonly Zone[];
  /** The networks of the VPC; empty without a VPC, or with an unknown one. */
  readonly vpc: readonly AddressRange[];
  /** The only addresses that pods can have; empty where they are unknown. */
  readonly pods: readonly AddressRange[];
}

/** The zones as peers, under their names. */
export function networkPeers({ zones }: ZoneMap): AddressPeer[] {
  return zones.flatMap(zonePeers);
}

/** One peer for each range of the zone. */
export function zonePeers({ name, ranges, node }: Zone): AddressPeer[] {
  return ranges.map((range) => ({
    kind: "network",
    name,
    range,
    ...(node === undefined ? {} : { nodeName: node }),
  }));
}

export function zoneNamed({ zones }: ZoneMap, name: string): Zone | undefined {
  return zones.find((zone) => zone.name === name);
}

export function zonesOfKind({ zones }: ZoneMap, ...kinds: readonly ZoneKind[]): Zone[] {
  return zones.filter(({ kind }) => kinds.includes(kind));
}

/** The `podRanges` of a world's options; undefined where they are unknown. */
export function podRangeTexts({ pods }: ZoneMap): string[] | undefined {
  return pods.length === 0 ? undefined : pods.map(({ text }) => text);
}
