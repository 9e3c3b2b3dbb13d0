import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ApplicationAccessArgs } from "../../../../components/app-namespace/access/args.js";
import { planApplicationAccess } from "../../../../components/app-namespace/access/plan.js";
import { ApplicationAccess } from "../../../../components/app-namespace/access/application-access.js";
import { unwrapSecrets, type RecordedProgram } from "../../../../recorder/index.js";
import { eksPlatform, plainPlatform } from "../../../support/platform-ref.js";
import { failureOf, record, resourceNamed, resourcesOf } from "../../../support/record.js";

const COMPONENT = "bulkhead:index:ApplicationAccess";
const ENTRY = "aws:eks/accessEntry:AccessEntry";
const RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";

const CI = "arn:aws:iam::111122223333:role/ci/shop-deploy";
const ANNA = "arn:aws:iam::111122223333:user/anna";
const GROUP = "sg-0f1e2d3c4b5a69788";

type Applications = ApplicationAccessArgs["applications"];

function recordAccess(
  make: () => Applications,
  platform = eksPlatform(),
): Promise<RecordedProgram> {
  return record(() => {
    new ApplicationAccess("prod", { platform, applications: make() });
  });
}

function namesOf(recorded: RecordedProgram, type: string): string[] {
  return resourcesOf(recorded, type).map(({ name }) => name);
}

/** A group that the same program creates; its ID is unknown before deployment. */
function madeHere(name: string): pulumi.Output<string> {
  return new aws.ec2.SecurityGroup(name, {}).id;
}

describe("ApplicationAccess", () => {
  it("gives each principal one entry, with its groups in all applications", async () => {
    const recorded = await recordAccess(() => ({
      web: { access: { deploy: [CI], view: [ANNA] } },
      api: { access: { deploy: [CI], edit: [ANNA] } },
    }));
    assert.deepEqual(
      resourcesOf(recorded, ENTRY).map(({ name, inputs }) => [name, unwrapSecrets(inputs)]),
      [
        [
          "prod-access-111122223333-user-anna",
          {
            clusterName: "prod",
            principalArn: ANNA,
            kubernetesGroups: ["bulkhead:api:edit", "bulkhead:web:view"],
          },
        ],
        [
          "prod-access-111122223333-role-shop-deploy",
          {
            clusterName: "prod",
            principalArn: CI,
            kubernetesGroups: ["bulkhead:api:deploy", "bulkhead:web:deploy"],
          },
        ],
      ],
    );
    const { urn } = resourceNamed(recorded, COMPONENT, "prod");
    assert.ok(resourcesOf(recorded, ENTRY).every(({ parent }) => parent === urn));
  });

  it("creates no access policy: rights come from the roles in the namespaces", async () => {
    const recorded = await recordAccess(() => ({ web: { access: { edit: [CI] } } }));
    const types = new Set(recorded.resources.map(({ type }) => type));
    assert.deepEqual([...types].sort(), [ENTRY, COMPONENT, "pulumi:pulumi:Stack"].sort());
  });

  it("opens a database's group on its port once, for whichever applications use it", async () => {
    const orders = { name: "orders", port: 5432, securityGroupId: GROUP };
    const recorded = await recordAccess(() => ({
      web: { databases: [orders, { name: "elsewhere", port: 5432, cidrBlocks: ["10.9.0.0/16"] }] },
      api: { databases: [{ ...orders, name: "orders-replica" }] },
      jobs: { databases: [{ ...orders, name: "pooler", port: 6432 }] },
    }));
    assert.deepEqual(namesOf(recorded, RULE), [
      `prod-database-${GROUP}-5432`,
      `prod-database-${GROUP}-6432`,
    ]);
    const { inputs } = resourceNamed(recorded, RULE, `prod-database-${GROUP}-5432`);
    assert.deepEqual(unwrapSecrets(inputs), {
      securityGroupId: GROUP,
      referencedSecurityGroupId: "sg-1",
      description: "Pods of the EKS cluster",
      ipProtocol: "tcp",
      fromPort: 5432,
      toPort: 5432,
    });
  });

  it("names the rule of a group that is yet to be made after its database", async () => {
    const recorded = await recordAccess(() => {
      const orders = { name: "orders", port: 5432, securityGroupId: madeHere("orders") };
      return { web: { databases: [orders] }, api: { databases: [orders] } };
    });
    assert.deepEqual(namesOf(recorded, RULE), ["prod-database-orders-5432"]);
    const { inputs } = resourceNamed(recorded, RULE, "prod-database-orders-5432");
    const { id } = resourceNamed(recorded, "aws:ec2/securityGroup:SecurityGroup", "orders");
    assert.equal(unwrapSecrets(inputs.securityGroupId), id);
  });

  it("has names that do not depend on the order of applications", () => {
    const web = { access: { view: [ANNA], deploy: [CI] } };
    const api = { access: { view: [CI] } };
    const keysOf = (applications: Applications) =>
      planApplicationAccess(applications)
        .entries.map(({ key, kubernetesGroups }) => `${key} ${kubernetesGroups.join()}`)
        .sort();
    assert.deepEqual(keysOf({ web, api }), keysOf({ api, web }));
  });

  it("creates nothing without principals", async () => {
    const recorded = await recordAccess(
      () => ({ web: {}, api: { access: { view: [] }, databases: [] } }),
      plainPlatform(),
    );
    assert.deepEqual(
      recorded.resources.map(({ type }) => type).filter((type) => type !== "pulumi:pulumi:Stack"),
      [COMPONENT],
    );
  });

  it("registers nothing when it is refused", async () => {
    const message = await failureOf(() => {
      new ApplicationAccess("prod", {
        platform: eksPlatform(),
        applications: { web: { access: { edit: ["arn:aws:iam::111122223333:root"] } } },
      });
    });
    assert.match(message, /ApplicationAccess "prod" has 1 problem:\n {2}applications\.web\.access/);
  });
});
