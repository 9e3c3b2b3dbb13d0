import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** A bucket that loses nothing, and the key that encrypts it. */
export interface SafeBucket {
  readonly bucket: aws.s3.Bucket;
  readonly key: aws.kms.Key;
}

const VERSION_DAYS = 90;
const UNFINISHED_UPLOAD_DAYS = 7;

/** The key decides with IAM, as the account's policies say. */
function createKey(name: string, opts: pulumi.CustomResourceOptions): aws.kms.Key {
  return new aws.kms.Key(
    name,
    {
      description: `Objects of ${name}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
    },
    { ...opts, protect: true },
  );
}

/** One data key for many objects: fewer requests to KMS, which cost. */
function encrypt(
  name: string,
  { bucket, key }: SafeBucket,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.s3.BucketServerSideEncryptionConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: key.arn },
          bucketKeyEnabled: true,
        },
      ],
    },
    opts,
  );
}

/** What was overwritten or deleted stays for a while. The rules wait for versioning, which they are about. */
function keepVersions(
  name: string,
  { bucket }: SafeBucket,
  opts: pulumi.CustomResourceOptions,
): void {
  const versioning = new aws.s3.BucketVersioning(
    name,
    { bucket: bucket.id, versioningConfiguration: { status: "Enabled" } },
    opts,
  );
  new aws.s3.BucketLifecycleConfiguration(
    name,
    {
      bucket: bucket.id,
      rules: [
        {
          id: "old-versions",
          status: "Enabled",
          filter: { prefix: "" },
          noncurrentVersionExpiration: { noncurrentDays: VERSION_DAYS },
        },
        {
          id: "unfinished-uploads",
          status: "Enabled",
          filter: { prefix: "" },
          abortIncompleteMultipartUpload: { daysAfterInitiation: UNFINISHED_UPLOAD_DAYS },
        },
      ],
    },
    { ...opts, dependsOn: [versioning] },
  );
}

/** No object is public, and none has an owner or a rule of its own. */
function closeToPublic(
  name: string,
  { bucket }: SafeBucket,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.s3.BucketPublicAccessBlock(
    name,
    {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    opts,
  );
  new aws.s3.BucketOwnershipControls(
    name,
    { bucket: bucket.id, rule: { objectOwnership: "BucketOwnerEnforced" } },
    opts,
  );
}

/** Pulumi deletes neither bucket nor key, and AWS no bucket that holds something. */
export function createBucket(name: string, opts: pulumi.CustomResourceOptions): SafeBucket {
  const key = createKey(name, opts);
  const bucket = new aws.s3.Bucket(name, { forceDestroy: false }, { ...opts, protect: true });
  const safe = { bucket, key };
  encrypt(name, safe, opts);
  keepVersions(name, safe, opts);
  closeToPublic(name, safe, opts);
  return safe;
}
