import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { flowLogsTrustPolicy, flowLogsWritePolicy } from "./flow-logs-policy.js";
import type { FlowLogsPlan } from "./plan.js";
import { childTags, type VpcScope } from "./scope.js";

const LONGEST_WAIT_SECONDS = 60;

function createRole(
  scope: VpcScope,
  name: string,
  flowLogArns: pulumi.Input<string>,
): aws.iam.Role {
  const trust = pulumi
    .all([scope.vpc.ownerId, flowLogArns])
    .apply(([account, arns]) => flowLogsTrustPolicy(account, arns));
  return new aws.iam.Role(
    name,
    {
      description: "Writes VPC flow logs",
      assumeRolePolicy: pulumi.jsonStringify(trust),
      tags: childTags(scope, name),
    },
    { parent: scope.parent },
  );
}

/** Records all traffic of the VPC, at most a minute late. Creates nothing without a plan. */
export function createFlowLogs(scope: VpcScope, plan: FlowLogsPlan | undefined): void {
  if (!plan) return;
  const { vpc, parent } = scope;
  const name = `${scope.name}-flow-logs`;
  const logGroup = new aws.cloudwatch.LogGroup(
    name,
    { retentionInDays: plan.retentionDays, tags: childTags(scope, name) },
    { parent },
  );
  const flowLogArns = pulumi.interpolate`${plan.arnPrefix}:${vpc.ownerId}:vpc-flow-log/*`;
  const role = createRole(scope, name, flowLogArns);
  const writePolicy = new aws.iam.RolePolicy(
    name,
    {
      role: role.name,
      policy: pulumi.jsonStringify(logGroup.arn.apply((arn) => flowLogsWritePolicy(`${arn}:*`))),
    },
    { parent },
  );
  new aws.ec2.FlowLog(
    name,
    {
      vpcId: vpc.id,
      trafficType: "ALL",
      maxAggregationInterval: LONGEST_WAIT_SECONDS,
      logDestinationType: "cloud-watch-logs",
      logDestination: logGroup.arn,
      iamRoleArn: role.arn,
      tags: childTags(scope, name),
    },
    { parent, dependsOn: [writePolicy] },
  );
}
