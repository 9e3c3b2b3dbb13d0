import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { findAppNamespaceIssues } from "../../../../components/app-namespace/issues.js";
import type { StorageArgs } from "../../../../components/app-namespace/storage/args.js";
import type { PlatformRef } from "../../../../components/platform-ref/platform-ref.js";
import { eksPlatform, plainPlatform, addressFactsOfVpc } from "../../../support/platform-ref.js";
import { webArgs } from "../applications.js";
import { messagesOf } from "../refusals.js";

const WITH_S3 = { addressFacts: addressFactsOfVpc({ s3Endpoint: true }) };

function storageOf(overrides: Partial<StorageArgs> = {}): StorageArgs {
  return {
    name: "models",
    bucketArn: "arn:aws:s3:::shop-models",
    prefix: "ranking/",
    access: "read",
    ...overrides,
  };
}

function messagesOfStorage(...storage: StorageArgs[]): string[] {
  return messagesOf(webArgs({ platform: eksPlatform(WITH_S3), storage }));
}

const BUCKET = 'the ARN of a bucket, such as "arn:aws:s3:::shop-models"';
const KEY = 'the ARN of a KMS key, such as "arn:aws:kms:eu-central-1:111122223333:key/…"';
const SEGMENTS = `letters, digits and !_.'()- between single "/", such as "models/v2/"`;

/** A value of one field, and what is expected instead. */
const REFUSED: [keyof StorageArgs, string, string][] = [
  ["name", "Models", "a DNS label such as models"],
  ["bucketArn", "shop-models", 'the ARN of a bucket; did you mean "arn:aws:s3:::shop-models"?'],
  [
    "bucketArn",
    "s3://shop-models/a",
    'the ARN of a bucket; did you mean "arn:aws:s3:::shop-models"?',
  ],
  ["bucketArn", "", BUCKET],
  ["bucketArn", "arn:aws:s3:::*", BUCKET],
  ["bucketArn", "arn:aws:s3:::shop-*", BUCKET],
  ["bucketArn", "arn:aws:sqs:eu-central-1:111122223333:shop-models", BUCKET],
  ["bucketArn", "arn:aws:s3:eu-central-1:111122223333:accesspoint/shop", BUCKET],
  ["bucketArn", "arn:aws:sqs:::shop-models", BUCKET],
  ["bucketArn", "arn:aws:s3::111122223333:shop-models", BUCKET],
  ["bucketArn", "arn:aws:s3:eu-central-1::shop-models", BUCKET],
  ["bucketArn", "a s3://shop-models", BUCKET],
  [
    "bucketArn",
    "arn:aws:s3:::shop-models/a",
    "the ARN of a bucket alone; put the part after the bucket name into `prefix`",
  ],
  ["prefix", "/ranking/", 'a prefix without "/" at its beginning; did you mean "ranking/"?'],
  ["prefix", "ranking/*", 'plain text without wildcards, such as "models/"'],
  ["prefix", "rank?ng/", 'plain text without wildcards, such as "models/"'],
  ["prefix", "${aws:userid}/", 'plain text without wildcards, such as "models/"'],
  [
    "prefix",
    "ranking",
    'a prefix that ends in "/", because "ranking" also covers "ranking-of-another-team/"; did you mean "ranking/"?',
  ],
  ["prefix", "a//b/", SEGMENTS],
  ["prefix", "../b/", SEGMENTS],
  ["prefix", "a b/", SEGMENTS],
  ["access", "write", 'one of "read", "read-write"'],
  ["kmsKeyArn", "0f1e2d3c", KEY],
  ["kmsKeyArn", "arn:aws:kms:eu-central-1:111122223333:key/*", KEY],
  ["kmsKeyArn", "arn:aws:s3:::shop-models", KEY],
  ["kmsKeyArn", "arn:aws:kms::111122223333:key/1", KEY],
  ["kmsKeyArn", "arn:aws:kms:eu-central-1:111122223333:a/key/1", KEY],
  ["kmsKeyArn", "arn:aws:kms:eu-central-1:111122223333:key/1/2", KEY],
  [
    "kmsKeyArn",
    "arn:aws:kms:eu-central-1:111122223333:alias/shop",
    "the ARN of the key itself, arn:aws:kms:…:key/…, because IAM does not resolve aliases",
  ],
];

