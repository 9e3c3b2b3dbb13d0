import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { AppNamespace, ApplicationAccess, PlatformRef, StorageAccess } from "bulkhead";
import { createBucket, type SafeBucket } from "./bucket.js";
import { createDatabase, POSTGRES_PORT, type SafeDatabase } from "./database.js";

const REGION = "eu-central-1";
const APPLICATION = "pricing";

const config = new pulumi.Config();
const platformStack = config.require("platformStack");

function createData(
  { network }: PlatformRef,
  amazon: aws.Provider,
): { models: SafeBucket; prices: SafeDatabase } {
  if (!network) throw new Error(`${platformStack} has no VPC for a database`);
  const place = { vpcId: network.vpcId, subnetGroupName: network.databaseSubnetGroupName };
  const opts = { provider: amazon };
  return {
    models: createBucket("pricing-models", opts),
    prices: createDatabase("pricing-prices", place, opts),
  };
}

/** The models of this application, read by its pods and written by those who publish. */
function storageOf({ bucket, key }: SafeBucket) {
  return {
    name: "models",
    bucketArn: bucket.arn,
    prefix: "pricing/",
    access: StorageAccess.Read,
    kmsKeyArn: key.arn,
    publishers: config.requireObject<string[]>("publishers"),
  };
}

async function run(): Promise<Record<string, unknown>> {
  const platform = await PlatformRef.fromStack(platformStack);
  const outputs = new pulumi.StackReference("platform", { name: platformStack });
  const kubeconfig = outputs.requireOutput("kubeconfig");
  const cluster = new k8s.Provider("platform", { kubeconfig });
  const amazon = new aws.Provider("aws", { region: REGION });

  const { models, prices } = createData(platform, amazon);
  const securityGroupId = prices.securityGroup.id;
  const databases = [{ name: "prices", port: POSTGRES_PORT, securityGroupId }];

  const application = new AppNamespace(
    APPLICATION,
    {
      platform,
      application: APPLICATION,
      ports: [8080],
      egress: { databases },
      storage: [storageOf(models)],
    },
    { providers: [amazon, cluster] },
  );
  const access = { deploy: [config.require("pipeline")] };
  new ApplicationAccess(
    APPLICATION,
    { platform, applications: { [APPLICATION]: { databases, access } } },
    { providers: [amazon] },
  );

  return {
    namespace: application.namespace,
    bucket: models.bucket.bucket,
    database: prices.instance.endpoint,
    databaseSecrets: prices.instance.masterUserSecrets,
    publishWith: application.publisherRoleArns,
  };
}

export = run;
