import { objectOf, textOf, type JsonMap } from "../../basics/json.js";
import { findPeers, PeerError, type Peer, type RawObject } from "../../prover/index.js";
import type { OpenedWorld } from "../proof/opened-world.js";

type Peers = readonly [Peer, ...Peer[]];

/** Finds who is meant by `namespace/pod`, `namespace/*`, an address, a network or the name of a zone. */
export class PeerFinder {
  private readonly known = new Map<string, Peers>();

  constructor(private readonly opened: OpenedWorld) {}

  /** @throws PartyError with what was probably meant. */
  find(text: string): Peers {
    const found = this.known.get(text) ?? this.look(text);
    this.known.set(text, found);
    return found;
  }

  /** Addresses are looked up where pods have theirs; the flow is judged in the world that was asked for. */
  private look(text: string): Peers {
    const { addressed, world, zones, input } = this.opened;
    const found = findPeers(addressed, zones, hostNetworkAddress(input.read.objects, text) ?? text);
    if (world === addressed) return found;
    const [first, ...others] = found.map((peer) => this.inWorld(peer));
    return first === undefined ? found : [first, ...others];
  }

  /** The same peer as the flow meets it. */
  inWorld(peer: Peer): Peer {
    if (peer.kind === "network") return peer;
    const { id } = peer.endpoint;
    const endpoint = this.opened.world.endpoints.find((each) => each.id === id);
    return endpoint === undefined ? peer : { kind: "endpoint", endpoint };
  }
}

/** `shop/web`, `alb-shop`, `10.0.0.7 (data)`. */
export function peerName(peer: Peer): string {
  return peer.kind === "endpoint" ? peer.endpoint.id : peer.name;
}

/**
 * The address of a pod that uses the network of its node: Calico knows it by that address only. Nothing for every
 * other text.
 *
 * @throws PartyError when the manifests do not say the address.
 */
function hostNetworkAddress(objects: readonly RawObject[], text: string): string | undefined {
  const pod = objects.find(
    ({ kind, ref }) => kind === "Pod" && `${ref.namespace ?? ""}/${ref.name}` === text,
  );
  const { spec, status } = (pod?.content ?? {}) as JsonMap;
  if (objectOf(spec).hostNetwork !== true) return undefined;
  const { podIP, hostIP } = objectOf(status);
  const address = textOf(podIP) ?? textOf(hostIP);
  if (address !== undefined) return address;
  throw new PeerError(
    `${text} uses the network of its node, so that no policy selects it, and its address is not known. ` +
      "Ask for the address of the node.",
  );
}
