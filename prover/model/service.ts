import type { AddressRange } from "./address-range.js";
import type { Selector } from "./selector.js";
import type { PortMatch } from "./world.js";

/** One port of a Service. */
export interface ServicePort {
  /** Absent where it is the only one. */
  readonly name?: string;
  readonly protocol: number;
  readonly port: number;
  /** The port of the pods behind it. */
  readonly target: PortMatch;
}

/** An address behind a Service with one of its ports, from an EndpointSlice. */
export interface SliceMember {
  readonly address: AddressRange;
  /** The name of the Service's port; empty where it has none. */
  readonly portName: string;
  readonly protocol: number;
  readonly port: number;
}

/**
 * A Service: what is sent to its addresses goes to one of the pods behind it, before policies are asked. kube-proxy
 * replaces address and port on the sender's node, so no rule ever sees them.
 */
export interface Service {
  readonly namespace: string;
  readonly name: string;
  /** Its ClusterIPs. */
  readonly addresses: readonly AddressRange[];
  /** Without a ClusterIP: its name stands for the addresses of the pods themselves, and no port is replaced. */
  readonly headless: boolean;
  /** The name elsewhere that it stands for, and nothing else. */
  readonly externalName?: string;
  readonly ports: readonly ServicePort[];
  /** Which pods are behind it, those included that do not exist yet. Absent where somebody else says it. */
  readonly selector?: Selector;
  /** Absent where no EndpointSlice is known. */
  readonly members?: readonly SliceMember[];
}
