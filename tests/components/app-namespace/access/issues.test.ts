import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { ApplicationAccessArgs } from "../../../../components/app-namespace/access/args.js";
import { findApplicationAccessIssues } from "../../../../components/app-namespace/access/issues.js";
import { APPLICATION_ROLES } from "../../../../components/app-namespace/access/roles.js";
import { eksPlatform, plainPlatform } from "../../../support/platform-ref.js";

const CI = "arn:aws:iam::111122223333:role/deploy";
const CI_ELSEWHERE = "arn:aws:iam::111122223333:role/ci/deploy";
const ROOT = "arn:aws:iam::111122223333:root";

type Applications = ApplicationAccessArgs["applications"];

function messagesOf(
  applications: Applications,
  platform: ApplicationAccessArgs["platform"] = eksPlatform(),
): string[] {
  return findApplicationAccessIssues({ platform, applications }).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

function database(name: string, port: number, securityGroupId: pulumi.Input<string>): object {
  return { databases: [{ name, port, securityGroupId }] };
}

const REFUSED: { mistake: string; applications: Applications; messages: string[] }[] = [
  {
    mistake: "an application that cannot be one",
    applications: { Web: {} },
    messages: [
      'applications.Web: "Web" is invalid: expected a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"',
    ],
  },
  {
    mistake: "an invalid principal in each list",
    applications: { web: { access: { view: [ROOT], edit: [CI, ROOT], deploy: [ROOT] } } },
    messages: ["view[0]", "edit[1]", "deploy[0]"].map(
      (place) =>
        `applications.web.access.${place}: "${ROOT}" is invalid: expected an IAM role or user instead of the whole account`,
    ),
  },
  {
    mistake: "a principal twice in a list",
    applications: { web: { access: { view: [CI, CI] } } },
    messages: [`applications.web.access.view[1]: "${CI}" is listed more than once`],
  },
  {
    mistake: "a principal that may deploy, and view anyway",
    applications: { web: { access: { view: [CI], deploy: [CI] } } },
    messages: [
      `applications.web.access.view[0]: "${CI}" is also listed in deploy, which includes view; remove it here`,
    ],
  },
  {
    mistake: "a principal that may edit, and everything else anyway",
    applications: { web: { access: { view: [CI], edit: [CI], deploy: [CI] } } },
    messages: [
      `applications.web.access.view[0]: "${CI}" is also listed in edit, which includes view; remove it here`,
      `applications.web.access.deploy[0]: "${CI}" is also listed in edit, which includes deploy; remove it here`,
    ],
  },
  {
    mistake: "a role under two paths",
    applications: { web: { access: { view: [CI] } }, api: { access: { edit: [CI_ELSEWHERE] } } },
    messages: [
      `applications.api.access.edit[0]: "${CI_ELSEWHERE}" names the same principal as "${CI}" (application web) with another path: expected one path, because names are unique in an account`,
    ],
  },
  {
    mistake: "the id of something else in place of a security group",
    applications: { web: database("orders", 5432, "vpc-0f1e2d3c") },
    messages: [
      'applications.web.databases[0].securityGroupId: "vpc-0f1e2d3c" is invalid: expected the ID of a security group, such as "sg-0f1e2d3c4b5a69788"',
    ],
  },
  {
    mistake: "a port that is none",
    applications: { web: database("orders", 0, "sg-0f1e2d3c") },
    messages: [
      "applications.web.databases[0].port: 0 is invalid: expected a port number from 1 to 65535",
    ],
  },
];

describe("Issues of who may use applications", () => {
  for (const { mistake, applications, messages } of REFUSED) {
    it(`answer ${mistake}`, () => {
      assert.deepEqual(messagesOf(applications), messages);
    });
  }

  it("answer a principal that the cluster lets in already, by whatever path", () => {
    const eks = {
      clusterName: "prod",
      clusterArn: "arn:aws:eks:eu-central-1:111122223333:cluster/prod",
      securityGroupId: "sg-1",
      accessPrincipalArns: [pulumi.output("not known"), CI_ELSEWHERE],
    };
    assert.deepEqual(messagesOf({ web: { access: { view: [CI] } } }, eksPlatform({ eks })), [
      `applications.web.access.view[0]: "${CI}" already has an access entry, from accessEntries of the cluster or from an application in the platform's program: EKS takes one for each principal; name it in one place`,
    ]);
  });

  it("answer one group under two databases' names while its id is not known", () => {
    const group = pulumi.output("sg-0f1e2d3c");
    const applications = {
      web: database("orders", 5432, group),
      api: database("orders-replica", 5432, group),
      jobs: database("orders-pooler", 6432, group),
    };
    assert.deepEqual(messagesOf(applications), [
      'applications.api.databases[0].securityGroupId: is also the group of "orders" (application web) on port 5432: a group takes one rule for each port; give both databases the same name, or name the group once',
    ]);
  });

  it("answer two groups under one database's name while their ids are not known", () => {
    const applications = {
      web: database("orders", 5432, pulumi.output("sg-0f1e2d3c")),
      api: database("orders", 5432, pulumi.output("sg-4b5a6978")),
    };
    assert.deepEqual(messagesOf(applications), [
      'applications.api.databases[0].securityGroupId: differs from the group of "orders" in application web; give the databases different names, or the same group',
    ]);
  });

  it("answer people and databases outside EKS", () => {
    const applications = {
      web: { access: { view: [CI] } },
      api: database("orders", 5432, "sg-0f1e2d3c"),
      jobs: { access: { view: [] } },
    };
    assert.deepEqual(messagesOf(applications, plainPlatform()), [
      "applications.web.access: requires EKS: on other clusters your own authenticator puts people into the groups bulkhead:<application>:<view|edit|deploy>",
      "applications.api.databases[0].securityGroupId: requires EKS: the rule admits the security group of the pods",
    ]);
  });

  it("answer a record that cannot be read, and nothing else", () => {
    const applications = { Web: { access: { view: [ROOT] } } };
    assert.deepEqual(messagesOf(applications, eksPlatform({ formatVersion: 1 })), [
      "platform.formatVersion: 1 is invalid: expected format 2",
    ]);
  });

  it("there are none when one principal has a different role in each application", () => {
    const applications = {
      web: { access: { view: [CI] } },
      api: { access: { edit: [CI] } },
      jobs: { access: { deploy: [CI] } },
    };
    assert.deepEqual(messagesOf(applications), []);
  });

  it("there are none when two accounts, or a role and a user, have one name", () => {
    const elsewhere = "arn:aws:iam::444455556666:role/deploy";
    const user = "arn:aws:iam::111122223333:user/deploy";
    const applications = {
      web: { access: { view: [CI, elsewhere, user] } },
      api: { access: { edit: [user], deploy: [elsewhere] } },
    };
    assert.deepEqual(messagesOf(applications), []);
  });

  it("edit has every right of deploy, and deploy every right of view", () => {
    const rightsOf = (role: keyof typeof APPLICATION_ROLES) =>
      new Set(
        APPLICATION_ROLES[role].flatMap(({ apiGroups, resources, verbs }) =>
          apiGroups.flatMap((group) =>
            resources.flatMap((name) => verbs.map((verb) => `${verb} ${group}/${name}`)),
          ),
        ),
      );
    const missing = (less: keyof typeof APPLICATION_ROLES, more: keyof typeof APPLICATION_ROLES) =>
      [...rightsOf(less)].filter((right) => !rightsOf(more).has(right));
    assert.deepEqual([missing("view", "deploy"), missing("deploy", "edit")], [[], []]);
  });
});
