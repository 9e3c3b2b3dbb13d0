import type { PlanFacts } from "./plan-facts.js";

/** A load balancer in the platform's VPC. The controller creates it, so the plan does not list it. */
export interface LoadBalancer {
  /** The application behind it; null when several applications share it. */
  readonly application: string | null;
  /** Availability zones that it has a subnet in. */
  readonly zones: number;
  readonly scheme: string;
}

/** Every load balancer that the plan's applications lead to, the shared one first. */
export function findLoadBalancers({
  applications,
  addresses,
}: Pick<PlanFacts, "applications" | "addresses">): LoadBalancer[] {
  const first = applications.find(({ loadBalancer }) => loadBalancer?.placement === "shared");
  const sharedZones = new Set(
    addresses.filter(({ tier, application }) => tier === "alb" && !application).map((e) => e.zone),
  ).size;
  const dedicated = applications.flatMap(({ application, loadBalancer, albSubnets }) =>
    loadBalancer?.placement === "dedicated" && albSubnets.length > 0
      ? [{ application, zones: albSubnets.length, scheme: loadBalancer.scheme }]
      : [],
  );
  return first?.loadBalancer && sharedZones > 0
    ? [{ application: null, zones: sharedZones, scheme: first.loadBalancer.scheme }, ...dedicated]
    : dedicated;
}
