import {
  type Backend,
  findBackends,
  type Flow,
  formatPacket,
  type Peer,
  PeerError,
  type Service,
  serviceId,
  type ServicePort,
  servicePortAt,
  type TrafficSet,
} from "../../prover/index.js";
import type { OpenedWorld } from "../proof/opened-world.js";
import type { PeerFinder } from "./find-peers.js";
import { PacketError } from "./flow-request.js";
import { singlePacket } from "./open-traffic.js";

/** A port of a Service and where its connections go. */
export interface ServiceCall {
  readonly port: ServicePort;
  readonly backends: readonly Backend[];
}

function portsText({ ports }: Service): string {
  const named = ports.map((each) =>
    each.name === undefined ? formatPacket(each) : `${formatPacket(each)} (${each.name})`,
  );
  return named.length === 0 ? "No port of it is known." : `Its ports: ${named.join(", ")}.`;
}

function askedPorts(service: Service, traffic: TrafficSet | undefined): readonly ServicePort[] {
  const id = serviceId(service);
  if (traffic === undefined) {
    if (service.ports.length > 0) return service.ports;
    throw new PacketError(`${id} has no ports of its own: name one.`);
  }
  const { protocol, port } = singlePacket(traffic) ?? {};
  const single =
    protocol === undefined || port === undefined
      ? undefined
      : servicePortAt(service, { protocol, port });
  const found = service.ports.filter((each) => traffic.includes(each.protocol, each.port));
  if (single !== undefined || found.length > 0) return single === undefined ? found : [single];
  throw new PacketError(`${id} does not serve ${String(traffic)}. ${portsText(service)}`);
}

/**
 * What becomes of connections to a Service: all its ports where no traffic is named.
 *
 * @throws PacketError for a port that it does not have, and PeerError where it has no backend.
 */
export function serviceCalls(
  { addressed, zones }: Pick<OpenedWorld, "addressed" | "zones">,
  service: Service,
  traffic: TrafficSet | undefined,
): readonly ServiceCall[] {
  const { externalName } = service;
  if (externalName !== undefined) {
    throw new PeerError(
      `${serviceId(service)} is another name of ${externalName}: ask for one of its addresses.`,
    );
  }
  return askedPorts(service, traffic).map((port) => {
    const backends = findBackends(addressed, zones, service, port);
    if (backends.length > 0) return { port, backends };
    throw new PeerError(
      `${formatPacket(port)} of ${serviceId(service)} has no backend: no pod that its selector and target port ` +
        "pick, and no EndpointSlice.",
    );
  });
}

/** The flows to one backend of a call each. */
export function callFlows(
  peers: PeerFinder,
  from: readonly Peer[],
  { port: { protocol }, backends }: ServiceCall,
): Flow[][] {
  return backends.map(({ peer, port }) =>
    from.map((source) => ({ from: source, to: peers.inWorld(peer), protocol, port })),
  );
}
