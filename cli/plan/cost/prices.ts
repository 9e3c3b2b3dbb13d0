/** List prices of one region, in US dollars. Hours are those in which the thing exists. */
export interface RegionPrices {
  /** An EKS control plane of a version in standard support, an hour. */
  readonly controlPlane: number;
  /** A NAT gateway, an hour; a regional one counts in each zone where it serves. */
  readonly natGateway: number;
  /** An Application Load Balancer, an hour, without capacity units. */
  readonly loadBalancer: number;
  /** An interface VPC endpoint in one zone, an hour. */
  readonly interfaceEndpoint: number;
  /** A public IPv4 address, an hour. */
  readonly publicAddress: number;
  /** A GiB of a gp3 volume, a month. */
  readonly volume: number;
  /** A customer managed key of KMS, a month. */
  readonly key: number;
  /** EC2 instances with Linux, on demand, an hour. */
  readonly instances: Readonly<Record<string, number>>;
}

export interface PriceTable {
  /** When the prices were looked up. */
  readonly date: string;
  readonly source: string;
  readonly regions: Readonly<Record<string, RegionPrices>>;
}

/**
 * A family's prices grow with the size: this is the price of `large` for each size of it.
 */
function family(name: string, large: number): Record<string, number> {
  const sizes = { large: 1, xlarge: 2, "2xlarge": 4, "4xlarge": 8, "8xlarge": 16 };
  return Object.fromEntries(
    Object.entries(sizes).map(([size, times]) => [
      `${name}.${size}`,
      Number((large * times).toFixed(6)),
    ]),
  );
}

/**
 * Prices as AWS lists them for everybody, without discounts. A region or an instance type that is not here is counted
 * without a price.
 */
export const LIST_PRICES: PriceTable = {
  date: "2026-11-25",
  source:
    "AWS on-demand list prices: aws.amazon.com/{eks,ec2,vpc,elasticloadbalancing,ebs,kms}/pricing",
  regions: {
    "us-east-1": {
      controlPlane: 0.1,
      natGateway: 0.045,
      loadBalancer: 0.0225,
      interfaceEndpoint: 0.01,
      publicAddress: 0.005,
      volume: 0.08,
      key: 1,
      instances: {
        ...family("m6i", 0.096),
        ...family("m6a", 0.0864),
        ...family("m7i", 0.1008),
        ...family("m7g", 0.0816),
        ...family("c7i", 0.08925),
        "g5.xlarge": 1.006,
        "g5.2xlarge": 1.212,
        "g6.xlarge": 0.8048,
        "g6.2xlarge": 0.9776,
        "g6.4xlarge": 1.3232,
      },
    },
    "eu-central-1": {
      controlPlane: 0.1,
      natGateway: 0.052,
      loadBalancer: 0.027,
      interfaceEndpoint: 0.012,
      publicAddress: 0.005,
      volume: 0.0952,
      key: 1,
      instances: {
        ...family("m6i", 0.115),
        ...family("m6a", 0.1035),
        ...family("m7i", 0.12075),
        ...family("c7i", 0.10185),
        "g5.xlarge": 1.258,
        "g5.2xlarge": 1.516,
        "g6.xlarge": 1.0064,
        "g6.2xlarge": 1.22249,
        "g6.4xlarge": 1.65466,
      },
    },
  },
};
