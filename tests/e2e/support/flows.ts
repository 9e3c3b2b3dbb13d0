/** A connection by the names of its ends, `8080/TCP`. */
export interface NamedFlow {
  readonly from: string;
  readonly to: string;
  readonly traffic: string;
}

export function isUdp({ traffic }: NamedFlow): boolean {
  return traffic.endsWith("/UDP");
}

export function portOf({ traffic }: NamedFlow): number {
  return Number(traffic.split("/")[0]);
}
