type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of an IAM policy, or of the trust policy of a role. */
export interface PolicyStatement {
  readonly Sid?: string;
  readonly Effect: "Allow";
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Conditions;
}

/** An IAM policy, before it is written as JSON. */
export interface PolicyDocument<Statement extends PolicyStatement = PolicyStatement> {
  readonly Version: "2012-10-17";
  readonly Statement: readonly Statement[];
}

export function policyDocument<Statement extends PolicyStatement>(
  statements: readonly Statement[],
): PolicyDocument<Statement> {
  return { Version: "2012-10-17", Statement: statements };
}
