import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { unwrapSecrets } from "../../../recorder/index.js";
import { eksPlatform } from "../../support/platform-ref.js";
import { resourceNamed } from "../../support/record.js";
import { AppNamespace } from "../../../components/app-namespace/app-namespace.js";
import { APPLICATION, recordApplications } from "./record-application.js";

describe("What an application registers with", () => {
  it("is all that its owner wrote, outputs too: plan reads it", async () => {
    const recorded = await recordApplications(({ providers: [cluster, amazon] }) => {
      const providers = [cluster, amazon].flatMap((provider) => provider ?? []);
      const certificate = new aws.acm.Certificate("web", {}, { provider: amazon });
      const bucket = new aws.s3.Bucket("models", {}, { provider: amazon });
      const loadBalancer = { certificateArn: certificate.arn };
      const storage = [
        { name: "models", bucketArn: bucket.arn, prefix: "web/", access: "read" as const },
      ];
      const args = {
        application: "web",
        platform: eksPlatform(),
        ports: [8080],
        albSlot: 1,
        egress: { internet: true },
      };
      new AppNamespace("web", { ...args, loadBalancer, storage }, { providers });
    });
    const { inputs, propertyDependencies } = resourceNamed(recorded, APPLICATION, "web");
    const arnOf = (type: string, name: string): unknown =>
      unwrapSecrets(resourceNamed(recorded, type, name).outputs.arn ?? "");
    const certificateArn = arnOf("aws:acm/certificate:Certificate", "web");
    const bucketArn = arnOf("aws:s3/bucket:Bucket", "models");
    assert.match(String(certificateArn), /^arn:aws:acm:/);
    assert.deepEqual(unwrapSecrets(inputs.loadBalancer ?? ""), { certificateArn });
    assert.deepEqual(unwrapSecrets(inputs.storage ?? ""), [
      { name: "models", bucketArn, prefix: "web/", access: "read" },
    ]);
    assert.deepEqual(Object.keys(propertyDependencies), ["loadBalancer", "storage"]);
  });
});
