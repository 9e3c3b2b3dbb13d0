interface ProtocolRow {
  readonly number: number;
  /** What its packets carry that rules can ask for. */
  readonly carries: "ports" | "messages";
  /** Whether Kubernetes knows it: only its ports have a place in Services, pods and rules. */
  readonly kubernetes: boolean;
  /** The only IP version that has it. */
  readonly ipVersion?: 4 | 6;
}

/** The IP protocols that have a name, in the order in which people read them. */
const TABLE = {
  TCP: { number: 6, carries: "ports", kubernetes: true },
  UDP: { number: 17, carries: "ports", kubernetes: true },
  SCTP: { number: 132, carries: "ports", kubernetes: true },
  UDPLite: { number: 136, carries: "ports", kubernetes: false },
  ICMP: { number: 1, carries: "messages", kubernetes: false, ipVersion: 4 },
  ICMPv6: { number: 58, carries: "messages", kubernetes: false, ipVersion: 6 },
} as const satisfies Record<string, ProtocolRow>;

type Table = typeof TABLE;

const ROWS: readonly (readonly [name: string, row: ProtocolRow])[] = Object.entries(TABLE);
const BY_NUMBER = new Map(ROWS.map(([name, row]) => [row.number, { name, ...row }]));
const BY_LOWER_NAME = new Map(ROWS.map(([name, { number }]) => [name.toLowerCase(), number]));

/** The numbers of the protocols by their names. */
export const Protocol = Object.fromEntries(ROWS.map(([name, { number }]) => [name, number])) as {
  readonly [Name in keyof Table]: Table[Name]["number"];
};

/** The protocols of Services, of the ports of pods, and of the ports in rules. */
export const KUBERNETES_PROTOCOLS: ReadonlyMap<string, number> = new Map(
  ROWS.filter(([, { kubernetes }]) => kubernetes).map(([name, { number }]) => [name, number]),
);

export const LAST_PROTOCOL = 255;

/** Ports that a packet can carry; 0 is none. */
export const FIRST_PORT = 1;
export const LAST_PORT = 65_535;

/** The last type and the last code of ICMP. */
export const LAST_BYTE = 255;

/** True where packets carry ports. */
export function hasPorts(protocol: number): boolean {
  return BY_NUMBER.get(protocol)?.carries === "ports";
}

/** True where packets carry an ICMP type and code. */
export function isIcmp(protocol: number): boolean {
  return BY_NUMBER.get(protocol)?.carries === "messages";
}

/** The only IP version that has the protocol. */
export function onlyIpVersion(protocol: number): 4 | 6 | undefined {
  return BY_NUMBER.get(protocol)?.ipVersion;
}

/** A protocol by its name, in any case, or by its number. */
export function findProtocol(text: string): number | undefined {
  const named = BY_LOWER_NAME.get(text.toLowerCase());
  if (named !== undefined || !/^\d{1,3}$/.test(text)) return named;
  return Number(text) <= LAST_PROTOCOL ? Number(text) : undefined;
}

/** `TCP`, `protocol 47`. */
export function formatProtocol(protocol: number): string {
  return BY_NUMBER.get(protocol)?.name ?? `protocol ${protocol}`;
}

/** Sorts protocols as people read them: those with a name first. */
export function compareProtocols(left: number, right: number): number {
  return rankProtocol(left) - rankProtocol(right);
}

function rankProtocol(protocol: number): number {
  const rank = ROWS.findIndex(([, { number }]) => number === protocol);
  return rank < 0 ? ROWS.length + protocol : rank;
}

/** The values that tell packets of a protocol apart: ports, ICMP messages, or one for all. */
export function valueSpace(protocol: number): readonly [first: number, last: number] {
  if (hasPorts(protocol)) return [FIRST_PORT, LAST_PORT];
  return isIcmp(protocol) ? [0, icmpValue(LAST_BYTE, LAST_BYTE)] : [0, 0];
}

const CODES = LAST_BYTE + 1;

/** The value of an ICMP message in the space of its protocol. */
export function icmpValue(type: number, code: number): number {
  return type * CODES + code;
}

/** The ICMP message that has this value. */
export function icmpMessage(value: number): { readonly type: number; readonly code: number } {
  return { type: Math.floor(value / CODES), code: value % CODES };
}
