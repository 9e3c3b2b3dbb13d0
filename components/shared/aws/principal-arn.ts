import { parseArn, type ArnParts } from "./arn.js";
import { issue, type Issue } from "../issues.js";

/** An IAM role or user, whatever path its ARN carries: names are unique in an account without it. */
export interface Principal {
  readonly account: string;
  readonly kind: "role" | "user";
  readonly name: string;
}

const EXAMPLE = "an IAM role or user, such as arn:aws:iam::111122223333:role/shop-deploy";

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const NAMED = /^(role|user)\/((?:[\x21-\x29\x2b-\x3e\x40-\x7e]+\/)*)([\w+=,.@-]{1,64})$/;

const SERVICE_LINKED = "aws-service-role/";

/** What to name instead of an ARN that is neither a role nor a user, by the beginning of its resource. */
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/^root$/, "an IAM role or user instead of the whole account"],
  [/^group\//, "an IAM role or user, because an IAM group cannot be a principal"],
  [/^policy\//, "an IAM role or user, because a policy cannot be a principal"],
  [/^instance-profile\//, "the role of the instance profile"],
  [/^(saml|oidc)-provider\//, "the role that the identity provider grants"],
];

function sessionAdvice({ partition, account, resource }: ArnParts): string {
  const role = /^assumed-role\/([^/]+)\//.exec(resource)?.[1];
  return role === undefined
    ? `${EXAMPLE}, because a session ends`
    : `the role instead of its session, arn:${partition}:iam::${account}:role/${role} (with its path, if it has one)`;
}

/** What is wrong with an ARN of IAM. */
function iamAdvice({ account, resource }: ArnParts): string | undefined {
  const other = OTHERS.find(([pattern]) => pattern.test(resource));
  if (other) return other[1];
  const match = NAMED.exec(resource);
  if (!match || !/^\d+$/.test(account)) return EXAMPLE;
  const isServiceLinked = match[2]?.startsWith(SERVICE_LINKED) === true;
  return isServiceLinked
    ? "a role of your own, because a service-linked role belongs to AWS"
    : undefined;
}

function adviceOn(arn: string): string | undefined {
  if (/[*?]/.test(arn)) return "one role or user in each entry, without wildcards";
  const parts = parseArn(arn);
  if (parts?.region !== "") return EXAMPLE;
  if (parts.service === "sts") return sessionAdvice(parts);
  return parts.service === "iam" ? iamAdvice(parts) : EXAMPLE;
}

/** An issue unless the text is the ARN of one IAM role or user that lasts. */
export function findPrincipalIssues(path: string, arn: string): Issue[] {
  const advice = adviceOn(arn);
  return advice === undefined ? [] : [issue(path, arn, advice)];
}

/** The role or user that an ARN without issues names. */
export function parsePrincipal(arn: string): Principal | undefined {
  const parts = parseArn(arn);
  const [, kind, , name] = NAMED.exec(parts?.resource ?? "") ?? [];
  if (!parts || !name || (kind !== "role" && kind !== "user")) return undefined;
  return { account: parts.account, kind, name };
}
