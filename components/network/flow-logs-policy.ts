import { policyDocument, type PolicyDocument } from "../shared/aws/policy-document.js";

/**
 * Lets the flow logs of this account and region take the role, and no others: without the condition the
 * service could be made to write for another account.
 *
 * https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogsTrustPolicy(account: string, flowLogArns: string): PolicyDocument {
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: {
        StringEquals: { "aws:SourceAccount": account },
        ArnLike: { "aws:SourceArn": flowLogArns },
      },
    },
  ]);
}

/** Lets the role write into one log group, which exists already. */
export function flowLogsWritePolicy(logGroupArn: string): PolicyDocument {
  return policyDocument([
    {
      Effect: "Allow",
      Action: [
        "logs:CreateLogStream",
        "logs:DescribeLogGroups",
        "logs:DescribeLogStreams",
        "logs:PutLogEvents",
      ],
      Resource: logGroupArn,
    },
  ]);
}
