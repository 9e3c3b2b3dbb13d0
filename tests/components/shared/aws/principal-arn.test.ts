import assert from "node:assert/strict";
import {
  findPrincipalIssues,
  parsePrincipal,
} from "../../../../components/shared/aws/principal-arn.js";

const EXAMPLE = "an IAM role or user, such as arn:aws:iam::111122223333:role/shop-deploy";
const WILDCARD = "one role or user in each entry, without wildcards";

const ACCEPTED: [string, ReturnType<typeof parsePrincipal>][] = [
  [
    "arn:aws:iam::111122223333:role/deploy",
    { account: "111122223333", kind: "role", name: "deploy" },
  ],
  [
    "arn:aws:iam::111122223333:role/shop/ci/deploy",
    { account: "111122223333", kind: "role", name: "deploy" },
  ],
  [
    "arn:aws:iam::111122223333:role/aws-reserved/sso.amazonaws.com/eu-central-1/AWSReservedSSO_Dev_0123",
    { account: "111122223333", kind: "role", name: "AWSReservedSSO_Dev_0123" },
  ],
  [
    "arn:aws-cn:iam::111122223333:user/anna@example.com",
    { account: "111122223333", kind: "user", name: "anna@example.com" },
  ],
  [
    "arn:aws-us-gov:iam::444455556666:role/a+b=c,d.e_f-g",
    { account: "444455556666", kind: "role", name: "a+b=c,d.e_f-g" },
  ],
];

const REFUSED: [string, string, string][] = [
  ["nothing", "", EXAMPLE],
  ["a bare name", "deploy", EXAMPLE],
  ["an account", "111122223333", EXAMPLE],
  ["a blank at the end", "arn:aws:iam::111122223333:role/deploy ", EXAMPLE],
  ["a role without a name", "arn:aws:iam::111122223333:role/", EXAMPLE],
  ["a path without a name", "arn:aws:iam::111122223333:role/ci/", EXAMPLE],
  ["an account that is too short", "arn:aws:iam::11112222:role/deploy", EXAMPLE],
  ["a role of no account", "arn:aws:iam:::role/deploy", EXAMPLE],
  ["a role of AWS's own account", "arn:aws:iam::aws:role/deploy", EXAMPLE],
  ["a role in a region", "arn:aws:iam:eu-central-1:111122223333:role/deploy", EXAMPLE],
  ["a name that is too long", `arn:aws:iam::111122223333:role/${"r".repeat(65)}`, EXAMPLE],
  ["a name that IAM does not take", "arn:aws:iam::111122223333:role/de:ploy", EXAMPLE],
  ["another service", "arn:aws:s3:::shop-models", EXAMPLE],
  ["another partition", "arn:azure:iam::111122223333:role/deploy", EXAMPLE],
  ["everybody", "*", WILDCARD],
  ["every role", "arn:aws:iam::111122223333:role/*", WILDCARD],
  ["some roles", "arn:aws:iam::111122223333:role/ci-?", WILDCARD],
  [
    "the root of an account",
    "arn:aws:iam::111122223333:root",
    "an IAM role or user instead of the whole account",
  ],
  [
    "a session of a role",
    "arn:aws:sts::111122223333:assumed-role/deploy/run-17",
    "the role instead of its session, arn:aws:iam::111122223333:role/deploy (with its path, if it has one)",
  ],
  [
    "a federated session",
    "arn:aws:sts::111122223333:federated-user/anna",
    `${EXAMPLE}, because a session ends`,
  ],
  [
    "a group",
    "arn:aws:iam::111122223333:group/developers",
    "an IAM role or user, because an IAM group cannot be a principal",
  ],
  [
    "a policy",
    "arn:aws:iam::aws:policy/AdministratorAccess",
    `an IAM role or user, because a policy cannot be a principal`,
  ],
  [
    "an instance profile",
    "arn:aws:iam::111122223333:instance-profile/runner",
    "the role of the instance profile",
  ],
  [
    "an identity provider",
    "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
    "the role that the identity provider grants",
  ],
  [
    "a service-linked role",
    "arn:aws:iam::111122223333:role/aws-service-role/eks.amazonaws.com/AWSServiceRoleForAmazonEKS",
    "a role of your own, because a service-linked role belongs to AWS",
  ],
];

describe("ARNs of principals", () => {
  for (const [arn, principal] of ACCEPTED) {
    it(`${arn} is one`, () => {
      assert.deepEqual(findPrincipalIssues("who", arn), []);
      assert.deepEqual(parsePrincipal(arn), principal);
    });
  }

  for (const [mistake, arn, why] of REFUSED) {
    it(`${mistake} is none`, () => {
      assert.deepEqual(findPrincipalIssues("who", arn), [
        { path: "who", message: `${JSON.stringify(arn)} is invalid: expected ${why}` },
      ]);
    });
  }
});
