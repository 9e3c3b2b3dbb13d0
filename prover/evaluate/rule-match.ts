import type { AddressRange } from "../model/address-range.js";
import { both, not, Truth, truthOf } from "../model/truth.js";
import type { Rule, RuleSide, ServiceMember } from "../model/world.js";
import { isIcmpMessage, isPortAmong, type FamilyPacket, type PacketEnd } from "./packet.js";
import type { WorldFacts } from "./world-facts.js";

type End = "source" | "destination";

/** One end of the packet in the light of one side of the rule. */
interface SideCase {
  readonly facts: WorldFacts;
  readonly packet: FamilyPacket;
  readonly name: End;
  readonly end: PacketEnd;
  readonly side: RuleSide;
}

type Criterion<Subject> = (subject: Subject) => Truth;

/** Criteria of one side that hold where they are not given. */
const SIDE_CRITERIA: readonly Criterion<SideCase>[] = [
  ({ side: { nets }, ...rest }) => (nets === undefined ? Truth.Yes : isInNets(rest, nets)),
  ({ side: { notNets }, ...rest }) =>
    notNets === undefined ? Truth.Yes : isOutsideNets(rest, notNets),
  isPickedBySelectors,
  ({ side: { services }, ...rest }) =>
    services === undefined ? Truth.Yes : isBehind(rest, services),
  (subject) => (subject.side.ports === undefined ? Truth.Yes : isPort(subject, subject.side.ports)),
  (subject) =>
    subject.side.notPorts === undefined ? Truth.Yes : not(isPort(subject, subject.side.notPorts)),
];

/** Criteria of the packet itself that hold where they are not given. */
const PACKET_CRITERIA: readonly Criterion<{ rule: Rule; packet: FamilyPacket }>[] = [
  ({ rule, packet }) => truthOf(rule.ipVersion === undefined || rule.ipVersion === packet.version),
  ({ rule, packet }) => truthOf(rule.protocol === undefined || rule.protocol === packet.protocol),
  ({ rule, packet }) => truthOf(rule.notProtocol !== packet.protocol),
  ({ rule: { icmp }, packet }) => (icmp === undefined ? Truth.Yes : isIcmpMessage(packet, icmp)),
  ({ rule: { notIcmp }, packet }) =>
    notIcmp === undefined ? Truth.Yes : not(isIcmpMessage(packet, notIcmp)),
];

type Place = Omit<SideCase, "side">;

function isInNets({ facts, packet, end }: Place, nets: readonly AddressRange[]): Truth {
  return facts.isIn(end, packet.version, nets);
}

/** A list without addresses of the packet's family takes the whole rule out of that family. */
function isOutsideNets({ facts, packet, end }: Place, notNets: readonly AddressRange[]): Truth {
  const leftOut = notNets.length > 0 && facts.coverage(notNets, packet.version).length === 0;
  return leftOut ? Truth.No : not(facts.isIn(end, packet.version, notNets));
}

function isPickedBySelectors({ facts, packet, end, side }: SideCase): Truth {
  const picking = facts.picking(side);
  if (picking !== undefined) return facts.isMember(end, packet.version, picking);
  return side.notSelector === undefined
    ? Truth.Yes
    : not(facts.isMember(end, packet.version, side.notSelector));
}

/** Destinations are addresses with ports, sources addresses only. */
function isBehind(place: Place, services: readonly ServiceMember[]): Truth {
  const { packet, name, end } = place;
  const members = services.filter(
    ({ port }) =>
      name === "source" ||
      port === undefined ||
      (port.protocol === packet.protocol && (end.port ?? port.port) === port.port),
  );
  const inAddresses = isInNets(
    place,
    members.map(({ address }) => address),
  );
  const portUnknown = end.port === undefined && members.some(({ port }) => port !== undefined);
  return name === "destination" && portUnknown ? both(Truth.Maybe, inAddresses) : inAddresses;
}

function isPort(
  { facts, packet, end, side }: SideCase,
  ports: NonNullable<RuleSide["ports"]>,
): Truth {
  const picking = facts.picking(side);
  const picked = picking === undefined ? Truth.Yes : facts.isEndpointPicked(end, picking);
  return isPortAmong(end, packet.protocol, ports, picked);
}

/** The truth of all criteria; stops at the first that cannot hold. */
function allHold<Subject>(criteria: readonly Criterion<Subject>[], subject: Subject): Truth {
  let truth: Truth = Truth.Yes;
  for (const criterion of criteria) {
    truth = both(truth, criterion(subject));
    if (truth === Truth.No) break;
  }
  return truth;
}

/** Whether the rule matches the packet. */
export function matchRule(facts: WorldFacts, rule: Rule, packet: FamilyPacket): Truth {
  const truth = allHold(PACKET_CRITERIA, { rule, packet });
  if (truth === Truth.No) return truth;
  const { source, destination } = packet;
  const from = { facts, packet, name: "source", end: source, side: rule.source } as const;
  const to = {
    facts,
    packet,
    name: "destination",
    end: destination,
    side: rule.destination,
  } as const;
  return both(both(truth, allHold(SIDE_CRITERIA, from)), allHold(SIDE_CRITERIA, to));
}
