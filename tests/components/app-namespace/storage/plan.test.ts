import assert from "node:assert/strict";
import {
  podsPolicy,
  publishersPolicy,
  publishersTrust,
  type StoredObjects,
} from "../../../../components/app-namespace/storage/plan.js";

const MODELS: StoredObjects = {
  bucketArn: "arn:aws:s3:::shop-models",
  prefix: "ranking/",
  access: "read",
};

const KEY = "arn:aws:kms:eu-central-1:111122223333:key/0f1e2d3c";

const LIST = {
  Effect: "Allow",
  Action: "s3:ListBucket",
  Resource: "arn:aws:s3:::shop-models",
  Condition: { StringLike: { "s3:prefix": "ranking/*" } },
};

/** The key, through S3 and for the objects of the prefix alone. */
function keyFor(...actions: string[]): object {
  return {
    Effect: "Allow",
    Action: actions,
    Resource: KEY,
    Condition: {
      StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" },
      StringLike: {
        "kms:EncryptionContext:aws:s3:arn": [
          "arn:aws:s3:::shop-models",
          "arn:aws:s3:::shop-models/ranking/*",
        ],
      },
    },
  };
}

const WRITE = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

describe("Policies of an application's storage", () => {
  it("read: lists the prefix and gets its objects, and no more", () => {
    assert.deepEqual(podsPolicy([MODELS]), {
      Version: "2012-10-17",
      Statement: [
        LIST,
        {
          Effect: "Allow",
          Action: ["s3:GetObject"],
          Resource: "arn:aws:s3:::shop-models/ranking/*",
        },
      ],
    });
  });

  it("read-write: writes and deletes objects, and no versions of them", () => {
    const { Statement } = podsPolicy([{ ...MODELS, access: "read-write" }]);
    assert.deepEqual(Statement, [
      LIST,
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:DeleteObject", ...WRITE],
        Resource: "arn:aws:s3:::shop-models/ranking/*",
      },
    ]);
  });

  it("a key is given only to storage that names one", () => {
    const { Statement } = podsPolicy([
      MODELS,
      { bucketArn: "arn:aws:s3:::shop-logs", prefix: "web/", access: "read" },
      { ...MODELS, kmsKeyArn: KEY },
      { ...MODELS, access: "read-write", kmsKeyArn: KEY },
    ]);
    const withKey = Statement.filter(({ Resource }) => Resource === KEY);
    assert.deepEqual(withKey, [
      keyFor("kms:Decrypt"),
      keyFor("kms:Decrypt", "kms:GenerateDataKey"),
    ]);
    assert.equal(Statement.length, 10);
  });

  it("a key in China is used through S3 in China", () => {
    const kmsKeyArn = "arn:aws-cn:kms:cn-north-1:111122223333:key/0f1e2d3c";
    const { Statement } = podsPolicy([{ ...MODELS, kmsKeyArn }]);
    assert.deepEqual(Statement.at(-1)?.Condition?.StringEquals, {
      "kms:ViaService": "s3.cn-north-1.amazonaws.com.cn",
    });
  });

  it("a whole bucket is listed without a condition", () => {
    const { Statement } = podsPolicy([{ ...MODELS, prefix: "" }]);
    assert.deepEqual(Statement, [
      { Effect: "Allow", Action: "s3:ListBucket", Resource: "arn:aws:s3:::shop-models" },
      { Effect: "Allow", Action: ["s3:GetObject"], Resource: "arn:aws:s3:::shop-models/*" },
    ]);
  });

  it("publishers write, whatever the pods may do; they neither read, list nor delete", () => {
    for (const access of ["read", "read-write"] as const) {
      assert.deepEqual(publishersPolicy({ ...MODELS, access }), {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: WRITE, Resource: "arn:aws:s3:::shop-models/ranking/*" },
        ],
      });
      assert.deepEqual(publishersPolicy({ ...MODELS, access, kmsKeyArn: KEY }).Statement[1], {
        ...keyFor("kms:Decrypt", "kms:GenerateDataKey"),
      });
    }
  });
});

describe("Who may take the roles of an application's storage", () => {
  it("the named publishers", () => {
    const publishers = ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::111122223333:user/b"];
    assert.deepEqual(publishersTrust(publishers), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { AWS: publishers }, Action: "sts:AssumeRole" }],
    });
  });
});
