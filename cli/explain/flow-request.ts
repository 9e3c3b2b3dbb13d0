import { hasPorts, isIcmp, Protocol, type Flow } from "../../prover/index.js";

/** What of a flow is no end of it. */
export type Packet = Pick<Flow, "protocol" | "port" | "icmpType" | "icmpCode">;

/** A text or a field that says no traffic. */
export class PacketError extends Error {
  override readonly name = "PacketError";
}

const NAMES: ReadonlyMap<string, number> = new Map(
  Object.entries(Protocol).map(([name, number]) => [name.toLowerCase(), number]),
);

const LAST_PROTOCOL = 255;
const LAST_PORT = 65_535;
const LAST_BYTE = 255;

const KNOWN = Object.keys(Protocol).join(", ");

/** A protocol by its name, in any case, or by its number. */
export function protocolNumberOf(value: string | number): number {
  const text = String(value);
  const number = NAMES.get(text.toLowerCase()) ?? (/^\d{1,3}$/.test(text) ? Number(text) : 0);
  if (number >= 1 && number <= LAST_PROTOCOL) return number;
  throw new PacketError(`"${text}" is no protocol: ${KNOWN}, or a number from 1 to 255.`);
}

function within(name: string, value: number | undefined, first: number, last: number): void {
  if (value === undefined) return;
  if (Number.isInteger(value) && value >= first && value <= last) return;
  throw new PacketError(`${name} ${value} is not between ${first} and ${last}.`);
}

/** @throws PacketError for ports where the protocol has none, and for numbers out of range. */
export function checkedPacket(packet: Packet): Packet {
  const { protocol, port, icmpType, icmpCode } = packet;
  if (port !== undefined && !hasPorts(protocol)) {
    throw new PacketError(`protocol ${protocol} has no ports.`);
  }
  if ((icmpType ?? icmpCode) !== undefined && !isIcmp(protocol)) {
    throw new PacketError(`protocol ${protocol} has no ICMP type and no code.`);
  }
  if (icmpCode !== undefined && icmpType === undefined) {
    throw new PacketError("an ICMP code needs a type.");
  }
  within("port", port, 1, LAST_PORT);
  within("ICMP type", icmpType, 0, LAST_BYTE);
  within("ICMP code", icmpCode, 0, LAST_BYTE);
  return packet;
}

const FORMS = "8080, 53/UDP, ICMP, 8/ICMP or a protocol alone, such as TCP";

/** `8080` (TCP), `53/UDP`, `UDP`, `8/ICMP` and `3:4/ICMP` for a type with a code, `47` is a port. */
export function packetOf(text: string): Packet {
  const [, first, second, name] =
    /^(?:(\d+)(?::(\d+))?(?:\/|$))?([A-Za-z]\w*|(?<=\/)\d+)?$/.exec(text) ?? [];
  if (first === undefined && name === undefined) {
    throw new PacketError(`"${text}" is no traffic: expected ${FORMS}.`);
  }
  const protocol = protocolNumberOf(name ?? "TCP");
  if (first === undefined) return { protocol };
  if (!isIcmp(protocol)) {
    if (second !== undefined) throw new PacketError(`"${text}" is no traffic: expected ${FORMS}.`);
    return checkedPacket({ protocol, port: Number(first) });
  }
  const icmpCode = second === undefined ? undefined : Number(second);
  return checkedPacket({ protocol, icmpType: Number(first), icmpCode });
}

function protocolName(protocol: number): string {
  const [name] = Object.entries(Protocol).find(([, number]) => number === protocol) ?? [];
  return name ?? `protocol ${protocol}`;
}

/** `8080/TCP`, `any port of TCP`, `8/ICMP`, `3:4/ICMP`. */
export function packetText({ protocol, port, icmpType, icmpCode }: Packet): string {
  const name = protocolName(protocol);
  if (port !== undefined) return `${port}/${name}`;
  if (icmpType === undefined) return hasPorts(protocol) ? `any port of ${name}` : name;
  return `${icmpType}${icmpCode === undefined ? "" : `:${icmpCode}`}/${name}`;
}
