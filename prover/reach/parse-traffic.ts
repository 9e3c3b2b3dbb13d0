import { FIRST_PORT, hasPorts, isIcmp, LAST_PORT, Protocol } from "../model/protocols.js";
import { icmpValue, TrafficSet } from "./traffic-set.js";

const NAMES: ReadonlyMap<string, number> = new Map(
  Object.entries(Protocol).map(([name, protocol]) => [name.toLowerCase(), protocol]),
);
const LAST_PROTOCOL = 255;
const LAST_BYTE = 255;

/** What texts of traffic look like, for messages. */
export const TRAFFIC_EXAMPLES =
  "TCP 8080, 8080/TCP, UDP 53, TCP 8000-8100, TCP, ICMP 8, protocol 47";

/** `TCP 8080`, `8080/TCP`, `8080` (TCP), `TCP 8000-8100`, `TCP`, `ICMP 8`, `protocol 47`, `everything`. */
export function parseTraffic(text: string): TrafficSet | undefined {
  const words = text.trim().toLowerCase();
  if (words === "everything") return TrafficSet.everything;
  const numbered = /^protocol (\d{1,3})$/.exec(words);
  if (numbered !== null) return ofProtocol(Number(numbered[1]));
  const swapped = words.replace(/^(\d+(?:-\d+)?)\/([a-z0-9]+)$/, "$2 $1");
  const [, name = "tcp", first, last] =
    /^(?:([a-z][a-z0-9]*)(?: |$))?(?:(\d{1,5})(?:-(\d{1,5}))?)?$/.exec(swapped) ?? [];
  const protocol = NAMES.get(name);
  if (protocol === undefined || (first === undefined && !NAMES.has(swapped))) return undefined;
  if (first === undefined) return ofProtocol(protocol);
  return ofValues(protocol, Number(first), Number(last ?? first));
}

function ofProtocol(protocol: number): TrafficSet | undefined {
  return protocol <= LAST_PROTOCOL ? TrafficSet.protocol(protocol) : undefined;
}

function ofValues(protocol: number, first: number, last: number): TrafficSet | undefined {
  if (hasPorts(protocol)) {
    const valid = first >= FIRST_PORT && first <= last && last <= LAST_PORT;
    return valid ? TrafficSet.of(new Map([[protocol, [[first, last]]]])) : undefined;
  }
  if (!isIcmp(protocol) || first > last || last > LAST_BYTE) return undefined;
  return TrafficSet.of(new Map([[protocol, [[icmpValue(first, 0), icmpValue(last, LAST_BYTE)]]]]));
}

/** All of them together. */
export function trafficOf(sets: readonly TrafficSet[]): TrafficSet {
  return sets.reduce((all, each) => all.union(each), TrafficSet.nothing);
}
