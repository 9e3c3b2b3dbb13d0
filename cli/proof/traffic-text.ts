import { hasPorts, Protocol, TrafficSet } from "../../prover/index.js";

type ProtocolTraffic = ReturnType<TrafficSet["toJSON"]>["protocols"][number];

const NAME_OF: ReadonlyMap<number, string> = new Map(
  Object.entries(Protocol).map(([name, number]) => [number, name]),
);

/** TCP first: its ports need no name. */
const ORDER: readonly number[] = [Protocol.TCP, Protocol.UDP];

function rankOf(protocol: number): number {
  const rank = ORDER.indexOf(protocol);
  return rank < 0 ? ORDER.length + protocol : rank;
}

function rangeText([first, last]: readonly [number, number]): string {
  return first === last ? String(first) : `${first}-${last}`;
}

function protocolText({ protocol, values }: ProtocolTraffic): string[] {
  const name = NAME_OF.get(protocol) ?? `protocol ${protocol}`;
  if (values === "all") return [name];
  if (!hasPorts(protocol)) {
    return [String(TrafficSet.of(new Map([[protocol, values]])))];
  }
  const suffix = protocol === Protocol.TCP ? "" : `/${name}`;
  return values.map((range) => `${rangeText(range)}${suffix}`);
}

/** `8080`, `443 53/UDP`, `all`, `all but 22`; a port without a protocol is one of TCP. */
export function compactTraffic(traffic: TrafficSet): string {
  if (traffic.isEmpty) return "–";
  if (traffic.isEverything) return "all";
  const { everythingElse, protocols } = traffic.toJSON();
  if (everythingElse) return `all but ${compactTraffic(TrafficSet.everything.minus(traffic))}`;
  return [...protocols]
    .sort((left, right) => rankOf(left.protocol) - rankOf(right.protocol))
    .flatMap(protocolText)
    .join(" ");
}