describe("Storage that is refused", () => {
  for (const [field, value, why] of REFUSED) {
    it(`${field} ${JSON.stringify(value)}`, () => {
      assert.deepEqual(messagesOfStorage(storageOf({ [field]: value })), [
        `storage[0].${field}: ${JSON.stringify(value)} is invalid: expected ${why}`,
      ]);
    });
  }

  it("an empty list", () => {
    assert.deepEqual(messagesOfStorage(), [
      "storage: [] is invalid: expected at least one entry; leave the list out if there are none",
    ]);
  });

  it("the same name or the same place twice", () => {
    assert.deepEqual(messagesOfStorage(storageOf(), storageOf()), [
      'storage: "models" is listed more than once',
      'storage: "arn:aws:s3:::shop-models/ranking/" is listed more than once',
    ]);
  });

  it("every problem at once", () => {
    const wrong = storageOf({ bucketArn: "shop", prefix: "a", access: "all" as "read" });
    assert.deepEqual(
      findAppNamespaceIssues(
        webArgs({ platform: eksPlatform(WITH_S3), storage: [storageOf(), wrong] }),
      ).map(({ path }) => path),
      ["storage[1].bucketArn", "storage[1].prefix", "storage[1].access", "storage"],
    );
  });

  it("publishers without anybody, twice the same, a session, a whole bucket", () => {
    const role = "arn:aws:iam::111122223333:role/research";
    assert.deepEqual(messagesOfStorage(storageOf({ publishers: [] })), [
      "storage[0].publishers: [] is invalid: expected at least one IAM role or user; leave the list out if there are none",
    ]);
    assert.deepEqual(messagesOfStorage(storageOf({ publishers: [role, role] })), [
      `storage[0].publishers: "${role}" is listed more than once`,
    ]);
    const session = "arn:aws:sts::111122223333:assumed-role/research/anna";
    assert.deepEqual(messagesOfStorage(storageOf({ publishers: [role, session] })), [
      `storage[0].publishers[1]: "${session}" is invalid: expected the role instead of its session, ${role} (with its path, if it has one)`,
    ]);
    assert.deepEqual(messagesOfStorage(storageOf({ prefix: "", publishers: [role] })), [
      'storage[0].prefix: "" is invalid: expected a prefix such as "models/", because publishers never get a whole bucket',
    ]);
  });

  it("policies longer than IAM takes, also when the ARNs are not known yet", () => {
    const many = Array.from({ length: 16 }, (_, at) =>
      storageOf({
        name: `models-${at}`,
        bucketArn: pulumi.output("arn:aws:s3:::b"),
        kmsKeyArn: pulumi.output("arn:aws:kms:eu-central-1:1:key/k"),
        prefix: `ranking-${at}/`,
      }),
    );
    const [message, ...others] = messagesOfStorage(...many);
    assert.match(
      message ?? "",
      /^storage: makes an IAM policy of 1\d{4} characters: expected at most 10240; use fewer or shorter entries$/,
    );
    assert.deepEqual(others, []);
    assert.deepEqual(messagesOfStorage(...many.slice(0, 8)), []);
  });

  it("more publishers than a trust policy takes", () => {
    const publishers = Array.from({ length: 40 }, (_, at) =>
      pulumi.output(`arn:aws:iam::111122223333:role/r${at}`),
    );
    const [message, ...others] = messagesOfStorage(storageOf({ publishers }));
    assert.match(
      message ?? "",
      /^storage\[0\]\.publishers: makes an IAM policy of \d{4} characters: expected at most 2048; /,
    );
    assert.deepEqual(others, []);
  });

  it("names that make the names of IAM roles too long", () => {
    const storage = [storageOf({ name: "m".repeat(45), publishers: [pulumi.output("x")] })];
    assert.deepEqual(messagesOf(webArgs({ platform: eksPlatform(WITH_S3), storage })), [
      `storage[0].name: makes the IAM role name "web-publish-${"m".repeat(45)}-…", with 57 characters before its suffix: expected at most 56; shorten it by 1`,
    ]);
    const platform = eksPlatform(WITH_S3);
    const issues = findAppNamespaceIssues(
      webArgs({ platform, storage: [storageOf()] }),
      "c".repeat(49),
    );
    assert.deepEqual(
      issues.map(({ path, message }) => `${path}: ${message}`),
      [
        `application: makes the IAM role name "${"c".repeat(49)}-storage-…", with 57 characters before its suffix: expected at most 56; shorten it by 1`,
      ],
    );
  });
});

/** Platforms on which storage cannot work, and what is said. */
const PLATFORMS: { platform: string; ref: PlatformRef; messages: string[] }[] = [
  {
    platform: "outside AWS",
    ref: plainPlatform(),
    messages: ["storage: requires EKS with the Pod Identity agent, which gives pods their role"],
  },
  {
    platform: "without the Pod Identity agent",
    ref: eksPlatform({ addressFacts: addressFactsOfVpc({ podIdentityAgent: false }) }),
    messages: ["storage: requires EKS with the Pod Identity agent, which gives pods their role"],
  },
  {
    platform: "of an older record",
    ref: eksPlatform({
      ...WITH_S3,
      eks: { clusterName: "prod", securityGroupId: "sg-1" } as PlatformRef["eks"],
    }),
    messages: [
      "platform.eks.clusterArn: is missing: expected a platform record of this version; update the platform first",
    ],
  },
  {
    platform: "without a way to S3",
    ref: eksPlatform(),
    messages: [
      'storage: is unreachable, because S3 has public addresses: add "s3" to network.vpcEndpoints, or set egress.internet',
    ],
  },
];

describe("Storage on a platform", () => {
  for (const { platform, ref, messages } of PLATFORMS) {
    it(`${platform} is refused`, () => {
      assert.deepEqual(messagesOf(webArgs({ platform: ref, storage: [storageOf()] })), messages);
    });
  }

  it("is reached through an endpoint or the internet", () => {
    const storage = [storageOf()];
    assert.deepEqual(messagesOf(webArgs({ platform: eksPlatform(WITH_S3), storage })), []);
    assert.deepEqual(messagesOf(webArgs({ egress: { internet: true }, storage })), []);
  });

  it("takes every prefix that means one folder, and a whole bucket on purpose", () => {
    for (const prefix of ["", "a/", "models/v2.1/", "it's_(old)!/x-y/"]) {
      assert.deepEqual(messagesOfStorage(storageOf({ prefix })), []);
    }
  });
});
