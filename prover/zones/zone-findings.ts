import type { Finding, Origin } from "../model/world.js";
import { meet, rangesText } from "./address-sets.js";
import type { Zone, ZoneKind, ZoneMap } from "./zone.js";

/** The finding for a text in place of an address. */
export function addressNotKnown(written: unknown): Pick<Finding, "code" | "message"> {
  return {
    code: "address-not-known",
    message: `${JSON.stringify(written)} is not a CIDR, so its zone is incomplete.`,
  };
}

/** Kinds of zones that share the subnets of pods. */
const AMONG_PODS: readonly ZoneKind[] = ["workload", "nodes"];

/**
 * Reports zones that share addresses. For load balancers of two applications that is an error: a rule that allows one of
 * them allows both.
 */
export function findOverlaps(
  { zones, pods }: Pick<ZoneMap, "zones" | "pods">,
  findOrigin: (zone: Zone) => Origin | undefined = () => undefined,
): Finding[] {
  const pairs = zones.flatMap((left, index) =>
    zones
      .slice(index + 1)
      .filter((right) => meet(left.ranges, right.ranges))
      .map((right) => overlap(left, right)),
  );
  const amongPods = zones
    .filter(({ kind, ranges }) => !AMONG_PODS.includes(kind) && meet(ranges, pods))
    .map((zone) => ({ zone, ...overlapWithPods(zone) }));
  return [...pairs, ...amongPods].map(({ zone, ...finding }) => ({
    ...finding,
    origin: findOrigin(zone),
  }));
}

type Overlap = Omit<Finding, "origin"> & { readonly zone: Zone };

function overlap(left: Zone, right: Zone): Overlap {
  const owners = new Set([left.application, right.application]);
  const confused = left.kind === "alb" && right.kind === "alb" && owners.size > 1;
  return {
    zone: right,
    code: "overlapping-zones",
    severity: confused ? "error" : "warning",
    message:
      `The zones ${left.name} (${rangesText(left.ranges)}) and ${right.name} ` +
      `(${rangesText(right.ranges)}) share addresses` +
      (confused ? ", so a rule that allows one application's load balancer allows both." : "."),
    fix: "Put every address into one zone.",
  };
}

function overlapWithPods(zone: Zone): Omit<Overlap, "zone"> {
  return {
    code: "zone-among-pods",
    severity: "warning",
    message:
      `The zone ${zone.name} (${rangesText(zone.ranges)}) overlaps the addresses of pods: ` +
      "any pod may have one of its addresses, so no proof can rely on the zone.",
    fix: "Move it into subnets of its own, or correct the addresses of pods.",
  };
}
