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
      'applications.Web: "Web" is not a DNS label: lower-case letters, digits and "-", beginning with a letter and not ending in "-"',
    ],
  },
  {
    mistake: "what is no principal, in each list",
    applications: { web: { access: { view: [ROOT], edit: [CI, ROOT], deploy: [ROOT] } } },
    messages: ["view[0]", "edit[1]", "deploy[0]"].map(
      (place) =>
        `applications.web.access.${place}: "${ROOT}" is not accepted: it is the whole account; name roles or users`,
    ),
  },
  {
    mistake: "a principal twice in a list",
    applications: { web: { access: { view: [CI, CI] } } },
    messages: [`applications.web.access.view[1]: "${CI}" stands in this list twice`],
  },
  {
    mistake: "a principal that may deploy, and view anyway",
    applications: { web: { access: { view: [CI], deploy: [CI] } } },
    messages: [
      `applications.web.access.view[0]: "${CI}" stands in deploy, too, which includes view: leave it out here`,
    ],
  },
  {
    mistake: "a principal that may edit, and everything else anyway",
    applications: { web: { access: { view: [CI], edit: [CI], deploy: [CI] } } },
    messages: [
      `applications.web.access.view[0]: "${CI}" stands in edit, too, which includes view: leave it out here`,
      `applications.web.access.deploy[0]: "${CI}" stands in edit, too, which includes deploy: leave it out here`,
    ],
  },
  {
    mistake: "a role under two paths",
    applications: { web: { access: { view: [CI] } }, api: { access: { edit: [CI_ELSEWHERE] } } },
    messages: [
      `applications.api.access.edit[0]: "${CI_ELSEWHERE}" names the principal of "${CI}" (web) by another path: names are unique in an account, so one of the two is wrong`,
    ],
  },
  {
    mistake: "the id of something else in place of a security group",
    applications: { web: database("orders", 5432, "vpc-0f1e2d3c") },
    messages: [
      'applications.web.databases[0].securityGroupId: "vpc-0f1e2d3c" is not accepted: the id of a security group, such as "sg-0f1e2d3c4b5a69788"',
    ],
  },
  {
    mistake: "a port that is none",
    applications: { web: database("orders", 0, "sg-0f1e2d3c") },
    messages: [
      "applications.web.databases[0].port: 0 is not accepted: a port number from 1 to 65535",
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
      `applications.web.access.view[0]: "${CI}" has an access entry already, from accessEntries of the cluster or from an application of the platform's own program, and EKS takes one for each principal: name it in one place`,
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
      'applications.api.databases[0].securityGroupId: is the group of "orders" (web) on port 5432, and a group takes one rule: give both databases one name, or name the group once',
    ]);
  });

  it("answer two groups under one database's name while their ids are not known", () => {
    const applications = {
      web: database("orders", 5432, pulumi.output("sg-0f1e2d3c")),
      api: database("orders", 5432, pulumi.output("sg-4b5a6978")),
    };
    assert.deepEqual(messagesOf(applications), [
      'applications.api.databases[0].securityGroupId: is another group than "orders" has in web: give the databases two names, or one group',
    ]);
  });

  it("answer people and databases outside EKS", () => {
    const applications = {
      web: { access: { view: [CI] } },
      api: database("orders", 5432, "sg-0f1e2d3c"),
      jobs: { access: { view: [] } },
    };
    assert.deepEqual(messagesOf(applications, plainPlatform()), [
      "applications.web.access: needs EKS: elsewhere your own authenticator puts people into the groups bulkhead:<application>:<view|edit|deploy>",
      "applications.api.databases[0].securityGroupId: needs EKS: the rule admits the security group of its pods",
    ]);
  });

  it("answer a record that cannot be read, and nothing else", () => {
    const applications = { Web: { access: { view: [ROOT] } } };
    assert.deepEqual(messagesOf(applications, eksPlatform({ formatVersion: 1 })), [
      "platform.formatVersion: 1 is not accepted: format 2",
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
