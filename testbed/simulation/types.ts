/** The types of resources that the rules speak of. */
export const Aws = {
  Vpc: "aws:ec2/vpc:Vpc",
  Subnet: "aws:ec2/subnet:Subnet",
  InternetGateway: "aws:ec2/internetGateway:InternetGateway",
  NatGateway: "aws:ec2/natGateway:NatGateway",
  Route: "aws:ec2/route:Route",
  RouteTable: "aws:ec2/routeTable:RouteTable",
  RouteTableAssociation: "aws:ec2/routeTableAssociation:RouteTableAssociation",
  VpcEndpoint: "aws:ec2/vpcEndpoint:VpcEndpoint",
  Role: "aws:iam/role:Role",
  Policy: "aws:iam/policy:Policy",
  RolePolicyAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  Cluster: "aws:eks/cluster:Cluster",
  NodeGroup: "aws:eks/nodeGroup:NodeGroup",
  Addon: "aws:eks/addon:Addon",
  AccessEntry: "aws:eks/accessEntry:AccessEntry",
  AccessPolicyAssociation: "aws:eks/accessPolicyAssociation:AccessPolicyAssociation",
  PodIdentityAssociation: "aws:eks/podIdentityAssociation:PodIdentityAssociation",
  LogGroup: "aws:cloudwatch/logGroup:LogGroup",
  KeyAlias: "aws:kms/alias:Alias",
  /** Not made by Pulumi: the load balancer controller makes it. */
  LoadBalancer: "elbv2:loadBalancer",
} as const;
