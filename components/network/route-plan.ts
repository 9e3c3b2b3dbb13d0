import { NatGatewayMode } from "./args.js";

/** The key of the internet gateway among the targets of routes. */
export const INTERNET = "internet";

/** Route tables that every network has; each zone has a private one besides. */
export const PUBLIC_TABLE = "public";
export const ISOLATED_TABLE = "isolated";
export const NAT_TABLE = "nat";

export function privateTableKey(zone: string): string {
  return `private-${zone}`;
}

/** A NAT gateway: of the whole VPC, or of one zone. */
export interface NatGatewayPlan {
  key: string;
  /** The zone that it stands and needs a public subnet in. Absent when AWS spreads it over the zones. */
  zone?: string;
}

export interface RouteTablePlan {
  key: string;
  /** Where 0.0.0.0/0 goes: the internet gateway or the key of a NAT gateway. Absent: nowhere. */
  defaultRoute?: string;
  /** Whether S3 is reached through the gateway endpoint. */
  s3: boolean;
}

export interface RoutePlan {
  natGateways: NatGatewayPlan[];
  tables: RouteTablePlan[];
}

/** The way out of one mode. */
interface WayOut {
  natGateways: (zones: readonly string[]) => NatGatewayPlan[];
  /** Tables that only the NAT gateways need. */
  tables: RouteTablePlan[];
  /** The NAT gateway that workloads of a zone use. */
  natGatewayKey: (zone: string) => string | undefined;
}

const formatNatGatewayKey = (zone: string) => `nat-${zone}`;

const WAYS_OUT: Record<NatGatewayMode, WayOut> = {
  [NatGatewayMode.Regional]: {
    natGateways: () => [{ key: "nat" }],
    tables: [],
    natGatewayKey: () => "nat",
  },
  [NatGatewayMode.Zonal]: {
    natGateways: (zones) => zones.map((zone) => ({ key: formatNatGatewayKey(zone), zone })),
    tables: [{ key: NAT_TABLE, defaultRoute: INTERNET, s3: false }],
    natGatewayKey: formatNatGatewayKey,
  },
  [NatGatewayMode.None]: {
    natGateways: () => [],
    tables: [],
    natGatewayKey: () => undefined,
  },
};

/**
 * Decides where each subnet's traffic may go. The public table serves load balancer subnets and nothing else; NAT
 * subnets therefore have a table of their own. The isolated table has local routes only.
 */
export function planRoutes(zones: readonly string[], mode: NatGatewayMode): RoutePlan {
  const wayOut = WAYS_OUT[mode];
  return {
    natGateways: wayOut.natGateways(zones),
    tables: [
      { key: PUBLIC_TABLE, defaultRoute: INTERNET, s3: false },
      ...wayOut.tables,
      ...zones.map((zone) => ({
        key: privateTableKey(zone),
        defaultRoute: wayOut.natGatewayKey(zone),
        s3: true,
      })),
      { key: ISOLATED_TABLE, s3: true },
    ],
  };
}
