import { evaluateFlow } from "../evaluate/evaluate-flow.js";
import type { Flow, FlowVerdict } from "../model/traffic.js";
import type { World } from "../model/world.js";
import { formatPacket } from "../reach/format-traffic.js";
import type { TrafficSet } from "../reach/traffic-set.js";
import { directionText } from "./decision-text.js";
import type { PeerGroup } from "./peer-groups.js";
import { pickExample } from "./traffic-example.js";

/** A pair that breaks a rule, with one packet and the deciding rule of each direction. */
export interface Counterexample {
  readonly from: string;
  readonly to: string;
  /** Everything between the two that breaks the rule. */
  readonly traffic: TrafficSet;
  readonly flow: Flow;
  readonly verdict: FlowVerdict;
  /** `shop/* → alb-billing: 443/TCP`. */
  readonly text: string;
  /** `allowed by spec.egress[3] of shop/knp.default.all (tier default)`. */
  readonly egress: string;
  readonly ingress: string;
}

/** Whether the verdict of a packet demonstrates the violation. */
export type ShowsPoint = (verdict: FlowVerdict) => boolean;

/** A packet between two groups whose verdict demonstrates the violation. */
export function findCounterexample(
  world: World,
  pair: { readonly from: PeerGroup; readonly to: PeerGroup },
  traffic: TrafficSet,
  shows: ShowsPoint,
): Counterexample {
  const packet = pickExample(traffic);
  const flows = pair.from.peers.flatMap((from) =>
    pair.to.peers.map((to): Flow => ({ from, to, ...packet })),
  );
  const tried = flows.map((flow) => ({ flow, verdict: evaluateFlow(world, flow) }));
  const shown = tried.find(({ verdict }) => shows(verdict)) ?? tried[0];
  if (shown === undefined) throw new RangeError("a peer group has at least one peer");
  const { flow, verdict } = shown;
  return {
    from: pair.from.name,
    to: pair.to.name,
    traffic,
    flow,
    verdict,
    text: `${pair.from.name} → ${pair.to.name}: ${formatPacket(packet)}`,
    egress: directionText(verdict.egress),
    ingress: directionText(verdict.ingress),
  };
}
