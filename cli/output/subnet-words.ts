import { isForeign, type RouteEntry } from "../../facts/routes.js";

/** What the subnets of a tier hold. */
export const TIER_USES: Readonly<Record<string, string>> = {
  alb: "load balancers and nothing else",
  workload: "nodes and pods",
  data: "databases",
  "control-plane": "network interfaces of the Kubernetes control plane",
  endpoints: "interface VPC endpoints",
  nat: "NAT gateways",
  public: "whatever is placed here: reachable from the internet",
  private: "whatever is placed here",
  isolated: "whatever is placed here",
  unknown: "whatever is placed here",
};

/** Whom subnets belong to that belong to no application. */
const UNOWNED: Readonly<Record<string, string>> = { alb: "(shared)" };

export function subnetOwner(subnet: {
  readonly application?: string;
  readonly tier: string;
}): string {
  return subnet.application ?? UNOWNED[subnet.tier] ?? "";
}

/** `nat-gateway` in words. */
function targetText(target: string): string {
  return target.replaceAll("-", " ").replace(/^(nat|vpc|vpn)\b/, (word) => word.toUpperCase());
}

/** `0.0.0.0/0 → NAT gateway`; a table of another program by its name alone. */
export function routeTexts(routes: readonly RouteEntry[]): string[] {
  if (routes.length === 0) return ["no route out of the VPC"];
  return routes.map((route) => {
    const target = targetText(route.target);
    return isForeign(route) ? target : `${route.destination} → ${target}`;
  });
}
