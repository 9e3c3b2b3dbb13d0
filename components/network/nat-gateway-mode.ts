/** How workload subnets reach the internet. */
export const NatGatewayMode = {
  /** One NAT gateway that AWS spreads over the zones; it needs no public subnet. */
  Regional: "regional",
  /** One NAT gateway in each zone, each in a public /28 of its own. */
  Zonal: "zonal",
  /** No NAT gateway: workloads reach VPC endpoints only. */
  None: "none",
} as const;
export type NatGatewayMode = (typeof NatGatewayMode)[keyof typeof NatGatewayMode];
