import assert from "node:assert/strict";
import {
  controllerPolicy,
  type ControllerStatement,
} from "../../../components/load-balancer/iam-policy.js";

const OWN = { "aws:ResourceTag/elbv2.k8s.aws/cluster": "prod" };
const CREATED = { "aws:RequestTag/elbv2.k8s.aws/cluster": "prod" };

const { Statement: statements } = controllerPolicy("aws", "prod");

function statementsWith(action: string): ControllerStatement[] {
  return statements.filter(({ Action }) => Action.includes(action));
}

describe("load balancer controller's IAM policy", () => {
  for (const action of [
    "elasticloadbalancing:RegisterTargets",
    "elasticloadbalancing:DeregisterTargets",
    "elasticloadbalancing:ModifyTargetGroup",
    "elasticloadbalancing:ModifyTargetGroupAttributes",
    "elasticloadbalancing:DeleteTargetGroup",
    "elasticloadbalancing:ModifyLoadBalancerAttributes",
    "elasticloadbalancing:SetSecurityGroups",
    "elasticloadbalancing:SetSubnets",
    "elasticloadbalancing:SetIpAddressType",
    "elasticloadbalancing:DeleteLoadBalancer",
    "ec2:DeleteSecurityGroup",
  ]) {
    it(`allows ${action} only on what this cluster's controller made`, () => {
      assert.deepEqual(
        statementsWith(action).map(({ Condition }) => Condition),
        [{ StringEquals: OWN }],
      );
    });
  }

  it("creates load balancers and target groups only with its tag", () => {
    for (const action of ["CreateLoadBalancer", "CreateTargetGroup"]) {
      assert.deepEqual(
        statementsWith(`elasticloadbalancing:${action}`).map(({ Condition }) => Condition),
        [{ StringEquals: CREATED }],
      );
    }
  });

  it("opens its own security groups and the nodes', and no other", () => {
    assert.deepEqual(
      statementsWith("ec2:AuthorizeSecurityGroupIngress").map(({ Condition }) => Condition),
      [
        { StringEquals: OWN },
        { StringEquals: { "aws:ResourceTag/kubernetes.io/cluster/prod": "owned" } },
      ],
    );
  });

  it("never lets a tag of this cluster be put on something that exists", () => {
    const tagging = statements.filter(
      ({ Action, Sid }) =>
        Action.some((action) => action.endsWith("Tags")) && Sid.startsWith("Tag"),
    );
    const conditions = tagging.map(({ Sid, Condition }) => [Sid, Condition]);
    const untouched = { "aws:RequestTag/elbv2.k8s.aws/cluster": "true" };
    assert.deepEqual(Object.fromEntries(conditions), {
      TagNewGroup: { StringEquals: { "ec2:CreateAction": "CreateSecurityGroup", ...CREATED } },
      TagOwnGroups: { Null: untouched, StringEquals: OWN },
      TagNew: {
        StringEquals: {
          "elasticloadbalancing:CreateAction": ["CreateTargetGroup", "CreateLoadBalancer"],
          ...CREATED,
        },
      },
      TagOwn: { Null: untouched, StringEquals: OWN },
      TagListeners: undefined,
    });
    assert.ok(tagging.every(({ Resource }) => Resource !== "*"));
  });

  it("creates the service-linked role of Elastic Load Balancing and no other", () => {
    assert.deepEqual(
      statementsWith("iam:CreateServiceLinkedRole").map(({ Condition }) => Condition),
      [{ StringEquals: { "iam:AWSServiceName": "elasticloadbalancing.amazonaws.com" } }],
    );
  });

  it("changes nothing without a condition but listeners and protections", () => {
    const unconditional = statements
      .filter(({ Condition }) => Condition === undefined)
      .flatMap(({ Action }) => Action)
      .filter((action) => !/:(Describe|Get|List)/.test(action));
    assert.deepEqual([...new Set(unconditional)].sort(), [
      "ec2:CreateSecurityGroup",
      "elasticloadbalancing:AddListenerCertificates",
      "elasticloadbalancing:AddTags",
      "elasticloadbalancing:CreateListener",
      "elasticloadbalancing:CreateRule",
      "elasticloadbalancing:DeleteListener",
      "elasticloadbalancing:DeleteRule",
      "elasticloadbalancing:ModifyListener",
      "elasticloadbalancing:ModifyRule",
      "elasticloadbalancing:RemoveListenerCertificates",
      "elasticloadbalancing:RemoveTags",
      "elasticloadbalancing:SetRulePriorities",
      "elasticloadbalancing:SetWebAcl",
      "shield:CreateProtection",
      "shield:DeleteProtection",
      "waf-regional:AssociateWebACL",
      "waf-regional:DisassociateWebACL",
      "wafv2:AssociateWebACL",
      "wafv2:DisassociateWebACL",
    ]);
  });

  it("names no action twice in one statement, and no wildcard action", () => {
    for (const { Action, Sid } of statements) {
      assert.equal(new Set(Action).size, Action.length, Sid);
      assert.ok(!Action.some((action) => action.includes("*")), Sid);
    }
  });

  it("names resources of its partition", () => {
    const text = JSON.stringify(controllerPolicy("aws-cn", "prod"));
    assert.match(text, /"arn:aws-cn:ec2:/);
    assert.match(text, /"arn:aws-cn:elasticloadbalancing:/);
    assert.doesNotMatch(text, /"arn:aws:/);
  });

  it("fits into a managed policy for the longest name of a cluster", () => {
    assert.ok(JSON.stringify(controllerPolicy("aws-us-gov", "x".repeat(100))).length <= 6144);
  });
});
