import type { AddressRange } from "../model/address-range.js";
import type { Finding } from "../model/world.js";
import { parseNetwork } from "../build/addresses.js";
import type { ConfigField } from "../config-file/config-field.js";
import { openConfig } from "../config-file/open-config.js";
import { completeZones, WELL_KNOWN_ZONES } from "./complete-zones.js";
import { ZONE_KINDS, type Zone, type ZoneKind, type ZoneMap } from "./zone.js";
import { rangeBetween } from "./address-sets.js";
import { addressNotKnown, findOverlaps } from "./zone-findings.js";

/** The zones of a file and its findings; with an error among them, nothing can be proved. */
export interface ReadZones {
  readonly zones: ZoneMap;
  readonly findings: readonly Finding[];
}

const KINDS = Object.keys(ZONE_KINDS) as ZoneKind[];

/** A name that looks like neither an address, nor `namespace/pod`, nor a pattern. */
const NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/**
 * Reads a file of zones, the addresses around a cluster:
 *
 * ```yaml
 * vpc: [10.0.0.0/16]          # every network of the VPC; leave it out where there is none
 * pods: [10.0.128.0/17]       # the only addresses that pods can have
 * private: [198.18.0.0/15]    # private networks besides RFC 1918 and RFC 6598
 * zones:
 *   alb-shop: { kind: alb, application: shop, cidrs: [10.0.0.128/27, 10.0.0.160/27] }
 *   databases: { kind: data, cidrs: 10.0.64.0/19 }
 *   api: { kind: control-plane, cidrs: 10.0.97.0/25 }
 *   node-1: { kind: nodes, node: ip-10-0-128-7.ec2.internal, cidrs: 10.0.128.7/32 }
 *   office: { kind: on-premises, cidrs: 192.168.0.0/16 }
 * ```
 *
 * Write a range that is not a CIDR as `10.0.1.32-10.0.3.255`. An empty list of `pods` means that their addresses are
 * unknown; `unknown` lists, in any words, addresses that are missing here. `kind` is one of `ZONE_KINDS`. These zones
 * always exist and cannot be defined: `imds`, `pod-identity`, `resolver`, `rest-of-vpc`, `link-local`, `peers` (private networks in no
 * other zone) and `internet`.
 */
export function readZones(text: string, file: string): ReadZones {
  const { root, findings } = openConfig(text, file);
  root.only(["vpc", "pods", "private", "zones", "unknown"]);
  const fields = new Map<string, ConfigField>();
  const zones = root
    .at("zones")
    .entries()
    .map(([name, field]) => {
      fields.set(name, field);
      return readZone(name, field);
    });
  const known = {
    zones,
    vpc: readNetworks(root.at("vpc")),
    pods: readNetworks(root.at("pods")),
    private: readNetworks(root.at("private")),
  };
  if (!root.at("pods").given) {
    const message = "`pods` is missing, so a pod may have any address.";
    root.at("pods").warn("pods-not-given", message, "List the subnets of pods as `pods`.");
  }
  for (const item of root.at("unknown").items()) {
    const { code, message } = addressNotKnown(item.value);
    item.warn(code, message);
  }
  const overlaps = findOverlaps(known, ({ name }) => fields.get(name)?.origin);
  return { zones: completeZones(known), findings: [...findings, ...overlaps] };
}

function readZone(name: string, field: ConfigField): Zone {
  field.only(["kind", "cidrs", "application", "node"]);
  checkName(name, field);
  const kind = field.at("kind").choice(KINDS) ?? "peer";
  if (!field.at("kind").given) field.error("no-kind", `The zone ${name} requires a kind.`);
  const ranges = readNetworks(field.at("cidrs"));
  if (!field.at("cidrs").given) field.error("no-addresses", `The zone ${name} requires cidrs.`);
  const application = onlyFor("alb", kind, field.at("application"));
  const node = onlyFor("nodes", kind, field.at("node"));
  return {
    name,
    kind,
    ranges,
    ...(application === undefined ? {} : { application }),
    ...(node === undefined ? {} : { node }),
  };
}

function checkName(name: string, field: ConfigField): void {
  if (WELL_KNOWN_ZONES.includes(name)) {
    field.error("reserved-zone", `The zone ${name} is built in.`, "Choose another name.");
  } else if (!NAME.test(name)) {
    const seen = JSON.stringify(name);
    field.error("bad-name", `${seen} is invalid: expected lower-case letters, digits and dashes.`);
  }
}

function onlyFor(wanted: ZoneKind, kind: ZoneKind, field: ConfigField): string | undefined {
  const text = field.text();
  if (text === undefined || kind === wanted) return text;
  field.error("misplaced-field", `Only a zone of kind ${wanted} can have this field.`);
  return undefined;
}

function readNetworks(list: ConfigField): AddressRange[] {
  return list.items().flatMap((item) => {
    const text = item.text();
    if (text === undefined) return [];
    const range = rangeBetween(text);
    if (range !== undefined) return [range];
    const parsed = parseNetwork(text);
    if (parsed === undefined)
      item.error(
        "bad-network",
        `${JSON.stringify(text)} is invalid: expected a CIDR such as 10.0.0.0/16.`,
      );
    else if (parsed.hasHostBits) {
      item.error("bad-network", `${text} has host bits set.`);
    }
    return parsed === undefined || parsed.hasHostBits ? [] : [parsed.range];
  });
}
