import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApplicationAccess } from "../../components/app-namespace/access/application-access.js";
import { describePlatform } from "../../components/platform-ref/describe-platform.js";
import { ComponentType } from "../../contract/component-type.js";
import { isUnknown, unwrapSecrets } from "../../recorder/index.js";
import {
  addressFactsOfVpc,
  eksPlatform,
  eksPlatformWithSharedAlb,
} from "../support/platform-ref.js";
import { record, resourceNamed } from "../support/record.js";
import { webArgs, webBehindAlb } from "./app-namespace/applications.js";
import { recordApplication } from "./app-namespace/record-application.js";
import { CLUSTER_NAMESPACES } from "../../contract/names.js";

const PLATFORM = {
  platform: "prod",
  mode: "enforced",
  systemNamespaces: [...CLUSTER_NAMESPACES],
  addressFacts: addressFactsOfVpc(),
  network: {
    albCidrBlock: "10.0.0.0/18",
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    publicRouteTableId: "rtb-public",
    privateRouteTableIds: ["rtb-private-a", "rtb-private-b"],
  },
  applications: [],
};

const BUCKET = "arn:aws:s3:::shop-models";

async function factsOfWeb(...args: Parameters<typeof recordApplication>): Promise<unknown> {
  const recorded = await recordApplication(...args);
  return unwrapSecrets(resourceNamed(recorded, ComponentType.AppNamespace, "web").outputs.facts);
}

describe("Facts that components register", () => {
  it("hold an application with every default settled, and its platform", async () => {
    assert.deepEqual(await factsOfWeb(() => webArgs()), {
      version: 1,
      platform: PLATFORM,
      application: {
        name: "web",
        mode: "enforced",
        ports: [8080],
        loadBalancerCidrs: [],
        internet: false,
        kubernetesApi: false,
        databases: [],
        reaches: [],
        reachedBy: [],
      },
      storage: [],
    });
  });

  it("hold all that an application declares", async () => {
    const facts = await factsOfWeb(() =>
      webBehindAlb({
        mode: "staged",
        loadBalancer: { hosts: ["web.example"], certificateArn: "arn:aws:acm:::certificate/1" },
        egress: {
          internet: true,
          kubernetesApi: true,
          databases: [
            { name: "orders", port: 5432 },
            {
              name: "legacy",
              port: 3306,
              cidrBlocks: ["192.168.7.0/24"],
              securityGroupId: "sg-0f1e2d3c4b5a69788",
            },
          ],
          applications: [{ application: "search", ports: [9000] }],
        },
        ingressFrom: { applications: [{ application: "api" }] },
        storage: [{ name: "models", bucketArn: BUCKET, prefix: "web/", access: "read" }],
      }),
    );
    const { application, storage } = facts as Record<string, unknown>;
    assert.deepEqual(application, {
      name: "web",
      mode: "staged",
      ports: [8080],
      albSlot: 1,
      loadBalancer: {
        placement: "dedicated",
        scheme: "internet-facing",
        hosts: ["web.example"],
        subnets: [
          { zone: "eu-central-1a", cidrBlock: "10.0.0.128/27" },
          { zone: "eu-central-1b", cidrBlock: "10.0.0.160/27" },
        ],
        certificate: true,
      },
      loadBalancerCidrs: ["10.0.0.128/27", "10.0.0.160/27"],
      internet: true,
      kubernetesApi: true,
      databases: [
        { name: "orders", port: 5432, cidrBlocks: ["10.0.64.0/19"], securityGroup: false },
        { name: "legacy", port: 3306, cidrBlocks: ["192.168.7.0/24"], securityGroup: true },
      ],
      reaches: [{ application: "search", ports: [9000] }],
      reachedBy: [{ application: "api", ports: [8080] }],
    });
    assert.deepEqual(storage, [
      { name: "models", bucketArn: BUCKET, prefix: "web/", access: "read", publishers: [] },
    ]);
  });

  it("leave only the ARNs of a bucket unknown that the same program creates", async () => {
    const facts = await factsOfWeb(() => {
      const { arn } = new aws.s3.Bucket("models");
      const storage = [{ name: "models", bucketArn: arn, prefix: "web/", access: "read" }] as const;
      return webArgs({ egress: { internet: true }, storage: [...storage] });
    }, "preview");
    const { storage } = facts as { storage: Record<string, unknown>[] };
    const [{ bucketArn, ...known } = {}] = storage;
    assert.ok(isUnknown(bucketArn));
    assert.deepEqual(known, { name: "models", prefix: "web/", access: "read", publishers: [] });
  });

  it("hold the ids of another program's platform, and none that the program creates", () => {
    const given = eksPlatformWithSharedAlb();
    const sharedAlb = {
      cidrBlocks: ["10.0.0.0/27", "10.0.0.32/27"],
      subnetIds: ["subnet-shared-a", "subnet-shared-b"],
    };
    assert.deepEqual(describePlatform(given), {
      ...PLATFORM,
      network: { ...PLATFORM.network, sharedAlb },
    });
    const id = pulumi.output("id");
    const { network } = given;
    assert.ok(network);
    const created = describePlatform({
      ...given,
      network: {
        ...network,
        publicRouteTableId: id,
        privateRouteTableIds: { "eu-central-1a": id },
        sharedAlb: { cidrBlocks: sharedAlb.cidrBlocks, subnetIds: [id, id] },
      },
      applications: [
        { application: "web", albSlot: 1, hosts: ["web.example"] },
        { application: "api" },
      ],
    });
    assert.deepEqual(created, {
      ...PLATFORM,
      network: {
        albCidrBlock: "10.0.0.0/18",
        availabilityZones: ["eu-central-1a", "eu-central-1b"],
        privateRouteTableIds: [],
        sharedAlb: { ...sharedAlb, subnetIds: [] },
      },
      applications: [{ application: "web", albSlot: 1 }, { application: "api" }],
    });
  });

  it("hold who may use each application, and the databases that let it in", async () => {
    const anna = "arn:aws:iam::111122223333:user/anna";
    const recorded = await record(() => {
      const applications = {
        web: {
          access: { view: [anna] },
          databases: [
            { name: "orders", port: 5432, securityGroupId: "sg-0f1e2d3c4b5a69788" },
            { name: "legacy", port: 3306 },
          ],
        },
        api: {},
      };
      new ApplicationAccess("prod", { platform: eksPlatform(), applications });
    });
    const { outputs } = resourceNamed(recorded, ComponentType.ApplicationAccess, "prod");
    assert.deepEqual(unwrapSecrets(outputs), {
      facts: {
        version: 1,
        applications: {
          web: { view: [anna], edit: [], deploy: [], openedDatabases: ["orders"] },
          api: { view: [], edit: [], deploy: [], openedDatabases: [] },
        },
      },
    });
  });
});
