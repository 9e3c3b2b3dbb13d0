import { parseArn } from "../../shared/aws/arn.js";
import {
  policyDocument,
  type PolicyDocument,
  type PolicyStatement,
} from "../../shared/aws/policy-document.js";
import { dnsSuffixOf } from "../../shared/aws/region.js";
import type { StorageAccess } from "../../../contract/storage-access.js";

/** Objects under a prefix, with every ARN known. */
export interface StoredObjects {
  readonly bucketArn: string;
  readonly prefix: string;
  readonly access: StorageAccess;
  readonly kmsKeyArn?: string;
}

/** A large object goes up in parts; who begins an upload may look at its parts and give it up. */
const WRITE_ACTIONS = ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"];

const OBJECT_ACTIONS: Readonly<Record<StorageAccess, readonly string[]>> = {
  read: ["s3:GetObject"],
  "read-write": ["s3:GetObject", "s3:DeleteObject", ...WRITE_ACTIONS],
};

/** S3 decrypts the parts of an upload before it joins them: https://repost.aws/knowledge-center/s3-large-file-encryption-kms-key */
const KEY_ACTIONS: Readonly<Record<StorageAccess, readonly string[]>> = {
  read: ["kms:Decrypt"],
  "read-write": ["kms:Decrypt", "kms:GenerateDataKey"],
};

function formatObjectsArn({ bucketArn, prefix }: StoredObjects): string {
  return `${bucketArn}/${prefix}*`;
}

/** The whole bucket needs no condition: a request for all keys has no prefix that could match. */
function listStatement({ bucketArn, prefix }: StoredObjects): PolicyStatement {
  return {
    Effect: "Allow",
    Action: "s3:ListBucket",
    Resource: bucketArn,
    ...(prefix !== "" && { Condition: { StringLike: { "s3:prefix": `${prefix}*` } } }),
  };
}

/**
 * The key through S3 only, and for these objects only. The context is the bucket's ARN when the bucket has a key of
 * its own for data keys, and the object's otherwise: https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-key.html
 */
function keyStatements(objects: StoredObjects, access: StorageAccess): PolicyStatement[] {
  const { bucketArn, kmsKeyArn } = objects;
  if (kmsKeyArn === undefined) return [];
  const region = parseArn(kmsKeyArn)?.region ?? "";
  return [
    {
      Effect: "Allow",
      Action: KEY_ACTIONS[access],
      Resource: kmsKeyArn,
      Condition: {
        StringEquals: { "kms:ViaService": `s3.${region}.${dnsSuffixOf(region)}` },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, formatObjectsArn(objects)] },
      },
    },
  ];
}

/** What the application's pods may do. */
export function podsPolicy(storage: readonly StoredObjects[]): PolicyDocument {
  const statements = storage.flatMap((objects): PolicyStatement[] => [
    listStatement(objects),
    {
      Effect: "Allow",
      Action: OBJECT_ACTIONS[objects.access],
      Resource: formatObjectsArn(objects),
    },
    ...keyStatements(objects, objects.access),
  ]);
  return policyDocument(statements);
}

/** What publishers may do: write. Decrypting by itself reads nothing without `s3:GetObject`. */
export function publishersPolicy(objects: StoredObjects): PolicyDocument {
  return policyDocument([
    { Effect: "Allow", Action: WRITE_ACTIONS, Resource: formatObjectsArn(objects) },
    ...keyStatements(objects, "read-write"),
  ]);
}

/** Those who may take the publishers' role. */
export function publishersTrust(principalArns: readonly string[]): PolicyDocument {
  return policyDocument([
    { Effect: "Allow", Principal: { AWS: principalArns }, Action: "sts:AssumeRole" },
  ]);
}
