export const Aws = {
  Vpc: "aws:ec2/vpc:Vpc",
  VpcIpv4CidrBlockAssociation: "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation",
  Subnet: "aws:ec2/subnet:Subnet",
  RouteTable: "aws:ec2/routeTable:RouteTable",
  DefaultRouteTable: "aws:ec2/defaultRouteTable:DefaultRouteTable",
  RouteTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  MainRouteTableAssociation: "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation",
  Route: "aws:ec2/route:Route",
  NatGateway: "aws:ec2/natGateway:NatGateway",
  VpcEndpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  VpcEndpointRouteTableAssociation:
    "aws:ec2/vpcEndpointRouteTableAssociation:VpcEndpointRouteTableAssociation",
  EksCluster: "aws:eks/cluster:Cluster",
} as const;

/** The cluster of @pulumi/eks: a component whose children only a real deployment shows. */
export const EKS_COMPONENT = "eks:index:Cluster";

/** The last word of a type token: `Subnet` of `aws:ec2/subnet:Subnet`. */
export function className(type: string): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** `provider aws` for a provider, the class name for anything else. */
export function shortType(type: string): string {
  return type.startsWith("pulumi:providers:") ? `${className(type)} provider` : className(type);
}
