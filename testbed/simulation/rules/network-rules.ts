import { Address4 } from "ip-address";
import { textOf, textsOf, type AwsRecord, type Inventory, type Rule } from "../record.js";
import { Aws } from "../types.js";

/** Default quota of EC2: https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html */
const SUBNETS_PER_VPC = 200;

function blockOf(record: AwsRecord): Address4 {
  return new Address4(textOf(record.inputs.cidrBlock));
}

function overlap(one: Address4, other: Address4): boolean {
  return one.isInSubnet(other) || other.isInSubnet(one);
}

const vpcSize: Rule = (vpc) => {
  const { subnetMask } = blockOf(vpc);
  if (subnetMask >= 16 && subnetMask <= 28) return undefined;
  return `InvalidVpc.Range: The CIDR '${textOf(vpc.inputs.cidrBlock)}' is invalid.`;
};

function neighboursOf(subnet: AwsRecord, inventory: Inventory): AwsRecord[] {
  return inventory
    .ofType(Aws.Subnet)
    .filter(({ id, inputs }) => inputs.vpcId === subnet.inputs.vpcId && id !== subnet.id);
}

const subnetPlace: Rule = (subnet, inventory) => {
  const vpc = inventory.byId(Aws.Vpc, subnet.inputs.vpcId);
  const block = blockOf(subnet);
  const cidr = textOf(subnet.inputs.cidrBlock);
  const isNetwork = block.startAddress().correctForm() === block.correctForm();
  if (block.subnetMask < 16 || block.subnetMask > 28 || !isNetwork) {
    return `InvalidSubnet.Range: The CIDR '${cidr}' is invalid.`;
  }
  if (vpc !== undefined && !block.isInSubnet(blockOf(vpc))) {
    return `InvalidSubnet.Range: The CIDR '${cidr}' is invalid.`;
  }
  const taken = neighboursOf(subnet, inventory).find((other) => overlap(block, blockOf(other)));
  if (taken === undefined) return undefined;
  return `InvalidSubnet.Conflict: The CIDR '${cidr}' conflicts with another subnet (${taken.id}).`;
};

const subnetQuota: Rule = (subnet, inventory) => {
  if (neighboursOf(subnet, inventory).length < SUBNETS_PER_VPC) return undefined;
  return "SubnetLimitExceeded: The maximum number of subnets has been reached.";
};

function hasInternetGateway(vpcId: string, inventory: Inventory): boolean {
  return inventory.ofType(Aws.InternetGateway).some(({ inputs }) => inputs.vpcId === vpcId);
}

function vpcOfGateway({ inputs }: AwsRecord, inventory: Inventory): string {
  const subnet = inventory.byId(Aws.Subnet, inputs.subnetId);
  return textOf(inputs.vpcId ?? subnet?.inputs.vpcId);
}

/** A public gateway needs a way out from its first second. */
const natNeedsInternet: Rule = (gateway, inventory) => {
  if (gateway.inputs.connectivityType === "private") return undefined;
  const vpc = vpcOfGateway(gateway, inventory);
  if (hasInternetGateway(vpc, inventory)) return undefined;
  return `Gateway.NotAttached: Network ${vpc} has no Internet gateway attached`;
};

const routeOnce: Rule = ({ id, inputs }, inventory) => {
  const { routeTableId, destinationCidrBlock } = inputs;
  const taken = inventory
    .ofType(Aws.Route)
    .some(
      (route) =>
        route.id !== id &&
        route.inputs.routeTableId === routeTableId &&
        route.inputs.destinationCidrBlock === destinationCidrBlock,
    );
  if (!taken) return undefined;
  const destination = textOf(destinationCidrBlock);
  return `RouteAlreadyExists: The route identified by ${destination} already exists.`;
};

const associationOnce: Rule = ({ id, inputs: { subnetId } }, inventory) => {
  const taken = inventory
    .ofType(Aws.RouteTableAssociation)
    .some((other) => other.id !== id && other.inputs.subnetId === subnetId);
  if (!taken) return undefined;
  return `Resource.AlreadyAssociated: the specified association for route table conflicts with an existing association of ${textOf(subnetId)}`;
};

/** An interface endpoint takes one subnet in each zone. */
const endpointZones: Rule = ({ inputs }, inventory) => {
  const zones = textsOf(inputs.subnetIds).map(
    (id) => inventory.byId(Aws.Subnet, id)?.inputs.availabilityZone,
  );
  if (new Set(zones).size === zones.length) return undefined;
  return "DuplicateSubnetsInSameZone: Found another VPC endpoint subnet in the availability zone of a subnet.";
};

const SMALLEST_LOAD_BALANCER_SUBNET = 27;

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html */
const loadBalancerSubnets: Rule = ({ inputs }, inventory) => {
  const subnets = textsOf(inputs.subnetIds).map((id) => inventory.byId(Aws.Subnet, id));
  if (subnets.some((subnet) => subnet === undefined)) return "SubnetNotFound";
  const known = subnets.filter((subnet) => subnet !== undefined);
  if (known.some((subnet) => blockOf(subnet).subnetMask > SMALLEST_LOAD_BALANCER_SUBNET)) {
    return "InvalidSubnet: Not enough IP space available in a subnet. ELB requires at least 8 free IP addresses in each subnet.";
  }
  const zones = new Set(known.map(({ inputs: { availabilityZone } }) => availabilityZone));
  if (zones.size >= 2 && zones.size === known.length) return undefined;
  return "ValidationError: At least two subnets in two different Availability Zones must be specified";
};

/** For whoever makes load balancers. */
export const LOAD_BALANCER_RULES: readonly Rule[] = [loadBalancerSubnets];

export const NETWORK_RULES: Readonly<Record<string, readonly Rule[]>> = {
  [Aws.Vpc]: [vpcSize],
  [Aws.Subnet]: [subnetPlace, subnetQuota],
  [Aws.NatGateway]: [natNeedsInternet],
  [Aws.Route]: [routeOnce],
  [Aws.RouteTableAssociation]: [associationOnce],
  [Aws.VpcEndpoint]: [endpointZones],
};

/** Public addresses hold the way to the internet. */
const gatewayInUse: Rule = ({ inputs: { vpcId } }, inventory) => {
  const addresses = inventory
    .ofType(Aws.NatGateway)
    .filter((gateway) => vpcOfGateway(gateway, inventory) === vpcId);
  const balancers = inventory
    .ofType(Aws.LoadBalancer)
    .filter(({ inputs }) => inputs.scheme === "internet-facing");
  const user = [...addresses, ...balancers][0];
  if (user === undefined) return undefined;
  return `DependencyViolation: Network ${textOf(vpcId)} has some mapped public address(es): ${user.id}. Please unmap those public address(es) before detaching the gateway.`;
};

export const NETWORK_DELETION_RULES: Readonly<Record<string, readonly Rule[]>> = {
  [Aws.InternetGateway]: [gatewayInUse],
};
