import {
  policyDocument,
  type PolicyDocument,
  type PolicyStatement,
} from "../shared/aws/policy-document.js";

/** Each has a name, because the tests speak of them by it. */
export interface ControllerStatement extends PolicyStatement {
  readonly Sid: string;
  readonly Action: readonly string[];
}

/** The tag that the controller puts on everything it makes; its value is the name of its cluster. */
const CLUSTER_TAG = "elbv2.k8s.aws/cluster";

const READ_ACTIONS = [
  "ec2:DescribeAccountAttributes",
  "ec2:DescribeAddresses",
  "ec2:DescribeAvailabilityZones",
  "ec2:DescribeCoipPools",
  "ec2:DescribeInstances",
  "ec2:DescribeInternetGateways",
  "ec2:DescribeIpamPools",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeRouteTables",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeTags",
  "ec2:DescribeVpcPeeringConnections",
  "ec2:DescribeVpcs",
  "ec2:GetCoipPoolUsage",
  "ec2:GetSecurityGroupsForVpc",
  "elasticloadbalancing:DescribeCapacityReservation",
  "elasticloadbalancing:DescribeListenerAttributes",
  "elasticloadbalancing:DescribeListenerCertificates",
  "elasticloadbalancing:DescribeListeners",
  "elasticloadbalancing:DescribeLoadBalancerAttributes",
  "elasticloadbalancing:DescribeLoadBalancers",
  "elasticloadbalancing:DescribeRules",
  "elasticloadbalancing:DescribeSSLPolicies",
  "elasticloadbalancing:DescribeTags",
  "elasticloadbalancing:DescribeTargetGroupAttributes",
  "elasticloadbalancing:DescribeTargetGroups",
  "elasticloadbalancing:DescribeTargetHealth",
  "elasticloadbalancing:DescribeTrustStores",
];

/** What listeners refer to: certificates, user pools, web ACLs. */
const INTEGRATION_ACTIONS = [
  "acm:DescribeCertificate",
  "acm:ListCertificates",
  "cognito-idp:DescribeUserPoolClient",
  "iam:GetServerCertificate",
  "iam:ListServerCertificates",
  "shield:CreateProtection",
  "shield:DeleteProtection",
  "shield:DescribeProtection",
  "shield:GetSubscriptionState",
  "waf-regional:AssociateWebACL",
  "waf-regional:DisassociateWebACL",
  "waf-regional:GetWebACL",
  "waf-regional:GetWebACLForResource",
  "wafv2:AssociateWebACL",
  "wafv2:DisassociateWebACL",
  "wafv2:GetWebACL",
  "wafv2:GetWebACLForResource",
];

/** Changes of what the controller made itself, target registrations included. */
const OWN_RESOURCE_ACTIONS = [
  "elasticloadbalancing:DeleteLoadBalancer",
  "elasticloadbalancing:DeleteTargetGroup",
  "elasticloadbalancing:DeregisterTargets",
  "elasticloadbalancing:ModifyCapacityReservation",
  "elasticloadbalancing:ModifyIpPools",
  "elasticloadbalancing:ModifyListenerAttributes",
  "elasticloadbalancing:ModifyLoadBalancerAttributes",
  "elasticloadbalancing:ModifyTargetGroup",
  "elasticloadbalancing:ModifyTargetGroupAttributes",
  "elasticloadbalancing:RegisterTargets",
  "elasticloadbalancing:SetIpAddressType",
  "elasticloadbalancing:SetSecurityGroups",
  "elasticloadbalancing:SetSubnets",
];

/** Listeners and rules are not always tagged, so AWS' own policy sets no condition here either. */
const LISTENER_ACTIONS = [
  "elasticloadbalancing:AddListenerCertificates",
  "elasticloadbalancing:CreateListener",
  "elasticloadbalancing:CreateRule",
  "elasticloadbalancing:DeleteListener",
  "elasticloadbalancing:DeleteRule",
  "elasticloadbalancing:ModifyListener",
  "elasticloadbalancing:ModifyRule",
  "elasticloadbalancing:RemoveListenerCertificates",
  "elasticloadbalancing:SetRulePriorities",
  "elasticloadbalancing:SetWebAcl",
];

const READ: readonly ControllerStatement[] = [
  { Sid: "Read", Effect: "Allow", Action: READ_ACTIONS, Resource: "*" },
  { Sid: "UseIntegrations", Effect: "Allow", Action: INTEGRATION_ACTIONS, Resource: "*" },
  {
    Sid: "CreateServiceLinkedRole",
    Effect: "Allow",
    Action: ["iam:CreateServiceLinkedRole"],
    Resource: "*",
    Condition: { StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } },
  },
];

