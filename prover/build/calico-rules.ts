import { isIcmp, KUBERNETES_PROTOCOLS, onlyIpVersion } from "../model/protocols.js";
import { oneOf } from "../../basics/nearest.js";
import type { Action, IcmpMatch, PortMatch, Rule, RuleSide } from "../model/world.js";
import { readSide, type RuleScope } from "./calico-sides.js";
import type { Field } from "./field.js";
import { readProtocol } from "./protocols.js";
import type { ServiceSide } from "./service-sides.js";

const FIELDS = [
  "metadata",
  "action",
  "ipVersion",
  "protocol",
  "notProtocol",
  "icmp",
  "notICMP",
  "source",
  "destination",
  "http",
];

const ACTIONS: readonly string[] = ["Allow", "Deny", "Pass", "Log"] satisfies Action[];

/** One rule of Calico. A rule that names a Service becomes several rules; a rule that no packet can match becomes none. */
export function readCalicoRule(field: Field, scope: RuleScope): Rule[] {
  field.only(FIELDS);
  const action = readAction(field.at("action"));
  if (field.at("http").given) {
    const message = "The prover does not model HTTP matches (Dikastes).";
    field.at("http").error("not-supported", message);
  }
  const head = { path: field.path, action, ...readPacket(field) };
  const sources = readSide(field.at("source"), false, scope);
  const destinations = readSide(field.at("destination"), true, scope);
  const rules = sources.flatMap((source) =>
    destinations.flatMap((destination) => join(head, source, destination)),
  );
  for (const rule of rules.slice(0, 1)) checkPorts(field, rule);
  return rules.flatMap((rule) => withinFamilies(field, rule));
}

function readAction(field: Field): Action {
  const action = field.text() ?? "";
  if (ACTIONS.includes(action)) return action as Action;
  const seen = field.given
    ? `Unknown action ${JSON.stringify(field.value)}`
    : "The action is missing";
  field.error("bad-action", `${seen}; use ${oneOf(ACTIONS)}.`);
  return "Deny";
}

type Packet = Pick<Rule, "ipVersion" | "protocol" | "notProtocol" | "icmp" | "notIcmp">;

function readPacket(field: Field): Packet {
  const packet: Packet = {
    ipVersion: readIpVersion(field.at("ipVersion")),
    protocol: readProtocol(field.at("protocol")),
    notProtocol: readProtocol(field.at("notProtocol")),
    icmp: readIcmp(field.at("icmp")),
    notIcmp: readIcmp(field.at("notICMP")),
  };
  checkIcmp(field, packet);
  const entries: [string, unknown][] = Object.entries(packet);
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

function readIpVersion(field: Field): 4 | 6 | undefined {
  const version = field.number();
  if (version === 4 || version === 6) return version;
  if (field.given) field.error("bad-ip-version", "The IP version is invalid: expected 4 or 6.");
  return undefined;
}

const ICMP_LIMITS = { type: 254, code: 255 } as const;

function readIcmp(field: Field): IcmpMatch | undefined {
  if (!field.given) return undefined;
  field.only(["type", "code"]);
  const type = readByte(field.at("type"), ICMP_LIMITS.type);
  const code = readByte(field.at("code"), ICMP_LIMITS.code);
  if (code !== undefined && type === undefined) {
    field.at("code").error("icmp-code-without-type", "An ICMP code requires a type.");
  }
  return { ...(type === undefined ? {} : { type }), ...(code === undefined ? {} : { code }) };
}

function readByte(field: Field, last: number): number | undefined {
  const value = field.number();
  if (value === undefined || (Number.isInteger(value) && value >= 0 && value <= last)) return value;
  field.error("bad-icmp", `${value} is invalid: expected a number from 0 to ${last}.`);
  return undefined;
}

function checkIcmp(field: Field, { protocol, notProtocol, ipVersion, icmp }: Packet): void {
  if (icmp !== undefined && !isIcmp(protocol ?? 0)) {
    field.at("icmp").error("icmp-without-protocol", "icmp requires the protocol ICMP or ICMPv6.");
  }
  const family = onlyIpVersion(protocol ?? 0) ?? onlyIpVersion(notProtocol ?? 0);
  if (family !== undefined && ipVersion !== undefined && family !== ipVersion) {
    field.at("ipVersion").error("bad-ip-version", `This protocol requires IP version ${family}.`);
  }
}

type Head = Pick<Rule, "path" | "action"> & Packet;

/** A Service's port has a protocol of its own; a rule about another protocol leaves nothing of it. */
function join(head: Head, source: ServiceSide, destination: ServiceSide): Rule[] {
  const own = source.protocol ?? destination.protocol;
  const { protocol } = head;
  if (own !== undefined && protocol !== undefined && own !== protocol) return [];
  const base = own === undefined ? head : { ...head, protocol: own };
  return [{ ...base, source: source.side, destination: destination.side }];
}

const PORT_FIELDS = ["ports", "notPorts"] as const;
const SIDES = ["source", "destination"] as const;

/** Numbers need a protocol that has ports; names alone bring their own. */
function checkPorts(field: Field, rule: Rule): void {
  if ([...KUBERNETES_PROTOCOLS.values()].includes(rule.protocol ?? 0)) return;
  for (const side of SIDES) {
    for (const list of PORT_FIELDS) {
      if (!needsProtocol(rule[side][list], rule.protocol)) continue;
      const message = "Ports require the protocol TCP, UDP or SCTP.";
      field.at(side).at(list).error("ports-without-protocol", message);
    }
  }
}

function needsProtocol(ports: readonly PortMatch[] = [], protocol: number | undefined): boolean {
  return ports.some(({ kind }) => kind === "range" || protocol !== undefined);
}

/**
 * A list of networks speaks of the IP versions that are in it and of no other, `notNets` too: Felix leaves the rule
 * out for a version of which nothing remains in one of the lists.
 */
function withinFamilies(field: Field, rule: Rule): Rule[] {
  const lists = SIDES.flatMap((side) => netLists(rule[side]));
  const families = ([4, 6] as const).filter(
    (family) =>
      (rule.ipVersion ?? family) === family &&
      lists.every((list) => list.some(({ version }) => version === family)),
  );
  const mixed = new Set(lists.flat().map(({ version }) => version)).size > 1;
  if (mixed) {
    const message = "This rule mixes IPv4 and IPv6 networks, so Calico's API rejects it.";
    field.warn("mixed-ip-versions", message, "Write one rule for each IP version.");
  }
  if (families.length === 2) return [rule];
  if (families[0] !== undefined) return [{ ...rule, ipVersion: families[0] }];
  field.warn("never-matches", "The rule matches no packet: its IP versions contradict each other.");
  return [];
}

function netLists({ nets, notNets }: RuleSide): NonNullable<RuleSide["nets"]>[] {
  return [nets, notNets].filter((list) => list !== undefined);
}
