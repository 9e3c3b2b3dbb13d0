import { arnPartsOf } from "../shared/arn.js";
import { dnsSuffixOf } from "../shared/region.js";
import type { StorageAccess } from "./storage-args.js";

type Conditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

export interface StorageStatement {
  readonly Effect: "Allow";
  readonly Principal?: Readonly<Record<string, string | readonly string[]>>;
  readonly Action: string | readonly string[];
  readonly Resource?: string;
  readonly Condition?: Conditions;
}

export interface StoragePolicy {
  readonly Version: "2012-10-17";
  readonly Statement: readonly StorageStatement[];
}

/** Objects under a prefix, with every ARN known. */
export interface StoredObjects {
  readonly bucketArn: string;
  readonly prefix: string;
  readonly access: StorageAccess;
  readonly kmsKeyArn?: string;
}

/** The pods of one ServiceAccount in one cluster. */
export interface PodIdentity {
  readonly clusterArn: string;
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
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

function policyOf(statements: readonly StorageStatement[]): StoragePolicy {
  return { Version: "2012-10-17", Statement: statements };
}

function objectsOf({ bucketArn, prefix }: StoredObjects): string {
  return `${bucketArn}/${prefix}*`;
}

/** Without a prefix there is no condition: a request for all keys carries none that could match. */
function listStatement({ bucketArn, prefix }: StoredObjects): StorageStatement {
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
function keyStatements(objects: StoredObjects, access: StorageAccess): StorageStatement[] {
  const { bucketArn, kmsKeyArn } = objects;
  if (kmsKeyArn === undefined) return [];
  const region = arnPartsOf(kmsKeyArn)?.region ?? "";
  return [
    {
      Effect: "Allow",
      Action: KEY_ACTIONS[access],
      Resource: kmsKeyArn,
      Condition: {
        StringEquals: { "kms:ViaService": `s3.${region}.${dnsSuffixOf(region)}` },
        StringLike: { "kms:EncryptionContext:aws:s3:arn": [bucketArn, objectsOf(objects)] },
      },
    },
  ];
}

/** What the application's pods may do. */
export function podsPolicy(storage: readonly StoredObjects[]): StoragePolicy {
  const statements = storage.flatMap((objects): StorageStatement[] => [
    listStatement(objects),
    { Effect: "Allow", Action: OBJECT_ACTIONS[objects.access], Resource: objectsOf(objects) },
    ...keyStatements(objects, objects.access),
  ]);
  return policyOf(statements);
}

/** What publishers may do: write. Decrypting by itself reads nothing without `s3:GetObject`. */
export function publishersPolicy(objects: StoredObjects): StoragePolicy {
  return policyOf([
    { Effect: "Allow", Action: WRITE_ACTIONS, Resource: objectsOf(objects) },
    ...keyStatements(objects, "read-write"),
  ]);
}

/**
 * Any association of the account could hand the role to any pod, so the cluster, the namespace and the
 * ServiceAccount are conditions: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podsTrust(identity: PodIdentity): StoragePolicy {
  const { clusterArn, clusterName, namespace, serviceAccount } = identity;
  return policyOf([
    {
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:SourceAccount": arnPartsOf(clusterArn)?.account ?? "",
          "aws:RequestTag/eks-cluster-name": clusterName,
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": serviceAccount,
        },
        ArnEquals: { "aws:SourceArn": clusterArn },
      },
    },
  ]);
}

/** Those who may take the publishers' role. */
export function publishersTrust(principalArns: readonly string[]): StoragePolicy {
  return policyOf([
    { Effect: "Allow", Principal: { AWS: principalArns }, Action: "sts:AssumeRole" },
  ]);
}