/** Security groups of load balancers, and the one rule per port that they need in the nodes' group. */
function securityGroupStatements(partition: string, clusterName: string): ControllerStatement[] {
  const groups = `arn:${partition}:ec2:*:*:security-group/*`;
  const rules = ["ec2:AuthorizeSecurityGroupIngress", "ec2:RevokeSecurityGroupIngress"];
  const own = { [`aws:ResourceTag/${CLUSTER_TAG}`]: clusterName };
  return [
    { Sid: "CreateGroup", Effect: "Allow", Action: ["ec2:CreateSecurityGroup"], Resource: "*" },
    {
      Sid: "TagNewGroup",
      Effect: "Allow",
      Action: ["ec2:CreateTags"],
      Resource: groups,
      Condition: {
        StringEquals: {
          "ec2:CreateAction": "CreateSecurityGroup",
          [`aws:RequestTag/${CLUSTER_TAG}`]: clusterName,
        },
      },
    },
    {
      Sid: "TagOwnGroups",
      Effect: "Allow",
      Action: ["ec2:CreateTags", "ec2:DeleteTags"],
      Resource: groups,
      Condition: { Null: { [`aws:RequestTag/${CLUSTER_TAG}`]: "true" }, StringEquals: own },
    },
    {
      Sid: "ChangeOwnGroups",
      Effect: "Allow",
      Action: [...rules, "ec2:DeleteSecurityGroup"],
      Resource: "*",
      Condition: { StringEquals: own },
    },
    {
      // EKS tags the security group of the cluster's nodes so.
      Sid: "OpenNodeGroup",
      Effect: "Allow",
      Action: rules,
      Resource: "*",
      Condition: {
        StringEquals: { [`aws:ResourceTag/kubernetes.io/cluster/${clusterName}`]: "owned" },
      },
    },
  ];
}

/**
 * Load balancers and target groups get the tag when they are made, and nothing takes it away afterwards. Network
 * load balancers cannot be tagged, and so not be made: their controllers are off.
 */
function tagStatements(partition: string, clusterName: string): ControllerStatement[] {
  const arns = (...paths: string[]): string[] =>
    paths.map((path) => `arn:${partition}:elasticloadbalancing:*:*:${path}`);
  const balancers = arns("targetgroup/*/*", "loadbalancer/app/*/*");
  const listeners = arns("listener/app/*/*/*", "listener-rule/app/*/*/*");
  const change = ["elasticloadbalancing:AddTags", "elasticloadbalancing:RemoveTags"];
  return [
    {
      Sid: "TagNew",
      Effect: "Allow",
      Action: ["elasticloadbalancing:AddTags"],
      Resource: balancers,
      Condition: {
        StringEquals: {
          "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"],
          [`aws:RequestTag/${CLUSTER_TAG}`]: clusterName,
        },
      },
    },
    {
      Sid: "TagOwn",
      Effect: "Allow",
      Action: change,
      Resource: balancers,
      Condition: {
        Null: { [`aws:RequestTag/${CLUSTER_TAG}`]: "true" },
        StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: clusterName },
      },
    },
    { Sid: "TagListeners", Effect: "Allow", Action: change, Resource: listeners },
  ];
}

function loadBalancerStatements(clusterName: string): ControllerStatement[] {
  return [
    {
      Sid: "CreateOwn",
      Effect: "Allow",
      Action: ["elasticloadbalancing:CreateLoadBalancer", "elasticloadbalancing:CreateTargetGroup"],
      Resource: "*",
      Condition: { StringEquals: { [`aws:RequestTag/${CLUSTER_TAG}`]: clusterName } },
    },
    {
      Sid: "ChangeOwn",
      Effect: "Allow",
      Action: OWN_RESOURCE_ACTIONS,
      Resource: "*",
      Condition: { StringEquals: { [`aws:ResourceTag/${CLUSTER_TAG}`]: clusterName } },
    },
    { Sid: "ChangeListeners", Effect: "Allow", Action: LISTENER_ACTIONS, Resource: "*" },
  ];
}

/**
 * What the controller may do: the actions that its project publishes, each bound to what the controller of this
 * very cluster has made, wherever AWS offers a condition for it. The published policy lets it register targets
 * in every target group of the account.
 *
 * https://github.com/kubernetes-sigs/aws-load-balancer-controller/blob/main/docs/install/iam_policy.json
 */
export function controllerPolicy(
  partition: string,
  clusterName: string,
): PolicyDocument<ControllerStatement> {
  return policyDocument([
    ...READ,
    ...securityGroupStatements(partition, clusterName),
    ...tagStatements(partition, clusterName),
    ...loadBalancerStatements(clusterName),
  ]);
}
