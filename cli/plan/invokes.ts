import type { RecordOptions } from "../../recorder/index.js";

type Invokes = NonNullable<RecordOptions["invokes"]>;
type Statement = Record<string, unknown>;

/** The account that a plan is made for. */
export const PLANNED_ACCOUNT = "123456789012";

const PARTITIONS: readonly (readonly [prefix: string, partition: string, dnsSuffix: string])[] = [
  ["cn-", "aws-cn", "amazonaws.com.cn"],
  ["us-gov-", "aws-us-gov", "amazonaws.com"],
  ["", "aws", "amazonaws.com"],
];

function findPartition(region: string): { partition: string; dnsSuffix: string } {
  const found = PARTITIONS.find(([prefix]) => region.startsWith(prefix));
  const [, partition = "aws", dnsSuffix = "amazonaws.com"] = found ?? [];
  return { partition, dnsSuffix };
}

/** IAM writes a single value without a list. */
function oneOrMany(value: unknown): unknown {
  return Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
}

function iamPrincipal(principals: unknown): unknown {
  const list = (principals ?? []) as { type: string; identifiers: string[] }[];
  if (list.some(({ type }) => type === "*")) return "*";
  return Object.fromEntries(list.map(({ type, identifiers }) => [type, oneOrMany(identifiers)]));
}

function iamCondition(conditions: unknown): unknown {
  const list = (conditions ?? []) as { test: string; variable: string; values: string[] }[];
  const tests = [...new Set(list.map(({ test }) => test))];
  return Object.fromEntries(
    tests.map((test) => [
      test,
      Object.fromEntries(
        list
          .filter((condition) => condition.test === test)
          .map(({ variable, values }) => [variable, oneOrMany(values)]),
      ),
    ]),
  );
}

/** A statement of `aws.iam.getPolicyDocument` in the words of IAM. */
function policyStatement(statement: Statement): Statement {
  const fields: Statement = {
    Sid: statement.sid,
    Effect: statement.effect ?? "Allow",
    Action: oneOrMany(statement.actions),
    NotAction: oneOrMany(statement.notActions),
    Resource: oneOrMany(statement.resources),
    NotResource: oneOrMany(statement.notResources),
    Principal: statement.principals && iamPrincipal(statement.principals),
    NotPrincipal: statement.notPrincipals && iamPrincipal(statement.notPrincipals),
    Condition: statement.conditions && iamCondition(statement.conditions),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function policyDocument(args: Record<string, unknown>): unknown {
  const statements = (args.statements ?? []) as Statement[];
  const document = {
    Version: args.version ?? "2012-10-17",
    Statement: statements.map(policyStatement),
  };
  return { ...args, id: "policy", json: JSON.stringify(document) };
}

/** The look-ups that a plan answers itself, with made-up values where only an account has real ones. */
export function planInvokes(configuredRegion: string): Invokes {
  const chosenRegion = ({ region }: Record<string, unknown>) =>
    typeof region === "string" ? region : configuredRegion;
  return {
    "aws:index/getCallerIdentity:getCallerIdentity": () => ({
      accountId: PLANNED_ACCOUNT,
      arn: `arn:${findPartition(configuredRegion).partition}:iam::${PLANNED_ACCOUNT}:user/plan`,
      id: PLANNED_ACCOUNT,
      userId: "plan",
    }),
    "aws:index/getRegion:getRegion": (args) => ({
      id: chosenRegion(args),
      name: chosenRegion(args),
      region: chosenRegion(args),
      description: chosenRegion(args),
      endpoint: `ec2.${chosenRegion(args)}.${findPartition(chosenRegion(args)).dnsSuffix}`,
    }),
    "aws:index/getAvailabilityZones:getAvailabilityZones": (args) => ({
      id: chosenRegion(args),
      groupNames: [chosenRegion(args)],
      names: ["a", "b", "c"].map((zone) => `${chosenRegion(args)}${zone}`),
      zoneIds: [1, 2, 3].map((zone) => `${chosenRegion(args)}-az${zone}`),
    }),
    "aws:index/getPartition:getPartition": () => {
      const { partition, dnsSuffix } = findPartition(configuredRegion);
      const reverseDnsPrefix = dnsSuffix.split(".").reverse().join(".");
      return { id: partition, partition, dnsSuffix, reverseDnsPrefix };
    },
    "aws:iam/getPolicyDocument:getPolicyDocument": policyDocument,
  };
}
