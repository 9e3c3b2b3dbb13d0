import type { AddressRange } from "../model/address-range.js";
import type { Finding } from "../model/world.js";
import { parseNetwork } from "../build/addresses.js";
import type { ConfigField } from "../config-file/config-field.js";
import { openConfig } from "../config-file/open-config.js";
import { completeZones, WELL_KNOWN_ZONES } from "./complete-zones.js";
import { ZONE_KINDS, type Zone, type ZoneKind, type ZoneMap } from "./zone.js";
import { rangeBetween } from "./address-sets.js";
import { addressNotKnown, findOverlaps } from "./zone-findings.js";

/** Zones and what is wrong with the file they come from; with an error nothing should be proved. */
export interface ReadZones {
  readonly zones: ZoneMap;
  readonly findings: readonly Finding[];
}

const KINDS = Object.keys(ZONE_KINDS) as ZoneKind[];

/** A name that can be told from an address, from `namespace/pod` and from a pattern. */
const NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;

/**
 * Reads the zones around a cluster whose manifests say nothing of them:
 *
 * ```yaml
 * vpc: [10.0.0.0/16]          # every network of the VPC; leave it out where there is none
 * pods: [10.0.128.0/17]       # the only addresses that pods can have
 * private: [198.18.0.0/15]    # what is not the internet either, beside RFC 1918 and RFC 6598
 * zones:
 *   alb-shop: { kind: alb, application: shop, cidrs: [10.0.0.128/27, 10.0.0.160/27] }
 *   databases: { kind: data, cidrs: 10.0.64.0/19 }
 *   api: { kind: control-plane, cidrs: 10.0.97.0/25 }
 *   node-1: { kind: nodes, node: ip-10-0-128-7.ec2.internal, cidrs: 10.0.128.7/32 }
 *   office: { kind: on-premises, cidrs: 192.168.0.0/16 }
 * ```
 *
 * A range that is no network is written `10.0.1.32-10.0.3.255`, an empty list of `pods` says that nobody knows, and
 * `unknown` lists, in any words, addresses that are missing here. `kind` is one of `ZONE_KINDS`. Always there, and not
 * to be named again: `imds`, `pod-identity`, `resolver`, `rest-of-vpc`, `link-local`, `peers` (private networks in no
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
    const message = "Without the addresses of pods, a pod may have any address.";
    root.at("pods").warn("pods-not-given", message, "Give the subnets of pods as `pods`.");
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
  if (!field.at("kind").given) field.error("no-kind", `The zone ${name} has no kind.`);
  const ranges = readNetworks(field.at("cidrs"));
  if (!field.at("cidrs").given) field.error("no-addresses", `The zone ${name} has no cidrs.`);
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
    field.error("reserved-zone", `The zone ${name} is always there.`, "Choose another name.");
  } else if (!NAME.test(name)) {
    const seen = JSON.stringify(name);
    field.error("bad-name", `${seen} cannot name a zone: lower-case letters, digits and dashes.`);
  }
}

function onlyFor(wanted: ZoneKind, kind: ZoneKind, field: ConfigField): string | undefined {
  const text = field.text();
  if (text === undefined || kind === wanted) return text;
  field.error("misplaced-field", `Only a zone of the kind ${wanted} has this field.`);
  return undefined;
}

function readNetworks(list: ConfigField): AddressRange[] {
  return list.items().flatMap((item) => {
    const text = item.text();
    if (text === undefined) return [];
    const range = rangeBetween(text);
    if (range !== undefined) return [range];
    const parsed = parseNetwork(text);
    if (parsed === undefined) item.error("bad-network", `${JSON.stringify(text)} is no network.`);
    else if (parsed.hasHostBits) {
      item.error("bad-network", `${text} has bits set beyond its prefix.`);
    }
    return parsed === undefined || parsed.hasHostBits ? [] : [parsed.range];
  });
}
