import { propertyText } from "../values.js";
import { formatArn, awsName, fakePrivateAddress, fakePublicAddress } from "./aws-names.js";
import { fakeHex } from "./context.js";
import type { Outputs, GenerateOutputs, OutputTable, ResourceContext } from "./context.js";

function ec2Id(prefix: string, resource: ResourceContext): string {
  return `${prefix}-0${fakeHex(resource, 16, prefix)}`;
}

/** EC2's own: a prefixed id, and an ARN where the API has one. */
function ec2(
  prefix: string,
  arnPath?: string,
  more: (
    resource: ResourceContext,
    id: string,
  ) => { known?: Outputs; computed?: Outputs } = () => ({}),
): GenerateOutputs {
  return (resource) => {
    const id = ec2Id(prefix, resource);
    const { known, computed } = more(resource, id);
    const arn =
      arnPath === undefined ? {} : { arn: formatArn(resource, "ec2", `${arnPath}/${id}`) };
    const owner = { ownerId: resource.account };
    return {
      id,
      ...(known === undefined ? {} : { known }),
      computed: { ...arn, ...owner, ...computed },
    };
  };
}

function vpc(resource: ResourceContext): { computed: Outputs } {
  const routeTable = ec2Id("rtb", resource);
  return {
    computed: {
      mainRouteTableId: routeTable,
      defaultRouteTableId: routeTable,
      defaultSecurityGroupId: ec2Id("sg", resource),
      defaultNetworkAclId: ec2Id("acl", resource),
      dhcpOptionsId: ec2Id("dopt", resource),
    },
  };
}

function vpcEndpoint(resource: ResourceContext): { computed: Outputs } {
  const service = propertyText(resource.inputs.serviceName) ?? "";
  const gateway = (propertyText(resource.inputs.vpcEndpointType) ?? "Gateway") === "Gateway";
  const hostedZoneId = `Z${fakeHex(resource, 13, "zone").toUpperCase()}`;
  return {
    computed: {
      state: "available",
      prefixListId: gateway ? `pl-${fakeHex(resource, 8, "pl")}` : "",
      networkInterfaceIds: gateway ? [] : [ec2Id("eni", resource)],
      dnsEntries: gateway
        ? []
        : [{ dnsName: `${ec2Id("vpce", resource)}.${service}`, hostedZoneId }],
    },
  };
}

function launchTemplate(resource: ResourceContext): { known: Outputs; computed: Outputs } {
  return {
    known: { name: awsName(resource) },
    computed: { latestVersion: 1, defaultVersion: 1 },
  };
}

function elasticIp(resource: ResourceContext, id: string): { computed: Outputs } {
  const publicIp = fakePublicAddress(resource);
  const host = publicIp.replaceAll(".", "-");
  return {
    computed: {
      allocationId: id,
      publicIp,
      publicDns: `ec2-${host}.${resource.region}.compute.amazonaws.com`,
    },
  };
}

function natGateway(resource: ResourceContext): { computed: Outputs } {
  return {
    computed: {
      publicIp: fakePublicAddress(resource),
      privateIp: fakePrivateAddress(resource),
      networkInterfaceId: ec2Id("eni", resource),
      associationId: ec2Id("eipassoc", resource),
    },
  };
}

/** Parts of another resource: `r-rtb-0123…`, `sgrule-…`; they have no ARN. */
function part(prefix: string, length = 10): GenerateOutputs {
  return (resource) => ({ id: `${prefix}-${fakeHex(resource, length, prefix)}`, computed: {} });
}

const securityGroupRule = ec2("sgr", "security-group-rule", (_resource, id) => ({
  computed: { securityGroupRuleId: id },
}));

function route(resource: ResourceContext): ReturnType<GenerateOutputs> {
  const table = propertyText(resource.inputs.routeTableId) ?? ec2Id("rtb", resource);
  const digits = Number.parseInt(fakeHex(resource, 8, "route"), 16);
  return { id: `r-${table}${digits}`, computed: { origin: "CreateRoute", state: "active" } };
}

export const EC2_OUTPUTS: OutputTable = {
  "aws:ec2/vpc:Vpc": ec2("vpc", "vpc", vpc),
  "aws:ec2/vpcIpv4CidrBlockAssociation:VpcIpv4CidrBlockAssociation": ec2("vpc-cidr-assoc"),
  "aws:ec2/subnet:Subnet": ec2("subnet", "subnet"),
  "aws:ec2/subnetCidrReservation:SubnetCidrReservation": ec2("scr"),
  "aws:ec2/routeTable:RouteTable": ec2("rtb", "route-table"),
  "aws:ec2/defaultRouteTable:DefaultRouteTable": ec2("rtb", "route-table"),
  "aws:ec2/routeTableAssociation:RouteTableAssociation": ec2("rtbassoc"),
  "aws:ec2/mainRouteTableAssociation:MainRouteTableAssociation": ec2("rtbassoc"),
  "aws:ec2/route:Route": route,
  "aws:ec2/internetGateway:InternetGateway": ec2("igw", "internet-gateway"),
  "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway": ec2("eigw"),
  "aws:ec2/natGateway:NatGateway": ec2("nat", undefined, natGateway),
  "aws:ec2/eip:Eip": ec2("eipalloc", "elastic-ip", elasticIp),
  "aws:ec2/networkAcl:NetworkAcl": ec2("acl", "network-acl"),
  "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl": ec2("acl", "network-acl"),
  "aws:ec2/networkAclAssociation:NetworkAclAssociation": ec2("aclassoc"),
  "aws:ec2/networkAclRule:NetworkAclRule": part("nacl"),
  "aws:ec2/networkInterface:NetworkInterface": ec2("eni", "network-interface", (resource) => ({
    computed: { privateIp: fakePrivateAddress(resource) },
  })),
  "aws:ec2/securityGroup:SecurityGroup": ec2("sg", "security-group", (resource) => ({
    known: { name: awsName(resource) },
  })),
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": ec2("sg", "security-group"),
  "aws:ec2/securityGroupRule:SecurityGroupRule": part("sgrule"),
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": securityGroupRule,
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": securityGroupRule,
  "aws:ec2/launchTemplate:LaunchTemplate": ec2("lt", "launch-template", launchTemplate),
  "aws:ec2/flowLog:FlowLog": ec2("fl", "vpc-flow-log"),
  "aws:ec2/vpcEndpoint:VpcEndpoint": ec2("vpce", "vpc-endpoint", vpcEndpoint),
  "aws:ec2/vpcDhcpOptions:VpcDhcpOptions": ec2("dopt", "dhcp-options"),
  "aws:ec2/vpcDhcpOptionsAssociation:VpcDhcpOptionsAssociation": part("dopt-assoc"),
  "aws:ec2/managedPrefixList:ManagedPrefixList": ec2("pl", "prefix-list"),
  "aws:ec2/instance:Instance": ec2("i", "instance", (resource) => ({
    computed: { privateIp: fakePrivateAddress(resource), instanceState: "running" },
  })),
  "aws:ebs/volume:Volume": ec2("vol", "volume"),
};
