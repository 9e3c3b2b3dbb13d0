import {
  findProtocol,
  formatProtocol,
  hasPorts,
  isIcmp,
  Protocol,
  valueSpace,
  type PacketHeader,
} from "../../prover/index.js";

/** A field that names no traffic, or traffic that the destination does not have. */
export class PacketError extends Error {
  override readonly name = "PacketError";
}

const LAST_BYTE = 255;

/** A protocol by its name, in any case, or by its number. */
export function parseProtocol(value: string | number): number {
  const number = findProtocol(String(value)) ?? 0;
  if (number > 0) return number;
  const names = Object.keys(Protocol).join(", ");
  throw new PacketError(`unknown protocol "${value}": use ${names}, or a number from 1 to 255.`);
}

function within(name: string, value: number | undefined, first: number, last: number): void {
  if (value === undefined) return;
  if (Number.isInteger(value) && value >= first && value <= last) return;
  throw new PacketError(`${name} ${value} is invalid: expected a number from ${first} to ${last}.`);
}

/** @throws PacketError for ports where the protocol has none, and for numbers out of range. */
export function checkPacket(packet: PacketHeader): PacketHeader {
  const { protocol, port, icmpType, icmpCode } = packet;
  const name = formatProtocol(protocol);
  if (port !== undefined && !hasPorts(protocol)) throw new PacketError(`${name} has no ports.`);
  if ((icmpType ?? icmpCode) !== undefined && !isIcmp(protocol)) {
    throw new PacketError(`${name} has no ICMP type and no code.`);
  }
  if (icmpCode !== undefined && icmpType === undefined) {
    throw new PacketError("an ICMP code needs a type.");
  }
  within("port", port, ...valueSpace(protocol));
  within("ICMP type", icmpType, 0, LAST_BYTE);
  within("ICMP code", icmpCode, 0, LAST_BYTE);
  return packet;
}
