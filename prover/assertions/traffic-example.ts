import { hasPorts, isIcmp, Protocol } from "../model/protocols.js";
import type { Flow } from "../model/traffic.js";
import { TrafficSet } from "../reach/traffic-set.js";
import { trafficText } from "../reach/traffic-text.js";

/** One packet of a set. */
export type ExamplePacket = Pick<Flow, "protocol" | "port" | "icmpType" | "icmpCode">;

/** Traffic that people know, in the order in which it makes a good example. */
const FAMILIAR: readonly ExamplePacket[] = [
  { protocol: Protocol.TCP, port: 443 },
  { protocol: Protocol.TCP, port: 8080 },
  { protocol: Protocol.TCP, port: 80 },
  { protocol: Protocol.UDP, port: 53 },
];

const CODES = 256;
const LAST_PROTOCOL = 255;

/** A packet of the set, a familiar one if there is any. The set must not be empty. */
export function pickExample(traffic: TrafficSet): ExamplePacket {
  const familiar = FAMILIAR.find(({ protocol, port }) => traffic.includes(protocol, port));
  if (familiar !== undefined) return familiar;
  const { protocols } = traffic.toJSON();
  const listed = protocols.find(({ values }) => values.length > 0);
  if (listed === undefined)
    return { protocol: unlisted(protocols.map(({ protocol }) => protocol)) };
  const { protocol, values } = listed;
  return examplePacket(protocol, values === "all" ? undefined : values[0]?.[0]);
}

function examplePacket(protocol: number, value: number | undefined): ExamplePacket {
  if (hasPorts(protocol)) return { protocol, port: value ?? 1 };
  if (!isIcmp(protocol)) return { protocol };
  const message = value ?? 0;
  return { protocol, icmpType: Math.floor(message / CODES), icmpCode: message % CODES };
}

function unlisted(listed: readonly number[]): number {
  const candidates = Array.from({ length: LAST_PROTOCOL + 1 }, (_, each) => LAST_PROTOCOL - each);
  return candidates.find((protocol) => !listed.includes(protocol)) ?? 0;
}

/** `TCP 443`, `ICMP 8/0`, `protocol 47`. */
export function exampleText({ protocol, port, icmpType, icmpCode }: ExamplePacket): string {
  const value = icmpType === undefined ? port : icmpType * CODES + (icmpCode ?? 0);
  const set = TrafficSet.protocol(protocol, value);
  return set.isEmpty ? trafficText(new Map([[protocol, [[0, 0]]]])) : String(set);
}
