/** IP protocol numbers that rules treat in a special way. */
export const Protocol = { ICMP: 1, TCP: 6, UDP: 17, ICMPv6: 58, SCTP: 132, UDPLite: 136 } as const;

const WITH_PORTS: ReadonlySet<number> = new Set([
  Protocol.TCP,
  Protocol.UDP,
  Protocol.SCTP,
  Protocol.UDPLite,
]);
const ICMP: ReadonlySet<number> = new Set([Protocol.ICMP, Protocol.ICMPv6]);

/** Ports that a packet can carry; 0 is none. */
export const FIRST_PORT = 1;
export const LAST_PORT = 65_535;

/** True where packets carry ports. */
export function hasPorts(protocol: number): boolean {
  return WITH_PORTS.has(protocol);
}

/** True where packets carry an ICMP type and code. */
export function isIcmp(protocol: number): boolean {
  return ICMP.has(protocol);
}
