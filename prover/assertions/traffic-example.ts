import {
  hasPorts,
  icmpMessage,
  isIcmp,
  LAST_PROTOCOL,
  Protocol,
  valueSpace,
} from "../model/protocols.js";
import type { PacketHeader } from "../model/traffic.js";
import type { TrafficSet } from "../reach/traffic-set.js";

/** Traffic that people know, in the order in which it makes a good example. */
const FAMILIAR: readonly PacketHeader[] = [
  { protocol: Protocol.TCP, port: 443 },
  { protocol: Protocol.TCP, port: 8080 },
  { protocol: Protocol.TCP, port: 80 },
  { protocol: Protocol.UDP, port: 53 },
];

/** A packet of the set, a familiar one if there is any. The set must not be empty. */
export function pickExample(traffic: TrafficSet): PacketHeader {
  const familiar = FAMILIAR.find(({ protocol, port }) => traffic.includes(protocol, port));
  if (familiar !== undefined) return familiar;
  const { protocols } = traffic.toJSON();
  const listed = protocols.find(({ values }) => values.length > 0);
  if (listed === undefined)
    return { protocol: unlisted(protocols.map(({ protocol }) => protocol)) };
  const { protocol, values } = listed;
  const [first] = valueSpace(protocol);
  return packetWith(protocol, values === "all" ? first : (values[0]?.[0] ?? first));
}

/** The packet of a protocol with a port or an ICMP value. */
export function packetWith(protocol: number, value: number): PacketHeader {
  if (hasPorts(protocol)) return { protocol, port: value };
  if (!isIcmp(protocol)) return { protocol };
  const { type, code } = icmpMessage(value);
  return { protocol, icmpType: type, icmpCode: code };
}

function unlisted(listed: readonly number[]): number {
  const candidates = Array.from({ length: LAST_PROTOCOL + 1 }, (_, each) => LAST_PROTOCOL - each);
  return candidates.find((protocol) => !listed.includes(protocol)) ?? 0;
}
