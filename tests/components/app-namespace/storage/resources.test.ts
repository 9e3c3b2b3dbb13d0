import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AppNamespace } from "../../../../components/app-namespace/app-namespace.js";
import type { AppNamespaceArgs } from "../../../../components/app-namespace/args.js";
import {
  podsPolicy,
  publishersPolicy,
  publishersTrust,
} from "../../../../components/app-namespace/storage/plan.js";
import {
  dependsTransitively,
  isUnknown,
  unwrapSecrets,
  type RecordedProgram,
} from "../../../../recorder/index.js";
import { eksPlatform, addressFactsOfVpc } from "../../../support/platform-ref.js";
import { resourceNamed, resourcesOf } from "../../../support/record.js";
import { webArgs } from "../applications.js";
import {
  APPLICATION,
  childrenOf,
  NAMESPACE,
  recordApplication,
  recordApplications,
} from "../record-application.js";
import { podsTrust } from "../../../../components/shared/aws/pod-identity.js";

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/rolePolicy:RolePolicy";
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";

const PUBLISHERS = ["arn:aws:iam::111122223333:role/research"];
const MODELS = {
  name: "models",
  bucketArn: "arn:aws:s3:::shop-models",
  prefix: "ranking/",
  access: "read",
  kmsKeyArn: "arn:aws:kms:eu-central-1:111122223333:key/0f1e2d3c",
  publishers: PUBLISHERS,
} as const;
const OUTPUT = {
  name: "output",
  bucketArn: "arn:aws:s3:::shop-results",
  prefix: "web/",
  access: "read-write",
} as const;

/** The ARN of a role is unknown in a preview. */
function notYetKnown(): pulumi.Output<string> {
  return new aws.iam.Role("other", { assumeRolePolicy: "{}" }).arn;
}

function withStorage(overrides: Partial<AppNamespaceArgs> = {}): AppNamespaceArgs {
  const addressFacts = addressFactsOfVpc({ s3Endpoint: true });
  const storage = [{ ...MODELS, publishers: [...PUBLISHERS] }, OUTPUT];
  return webArgs({ platform: eksPlatform({ addressFacts }), storage, ...overrides });
}

/** The children in AWS as `Type name`. */
function awsChildrenOf(recorded: RecordedProgram): string[] {
  return childrenOf(recorded)
    .filter(({ type }) => type.startsWith("aws:"))
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
}

function documentOf(recorded: RecordedProgram, type: string, name: string): unknown {
  const { policy, assumeRolePolicy } = resourceNamed(recorded, type, name).inputs;
  return JSON.parse(String(unwrapSecrets(policy ?? assumeRolePolicy)));
}

describe("Storage of an application", () => {
  it("is a role for its pods, and one for each storage that people publish to", async () => {
    assert.deepEqual(awsChildrenOf(await recordApplication(() => withStorage())), [
      `${ASSOCIATION} web-storage`,
      `${ROLE} web-publish-models`,
      `${ROLE} web-storage`,
      `${POLICY} web-publish-models`,
      `${POLICY} web-storage`,
    ]);
  });

  it("creates no role without storage", async () => {
    const recorded = await recordApplication(() => webArgs());
    assert.deepEqual(awsChildrenOf(recorded), []);
    const { outputs } = resourceNamed(recorded, APPLICATION, "web");
    assert.deepEqual(unwrapSecrets(outputs.publisherRoleArns), {});
    assert.equal(unwrapSecrets(outputs.roleArn), undefined);
  });

  it("is taken by the pods of its ServiceAccount in its cluster alone", async () => {
    const recorded = await recordApplication(() => withStorage());
    assert.deepEqual(
      documentOf(recorded, ROLE, "web-storage"),
      podsTrust({
        clusterArn: "arn:aws:eks:eu-central-1:111122223333:cluster/prod",
        clusterName: "prod",
        namespace: "web",
        serviceAccount: "web",
      }),
    );
    const role = resourceNamed(recorded, ROLE, "web-storage");
    const { inputs } = resourceNamed(recorded, ASSOCIATION, "web-storage");
    assert.deepEqual(unwrapSecrets(inputs), {
      clusterName: "prod",
      namespace: "web",
      serviceAccount: "web",
      roleArn: unwrapSecrets(role.outputs.arn),
      tags: { "app-isolation/application": "web" },
    });
  });

  it("gives each role its own policy and no other", async () => {
    const recorded = await recordApplication(() => withStorage());
    assert.deepEqual(documentOf(recorded, POLICY, "web-storage"), podsPolicy([MODELS, OUTPUT]));
    assert.deepEqual(documentOf(recorded, POLICY, "web-publish-models"), publishersPolicy(MODELS));
    for (const name of ["web-storage", "web-publish-models"]) {
      const { inputs } = resourceNamed(recorded, POLICY, name);
      assert.equal(
        unwrapSecrets(inputs.role),
        unwrapSecrets(resourceNamed(recorded, ROLE, name).outputs.name),
      );
    }
    assert.deepEqual(documentOf(recorded, ROLE, "web-publish-models"), publishersTrust(PUBLISHERS));
  });

  it("tells the roles", async () => {
    const recorded = await recordApplication(() => withStorage());
    const arnOf = (name: string) => unwrapSecrets(resourceNamed(recorded, ROLE, name).outputs.arn);
    const { outputs } = resourceNamed(recorded, APPLICATION, "web");
    assert.equal(unwrapSecrets(outputs.roleArn), arnOf("web-storage"));
    assert.deepEqual(unwrapSecrets(outputs.publisherRoleArns), {
      models: arnOf("web-publish-models"),
    });
  });

  it("has its association before the namespace, because pods get a role only when they start after it", async () => {
    const recorded = await recordApplication(() => withStorage());
    const association = resourceNamed(recorded, ASSOCIATION, "web-storage");
    const { dependencies } = resourceNamed(recorded, NAMESPACE, "web-namespace");
    assert.ok(dependencies.includes(association.urn));
    const { urn } = resourceNamed(recorded, POLICY, "web-storage");
    assert.ok(dependsTransitively(recorded, association.urn, urn));
  });

  it("waits for what the component was told to wait for", async () => {
    const recorded = await recordApplications(({ providers, before }) => {
      new AppNamespace("web", withStorage(), { providers, dependsOn: [before] });
    });
    const before = recorded.resources.find(({ name }) => name === "before");
    for (const name of ["web-storage", "web-publish-models"]) {
      const role = resourceNamed(recorded, ROLE, name);
      assert.ok(before && role.dependencies.includes(before.urn));
    }
  });

  it("is planned with unknown ARNs", async () => {
    const recorded = await recordApplication(() => {
      const addressFacts = addressFactsOfVpc({ s3Endpoint: true });
      const eks = { clusterName: "prod", securityGroupId: "sg-1", clusterArn: notYetKnown() };
      return withStorage({ platform: eksPlatform({ addressFacts, eks }) });
    }, "preview");
    assert.ok(isUnknown(resourceNamed(recorded, ROLE, "web-storage").inputs.assumeRolePolicy));
    assert.equal(resourcesOf(recorded, POLICY).length, 2);
  });

  it("refuses an ARN that turns out to be none once it is known", async () => {
    const bucketArn = pulumi.output("arn:aws:s3:::*");
    await assert.rejects(
      recordApplication(() => withStorage({ storage: [{ ...OUTPUT, bucketArn }] })),
      /Storage "output" has 1 problem:\n {2}bucketArn: "arn:aws:s3:::\*" is invalid: expected the ARN of a bucket/,
    );
  });
});
