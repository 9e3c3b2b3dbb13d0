import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { textOf } from "../../basics/json.js";
import type { PlanDocument } from "../../cli/plan-folder/document.js";
import type { PlanResource } from "../../cli/plan-folder/document.js";
import { PROJECT_ROOT } from "../support/schema.js";
import { copyCheckout, installInto, pack, readJson, runNode } from "./packed-project.js";

const CLI = "node_modules/bulkhead/dist/cli/main.js";

describe("example: an application with a bucket and a database of its own", function () {
  this.timeout(240_000);
  let folder = "";
  let example = "";
  let plan: PlanDocument;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "bulkhead-example-"));
    const checkout = copyCheckout(join(folder, "checkout"));
    example = join(folder, "pricing");
    cpSync(join(PROJECT_ROOT, "examples/data"), example, { recursive: true });
    installInto(example, pack(checkout));
    const platform = join(folder, "platform");
    runNode(example, CLI, "plan", "--program", checkout, "--stack", "dev", "--out", platform);
    const outputs = `organization/bulkhead/dev=${join(platform, "plan.json")}`;
    runNode(example, CLI, "plan", "--stack", "dev", "--stack-outputs", outputs, "--out", "plan");
    plan = readJson(join(example, "plan/plan.json")) as PlanDocument;
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** The one resource whose type ends like this. */
  function one(className: string): PlanResource {
    const found = plan.resources.filter(({ type }) => type.endsWith(`:${className}`));
    const [first, ...others] = found;
    assert.ok(first && others.length === 0, `${found.length} resources ${className}`);
    return first;
  }

  function named(className: string, name: string): PlanResource {
    const found = plan.resources.find(
      ({ type, name: own }) => type.endsWith(`:${className}`) && own === name,
    );
    assert.ok(found, `${className} ${name}`);
    return found;
  }

  it("compiles against the packed types", () => {
    assert.equal(runNode(example, "node_modules/typescript/bin/tsc", "-p", "."), "");
  });

  it("has a bucket that keeps versions, is encrypted with its key, and cannot be deleted", () => {
    const bucket = one("Bucket");
    const key = one("Key");
    assert.deepEqual([bucket.protect, key.protect], [true, true]);
    assert.equal(bucket.inputs.forceDestroy, false);
    assert.equal(key.inputs.enableKeyRotation, true);
    assert.deepEqual(one("BucketVersioning").inputs.versioningConfiguration, { status: "Enabled" });
    assert.deepEqual(one("BucketServerSideEncryptionConfiguration").inputs.rules, [
      {
        applyServerSideEncryptionByDefault: {
          sseAlgorithm: "aws:kms",
          kmsMasterKeyId: key.outputs.arn,
        },
        bucketKeyEnabled: true,
      },
    ]);
    const { bucket: of, ...closed } = one("BucketPublicAccessBlock").inputs;
    assert.equal(of, bucket.id);
    assert.deepEqual(closed, {
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    assert.equal((one("BucketLifecycleConfiguration").inputs.rules as unknown[]).length, 2);
  });

  it("has a database in the data subnets with backups, encryption and protection", () => {
    const { inputs, protect } = one("Instance");
    const group = named("SecurityGroup", "pricing-prices");
    assert.ok(protect);
    const { dbSubnetGroupName, ...settings } = inputs;
    assert.match(textOf(dbSubnetGroupName) ?? "", /halden-dev/);
    assert.deepEqual(
      {
        storageEncrypted: settings.storageEncrypted,
        backupRetentionPeriod: settings.backupRetentionPeriod,
        deletionProtection: settings.deletionProtection,
        skipFinalSnapshot: settings.skipFinalSnapshot,
        publiclyAccessible: settings.publiclyAccessible,
        manageMasterUserPassword: settings.manageMasterUserPassword,
        multiAz: settings.multiAz,
        vpcSecurityGroupIds: settings.vpcSecurityGroupIds,
      },
      {
        storageEncrypted: true,
        backupRetentionPeriod: 14,
        deletionProtection: true,
        skipFinalSnapshot: false,
        publiclyAccessible: false,
        manageMasterUserPassword: true,
        multiAz: true,
        vpcSecurityGroupIds: [group.id],
      },
    );
    assert.deepEqual([group.inputs.ingress, group.inputs.egress], [undefined, undefined]);
  });

  it("opens the database to the cluster on its port, once", () => {
    const { name, inputs } = one("SecurityGroupIngressRule");
    assert.equal(name, "pricing-database-prices-5432");
    const group = named("SecurityGroup", "pricing-prices");
    const { securityGroupId, referencedSecurityGroupId, fromPort, toPort, ipProtocol } = inputs;
    assert.equal(securityGroupId, group.id);
    assert.match(textOf(referencedSecurityGroupId) ?? "", /^sg-/);
    assert.deepEqual([fromPort, toPort, ipProtocol], [5432, 5432, "tcp"]);
  });

  it("gives the pods and the publishers the bucket that it made, below the prefix alone", () => {
    const { outputs } = one("Bucket");
    for (const name of ["pricing-storage", "pricing-publish-models"]) {
      const { policy } = named("RolePolicy", name).inputs;
      const { Statement } = JSON.parse(textOf(policy) ?? "") as {
        Statement: { Resource: string }[];
      };
      const places = Statement.map(({ Resource }) => Resource);
      const key = one("Key").outputs.arn;
      const list = name === "pricing-storage" ? [outputs.arn] : [];
      assert.deepEqual(places, [...list, `${textOf(outputs.arn) ?? ""}/pricing/*`, key]);
    }
    const { inputs } = one("PodIdentityAssociation");
    assert.deepEqual(
      [inputs.clusterName, inputs.namespace, inputs.serviceAccount],
      ["halden-dev", "pricing", "pricing"],
    );
  });

  it("lets only the pipeline deploy", () => {
    assert.deepEqual(one("AccessEntry").inputs.kubernetesGroups, ["bulkhead:pricing:deploy"]);
  });

  it("keeps every invariant, and warns of nothing about storage or databases", () => {
    assert.deepEqual(
      plan.invariants.filter(({ status }) => status === "broken"),
      [],
    );
    const codes = plan.warnings.map(({ code }) => code);
    assert.deepEqual(
      codes.filter((code) => ["closed-database", "shared-storage"].includes(code)),
      [],
    );
    const [pricing] = plan.applications;
    assert.deepEqual(pricing?.access.deploy, ["arn:aws:iam::111122223333:role/pricing-pipeline"]);
    assert.equal(pricing.storage[0]?.prefix, "pricing/");
    assert.ok(pricing.reaches.some((peer) => peer.kind === "database" && peer.port === 5432));
  });
});
