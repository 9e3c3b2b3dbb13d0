import {
  type Backend,
  findBackends,
  type Flow,
  hasPorts,
  type Peer,
  PeerError,
  type Service,
  serviceId,
  type ServicePort,
  servicePortAt,
} from "../../prover/index.js";
import type { OpenedWorld } from "../proof/opened-world.js";
import type { PeerFinder } from "./find-peers.js";
import { type Packet, PacketError, packetText } from "./flow-request.js";

/** A port of a Service and where its connections go. */
export interface ServiceCall {
  readonly port: ServicePort;
  readonly backends: readonly Backend[];
}

function portsText({ ports }: Service): string {
  const named = ports.map((each) =>
    each.name === undefined ? packetText(each) : `${packetText(each)} (${each.name})`,
  );
  return named.length === 0 ? "No port of it is known." : `Its ports: ${named.join(", ")}.`;
}

function askedPorts(service: Service, packet: Packet | undefined): readonly ServicePort[] {
  const id = serviceId(service);
  if (packet === undefined) {
    if (service.ports.length > 0) return service.ports;
    throw new PacketError(`${id} has no ports of its own: name one.`);
  }
  const { protocol, port } = packet;
  if (port === undefined) {
    const what = hasPorts(protocol) ? "name a port" : "it forwards TCP, UDP and SCTP";
    throw new PacketError(`${id} is a Service: ${what}. ${portsText(service)}`);
  }
  const found = servicePortAt(service, { protocol, port });
  if (found !== undefined) return [found];
  throw new PacketError(`${id} has no port ${packetText(packet)}. ${portsText(service)}`);
}

/**
 * What becomes of connections to a Service: all its ports where no traffic is named.
 *
 * @throws PacketError for a port that it does not have, and PartyError where nobody is behind it.
 */
export function serviceCalls(
  { addressed, zones }: Pick<OpenedWorld, "addressed" | "zones">,
  service: Service,
  packet: Packet | undefined,
): readonly ServiceCall[] {
  const { externalName } = service;
  if (externalName !== undefined) {
    throw new PeerError(
      `${serviceId(service)} is another name of ${externalName}: ask for one of its addresses.`,
    );
  }
  return askedPorts(service, packet).map((port) => {
    const backends = findBackends(addressed, zones, service, port);
    if (backends.length > 0) return { port, backends };
    throw new PeerError(
      `Nobody is behind ${packetText(port)} of ${serviceId(service)}: no pod that its selector and target port ` +
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
