import type { World } from "../model/world.js";
import { enforcedRules } from "./family-reach.js";
import { type TrafficClass, classifyTraffic } from "./traffic-classes.js";
import { TrafficSet } from "./traffic-set.js";

function classSet(
  { protocol, values, everythingElse }: TrafficClass,
  classes: readonly TrafficClass[],
): TrafficSet {
  if (!everythingElse) return TrafficSet.of(new Map([[protocol, values]]));
  const listed = classes.filter((each) => !each.everythingElse);
  return TrafficSet.of(new Map(listed.map((each) => [each.protocol, []])), true);
}

/** Cuts traffic into parts: no rule of the world tells the packets of a part apart. */
export function splitTraffic(world: World, traffic: TrafficSet): TrafficSet[] {
  const classes = classifyTraffic(enforcedRules(world), world.endpoints);
  return classes
    .map((each) => classSet(each, classes).intersect(traffic))
    .filter((part) => !part.isEmpty);
}
