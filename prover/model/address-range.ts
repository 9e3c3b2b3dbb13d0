/** Addresses of one family from `first` to `last`, both included. A CIDR block is such a range. */
export interface AddressRange {
  readonly version: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
  /** As it was written, such as `10.0.0.0/16`. */
  readonly text: string;
}
