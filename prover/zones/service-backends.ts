import type { Peer } from "../model/traffic.js";
import { Truth } from "../model/truth.js";
import type {
  Endpoint,
  PortMatch,
  Service,
  ServicePort,
  SliceMember,
  World,
} from "../model/world.js";
import { evaluateSelector } from "../selectors/evaluate-selector.js";
import { peerAt } from "./find-peers.js";
import type { ZoneMap } from "./zone.js";

/** Where a connection to a Service ends, and on which port. */
export interface Backend {
  readonly peer: Peer;
  readonly port: number;
}

/** The port of the Service; any port of a headless one, as nothing is replaced there. */
export function servicePortAt(
  { headless, ports }: Pick<Service, "headless" | "ports">,
  { protocol, port }: Pick<ServicePort, "protocol" | "port">,
): ServicePort | undefined {
  if (headless) return { protocol, port, target: { kind: "range", first: port, last: port } };
  return ports.find((each) => each.protocol === protocol && each.port === port);
}

/**
 * Everyone to whom a connection to a port of the Service may go: the pods that its selector may pick, pods of tenants
 * that do not exist yet left out, and the addresses of its EndpointSlices.
 */
export function findBackends(
  world: World,
  zones: ZoneMap,
  service: Service,
  port: ServicePort,
): readonly Backend[] {
  const { selector } = service;
  const pods = world.endpoints
    .filter(({ kind, labels }) => {
      const isPod = kind !== "adversary" && selector !== undefined;
      return isPod && evaluateSelector(selector, labels) !== Truth.No;
    })
    .flatMap((endpoint) => podBackends(endpoint, port));
  const addresses = membersAt(service, port).map((member): Backend => ({
    peer: peerAt(member.address, world, zones),
    port: member.port,
  }));
  const keyed = [...pods, ...addresses].map((each): [string, Backend] => [backendKey(each), each]);
  return [...new Map(keyed).values()];
}

/** Addresses of EndpointSlices under the name of the port; all of them where the port is not one of the Service's. */
function membersAt({ ports, members = [] }: Service, port: ServicePort): readonly SliceMember[] {
  if (!ports.includes(port)) return members.map((member) => ({ ...member, port: port.port }));
  const name = port.name ?? "";
  return members.filter((each) => each.portName === name && each.protocol === port.protocol);
}

function podBackends(endpoint: Endpoint, { protocol, target }: ServicePort): Backend[] {
  const peer: Peer = { kind: "endpoint", endpoint };
  return targetPorts(endpoint, protocol, target).map((port) => ({ peer, port }));
}

/** Who gives no port the name of the target is not behind the Service. */
function targetPorts({ ports }: Endpoint, protocol: number, target: PortMatch): number[] {
  if (target.kind === "range") return [target.first];
  if (ports === "any") return [];
  const named = ports.find((each) => each.name === target.name && each.protocol === protocol);
  return named === undefined ? [] : [named.port];
}

function backendKey({ peer, port }: Backend): string {
  return `${peer.kind === "endpoint" ? peer.endpoint.id : peer.range.text} ${port}`;
}
