import { listed, suggestion } from "../../basics/nearest.js";
import { parseAddress, parseNetwork, rangesMeet } from "../build/addresses.js";
import type { AddressRange } from "../model/address-range.js";
import type { Peer } from "../model/traffic.js";
import type { Endpoint, Service, World } from "../model/world.js";
import { covers } from "./address-sets.js";
import { zoneNamed, zonePeers, type ZoneMap } from "./zone.js";

/** A text that names no peer. The message lists what is accepted and suggests a name. */
export class PeerError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "PartyError";
  }
}

/**
 * Who a text means: `namespace/pod`, `namespace/*` (a pod that a tenant may yet create), an address or network, or a
 * zone, which has one peer for each of its ranges.
 */
export function findPeers(world: World, zones: ZoneMap, text: string): readonly [Peer, ...Peer[]] {
  const endpoint = world.endpoints.find(({ id }) => id === text);
  if (endpoint !== undefined) return [{ kind: "endpoint", endpoint }];
  const parsed = parseNetwork(text);
  if (parsed !== undefined) return [peerAt(parsed.range, world, zones)];
  const zone = zoneNamed(zones, text);
  const [first, ...others] = zone === undefined ? [] : zonePeers(zone);
  if (first !== undefined) return [first, ...others];
  throw new PeerError(text.includes("/") ? noEndpoint(world, text) : noZone(world, zones, text));
}

/** The same as one peer: of a zone the first of its ranges. */
export function findPeer(world: World, zones: ZoneMap, text: string): Peer {
  return findPeers(world, zones, text)[0];
}

/** The zones that a range has addresses of. */
export function zonesAt({ zones }: ZoneMap, range: AddressRange): string[] {
  return zones
    .filter(({ ranges }) => ranges.some((each) => rangesMeet(each, range)))
    .map(({ name }) => name);
}

/** A pod where the address is known to be one's, or else an address of its zone. */
export function peerAt(range: AddressRange, world: World, zones: ZoneMap): Peer {
  const owner = world.endpoints.find((endpoint) => hasAddress(endpoint, range));
  if (owner !== undefined) return { kind: "endpoint", endpoint: owner };
  const inside = zonesAt(zones, range);
  const node = zones.zones.find(({ ranges }) => covers(ranges, [range]))?.node;
  const name = inside.length === 0 ? range.text : `${range.text} (${inside.join(", ")})`;
  return { kind: "network", name, range, ...(node === undefined ? {} : { nodeName: node }) };
}

function hasAddress({ addresses }: Endpoint, { version, first, last }: AddressRange): boolean {
  return (
    addresses.kind === "exactly" &&
    addresses.addresses.some(
      (own) => own.version === version && own.first === first && own.last === last,
    )
  );
}

function noEndpoint({ endpoints, namespaces, services }: World, text: string): string {
  const namespace = text.slice(0, text.indexOf("/"));
  if (!namespaces.includes(namespace)) {
    return `Unknown namespace ${JSON.stringify(namespace)}.${suggestion(namespace, namespaces)}`;
  }
  const service = services.find((each) => `${each.namespace}/${each.name}` === text);
  if (service !== undefined) {
    return `Unknown pod ${JSON.stringify(text)}. As a destination, write the Service as ${serviceId(service)}.`;
  }
  if (/^[^/]+\/service\/[^/]+$/.test(text)) return noService(services, text);
  const ids = endpoints.filter((endpoint) => endpoint.namespace === namespace).map(({ id }) => id);
  return `Unknown pod ${JSON.stringify(text)}.${suggestion(text, ids)} Pods: ${listed(ids)}.`;
}

function noService(services: World["services"], text: string): string {
  if (services.some((each) => serviceId(each) === text)) {
    return `${text} is a Service, which cannot be a source.`;
  }
  const [namespace, , name = ""] = text.split("/");
  const names = services.filter((each) => each.namespace === namespace).map((each) => each.name);
  return `Unknown Service ${JSON.stringify(text)}.${suggestion(name, names)} Services: ${listed(names)}.`;
}

function noZone({ namespaces }: World, zones: ZoneMap, text: string): string {
  if (namespaces.includes(text)) {
    return `${text} is a namespace; use ${text}/* for any pod in it, or ${text}/<pod>.`;
  }
  const names = zones.zones.map(({ name }) => name);
  return (
    `Unknown peer ${JSON.stringify(text)}; use a zone, an address, namespace/pod, or namespace/* for any pod.` +
    `${suggestion(text, names)} Zones: ${listed(names, 12)}.`
  );
}

/** The name of a Service as a peer; the plain name is left to pods. */
export function serviceId({ namespace, name }: Pick<Service, "namespace" | "name">): string {
  return `${namespace}/service/${name}`;
}

/** The Service of `namespace/service/name`, or of a ClusterIP. */
export function serviceNamed(
  { services }: Pick<World, "services">,
  text: string,
): Service | undefined {
  const address = parseAddress(text);
  return services.find(
    (service) =>
      serviceId(service) === text ||
      (address !== undefined && service.addresses.some((own) => rangesMeet(own, address))),
  );
}
