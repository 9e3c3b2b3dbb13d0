import { checkCases, onAws, onExisting, withShop } from "./settings-cases.js";

const CI = "arn:aws:iam::111122223333:role/shop-pipeline";
const ROOT = "arn:aws:iam::111122223333:root";
const GROUP = "sg-0f1e2d3c4b5a69788";

const MODELS = {
  name: "models",
  bucketArn: "arn:aws:s3:::shop-models",
  prefix: "shop/",
  access: "read",
};

const WITH_S3 = { network: { vpcEndpoints: ["s3"] } };

const ports = [8080];

describe("Settings: storage, databases and access", () => {
  checkCases([
    [
      "are accepted together, over several applications",
      onAws(WITH_S3, {
        applications: {
          shop: {
            ports,
            storage: [MODELS],
            access: { deploy: [CI] },
            egress: { databases: [{ name: "orders", port: 5432, securityGroupId: GROUP }] },
          },
          blog: {
            ports,
            access: { view: [CI] },
            egress: { databases: [{ name: "posts", port: 5432, securityGroupId: GROUP }] },
          },
        },
      }),
      [],
    ],
    [
      "storage without a way to S3",
      withShop({ storage: [MODELS] }),
      [
        'applications.shop.storage: is unreachable, because S3 has public addresses: add "s3" to network.vpcEndpoints, or set egress.internet',
      ],
    ],
    [
      "storage, people and a security group outside EKS",
      onExisting(
        {},
        {
          applications: {
            shop: {
              ports,
              storage: [MODELS],
              access: { view: [CI] },
              egress: {
                databases: [
                  {
                    name: "orders",
                    port: 5432,
                    cidrBlocks: ["10.9.0.0/16"],
                    securityGroupId: GROUP,
                  },
                ],
              },
            },
          },
        },
      ),
      [
        "applications.shop.egress.databases[0].securityGroupId: requires EKS: the rule admits the security group of the pods",
        "applications.shop.storage: requires EKS with the Pod Identity agent, which gives pods their role",
        "applications.shop.access: requires EKS: on other clusters your own authenticator puts people into the groups bulkhead:<application>:<view|edit|deploy>",
      ],
    ],
    [
      "every field of storage that is wrong, at once",
      onAws(WITH_S3, {
        applications: {
          shop: {
            ports,
            storage: [
              {
                name: "Models",
                bucketArn: "shop-models",
                prefix: "shop",
                access: "read",
                kmsKeyArn: "alias/shop",
                publishers: [ROOT],
              },
            ],
          },
        },
      }),
      [
        'applications.shop.storage[0].name: "Models" is invalid: expected a DNS label such as models',
        'applications.shop.storage[0].bucketArn: "shop-models" is invalid: expected the ARN of a bucket; did you mean "arn:aws:s3:::shop-models"?',
        'applications.shop.storage[0].prefix: "shop" is invalid: expected a prefix that ends in "/", because "shop" also covers "shop-of-another-team/"; did you mean "shop/"?',
        'applications.shop.storage[0].kmsKeyArn: "alias/shop" is invalid: expected the ARN of a KMS key, such as "arn:aws:kms:eu-central-1:111122223333:key/…"',
        `applications.shop.storage[0].publishers[0]: "${ROOT}" is invalid: expected an IAM role or user instead of the whole account`,
      ],
    ],
    [
      "an access that there is not",
      onAws(WITH_S3, {
        applications: { shop: { ports, storage: [{ ...MODELS, access: "write" }] } },
      }),
      [
        'applications.shop.storage[0].access: "write" is invalid: expected one of "read", "read-write"',
      ],
    ],
    [
      "a role that there is not, and one ARN in place of a list",
      onAws(
        {},
        {
          applications: {
            shop: { ports, access: { admin: [CI] } },
            blog: { ports, access: { view: CI } },
          },
        },
      ),
      [
        "applications.shop.access.admin: unknown field: expected one of view, edit, deploy",
        `applications.blog.access.view: "${CI}" is invalid: expected a list`,
      ],
    ],
    [
      "a principal of the cluster in an application, by another path",
      onAws(
        {
          cluster: {
            accessEntries: {
              ops: {
                principalArn: "arn:aws:iam::111122223333:role/ci/shop-pipeline",
                policy: "view",
              },
            },
          },
        },
        { applications: { shop: { ports, access: { deploy: [CI] } } } },
      ),
      [
        `applications.shop.access.deploy[0]: "${CI}" already has an access entry, from accessEntries of the cluster or from an application in the platform's program: EKS takes one for each principal; name it in one place`,
      ],
    ],
    [
      "a security group that is none, said once",
      withShop({
        egress: { databases: [{ name: "orders", port: 5432, securityGroupId: "orders" }] },
      }),
      [
        'applications.shop.egress.databases[0].securityGroupId: "orders" is invalid: expected the ID of a security group, such as "sg-0f1e2d3c4b5a69788"',
      ],
    ],
    [
      "a port that is none, said once beside a good group",
      withShop({ egress: { databases: [{ name: "orders", port: 0, securityGroupId: GROUP }] } }),
      [
        "applications.shop.egress.databases[0].port: 0 is invalid: expected a port number from 1 to 65535",
      ],
    ],
  ]);
});
