import { type Party, partiesOf } from "../../prover/index.js";
import type { OpenedWorld } from "../proof/opened-world.js";
import { nodeAddressOf } from "./host-network.js";

type Parties = readonly [Party, ...Party[]];

/** Finds who is meant by `namespace/pod`, `namespace/*`, an address, a network or the name of a zone. */
export class PartyFinder {
  private readonly known = new Map<string, Parties>();

  constructor(private readonly opened: OpenedWorld) {}

  /** @throws PartyError with what was probably meant. */
  find(text: string): Parties {
    const found = this.known.get(text) ?? this.look(text);
    this.known.set(text, found);
    return found;
  }

  /** Addresses are looked up where pods have theirs; the flow is judged in the world that was asked for. */
  private look(text: string): Parties {
    const { addressed, world, zones, input } = this.opened;
    const found = partiesOf(addressed, zones, nodeAddressOf(input.read.objects, text) ?? text);
    if (world === addressed) return found;
    const [first, ...others] = found.map((party) => this.inWorld(party));
    return first === undefined ? found : [first, ...others];
  }

  /** The same party as the flow meets it. */
  inWorld(party: Party): Party {
    if (party.kind === "network") return party;
    const { id } = party.endpoint;
    const endpoint = this.opened.world.endpoints.find((each) => each.id === id);
    return endpoint === undefined ? party : { kind: "endpoint", endpoint };
  }
}

/** `shop/web`, `alb-shop`, `10.0.0.7 (data)`. */
export function partyName(party: Party): string {
  return party.kind === "endpoint" ? party.endpoint.id : party.name;
}
