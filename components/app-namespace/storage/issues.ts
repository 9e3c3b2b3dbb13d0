import type * as pulumi from "@pulumi/pulumi";
import { isDnsLabel } from "../../../contract/names.js";
import { parseArn } from "../../shared/aws/arn.js";
import type { PolicyDocument } from "../../shared/aws/policy-document.js";
import { findPrincipalIssues } from "../../shared/aws/principal-arn.js";
import {
  findChoiceIssues,
  findDuplicateIssues,
  issue,
  issuesWithin,
  type Issue,
} from "../../shared/issues.js";
import { findIamNameIssues } from "../../shared/name-issues.js";
import type { AppNamespaceArgs } from "../args.js";
import { StorageAccess } from "../../../contract/storage-access.js";
import type { StorageArgs } from "./args.js";
import { podsPolicy, publishersPolicy, publishersTrust } from "./plan.js";

const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/** Characters that every tool leaves alone, and that mean nothing in an IAM policy. */
const SEGMENT = /^[\w!.'()-]+$/;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
const ROLE_POLICY_LIMIT = 10_240;
const TRUST_POLICY_LIMIT = 2048;

/** Longer than every ARN that is not known before it exists. */
const LONGEST_BUCKET_ARN = `arn:aws-us-gov:s3:::${"b".repeat(63)}`;
const LONGEST_KEY_ARN = `arn:aws-us-gov:kms:ap-northeast-1:111122223333:key/mrk-${"0".repeat(32)}`;
const LONGEST_PRINCIPAL_ARN = `arn:aws-us-gov:iam::111122223333:role/${"r".repeat(64)}`;

function isKnown(value: pulumi.Input<string> | undefined): value is string {
  return typeof value === "string";
}

/** What only flows through can be looked at when it is plain; settings files are. */
function findKnownIssues(
  value: pulumi.Input<string> | undefined,
  find: (known: string) => Issue[],
): Issue[] {
  return isKnown(value) ? find(value) : [];
}

function bucketAdvice(arn: string): string | undefined {
  const example = 'the ARN of a bucket, such as "arn:aws:s3:::shop-models"';
  const parts = parseArn(arn);
  if (!parts) {
    const bare = arn.replace(/^s3:\/\//, "").split("/")[0] ?? "";
    return BUCKET_NAME.test(bare)
      ? `the ARN of a bucket; did you mean "arn:aws:s3:::${bare}"?`
      : example;
  }
  if (parts.service !== "s3" || parts.account !== "" || parts.region !== "") return example;
  const [bucket = "", ...key] = parts.resource.split("/");
  if (!BUCKET_NAME.test(bucket)) return example;
  return key.length > 0
    ? "the ARN of a bucket alone; put the part after the bucket name into `prefix`"
    : undefined;
}

export function findBucketIssues(path: string, arn: string): Issue[] {
  const advice = bucketAdvice(arn);
  return advice === undefined ? [] : [issue(path, arn, advice)];
}

export function findKeyIssues(path: string, arn: string): Issue[] {
  const parts = parseArn(arn);
  if (parts?.service === "kms" && /^key\/[\w-]+$/.test(parts.resource) && parts.region !== "") {
    return [];
  }
  const expected = parts?.resource.startsWith("alias/")
    ? "the ARN of the key itself, arn:aws:kms:…:key/…, because IAM does not resolve aliases"
    : 'the ARN of a KMS key, such as "arn:aws:kms:eu-central-1:111122223333:key/…"';
  return [issue(path, arn, expected)];
}

function prefixAdvice(prefix: string): string | undefined {
  if (prefix.startsWith("/"))
    return `a prefix without "/" at its beginning; did you mean "${prefix.slice(1)}"?`;
  if (/[*?$]/.test(prefix)) return 'plain text without wildcards, such as "models/"';
  if (!prefix.endsWith("/")) {
    return `a prefix that ends in "/", because "${prefix}" also covers "${prefix}-of-another-team/"; did you mean "${prefix}/"?`;
  }
  const segments = prefix.slice(0, -1).split("/");
  const odd = segments.some((part) => !SEGMENT.test(part) || part === "." || part === "..");
  return odd ? `letters, digits and !_.'()- between single "/", such as "models/v2/"` : undefined;
}

function findPrefixIssues({ prefix, publishers = [] }: StorageArgs): Issue[] {
  const wholeBucket = 'a prefix such as "models/", because publishers never get a whole bucket';
  if (prefix === "") return publishers.length > 0 ? [issue("prefix", prefix, wholeBucket)] : [];
  const advice = prefixAdvice(prefix);
  return advice === undefined ? [] : [issue("prefix", prefix, advice)];
}

/** Length without blanks, which IAM does not count. */
function policyLength(policy: PolicyDocument): number {
  return JSON.stringify(policy).length;
}

function findSizeIssues(path: string, policy: PolicyDocument, limit: number): Issue[] {
  const length = policyLength(policy);
  if (length <= limit) return [];
  const message = `makes an IAM policy of ${length} characters: expected at most ${limit}; use fewer or shorter entries`;
  return [{ path, message }];
}

function findPublisherIssues(storage: StorageArgs): Issue[] {
  const { publishers } = storage;
  if (!publishers) return [];
  const path = "publishers";
  if (publishers.length === 0) {
    return [
      issue(
        path,
        publishers,
        "at least one IAM role or user; leave the list out if there are none",
      ),
    ];
  }
  const arns = publishers.map((arn) => (isKnown(arn) ? arn : LONGEST_PRINCIPAL_ARN));
  return [
    ...publishers.flatMap((arn, at) =>
      findKnownIssues(arn, (known) => findPrincipalIssues(`${path}[${at}]`, known)),
    ),
    ...findDuplicateIssues(path, publishers.filter(isKnown)),
    ...findSizeIssues(path, publishersTrust(arns), TRUST_POLICY_LIMIT),
    ...findSizeIssues(path, publishersPolicy(withLongestArns(storage)), ROLE_POLICY_LIMIT),
  ];
}

function withLongestArns({
  bucketArn,
  prefix,
  access,
  kmsKeyArn,
}: StorageArgs): Parameters<typeof publishersPolicy>[0] {
  return {
    prefix,
    access,
    bucketArn: isKnown(bucketArn) ? bucketArn : LONGEST_BUCKET_ARN,
    ...(kmsKeyArn !== undefined && {
      kmsKeyArn: isKnown(kmsKeyArn) ? kmsKeyArn : LONGEST_KEY_ARN,
    }),
  };
}

function findEntryIssues(storage: StorageArgs, component: string): Issue[] {
  const { name, bucketArn, access, kmsKeyArn, publishers } = storage;
  const nameIssues = isDnsLabel(name)
    ? findIamNameIssues("name", publishers ? `${component}-publish-${name}` : "")
    : [issue("name", name, "a DNS label such as models")];
  return [
    ...nameIssues,
    ...findKnownIssues(bucketArn, (known) => findBucketIssues("bucketArn", known)),
    ...findPrefixIssues(storage),
    ...findChoiceIssues("access", access, StorageAccess),
    ...findKnownIssues(kmsKeyArn, (known) => findKeyIssues("kmsKeyArn", known)),
    ...findPublisherIssues(storage),
  ];
}

function findRepeatedIssues(storage: readonly StorageArgs[]): Issue[] {
  const places = storage.flatMap(({ bucketArn, prefix }) =>
    isKnown(bucketArn) ? [`${bucketArn}/${prefix}`] : [],
  );
  return [
    ...findDuplicateIssues(
      "storage",
      storage.map(({ name }) => name),
    ),
    ...findDuplicateIssues("storage", places),
  ];
}

/** What must stand around pods that use S3. */
function findSurroundingIssues({ platform, egress }: AppNamespaceArgs): Issue[] {
  const path = "storage";
  const { eks, addressFacts } = platform;
  if (!eks || !addressFacts.podIdentityAgent) {
    const message = "requires EKS with the Pod Identity agent, which gives pods their role";
    return [{ path, message }];
  }
  // A record that an older version of the package wrote.
  if ((eks.clusterArn as unknown) === undefined) {
    return [
      issue(
        "platform.eks.clusterArn",
        undefined,
        "a platform record of this version; update the platform first",
      ),
    ];
  }
  if (egress?.internet || addressFacts.s3Endpoint) return [];
  const message =
    'is unreachable, because S3 has public addresses: add "s3" to network.vpcEndpoints, or set egress.internet';
  return [{ path, message }];
}

/** Problems of what an application keeps in S3. `component` begins the names of its roles. */
export function findStorageIssues(args: AppNamespaceArgs, component: string): Issue[] {
  const { storage } = args;
  if (!storage) return [];
  if (storage.length === 0) {
    return [issue("storage", storage, "at least one entry; leave the list out if there are none")];
  }
  const path = "storage";
  return [
    ...findSurroundingIssues(args),
    ...findIamNameIssues("application", `${component}-storage`),
    ...storage.flatMap((entry, at) =>
      issuesWithin(`${path}[${at}]`, findEntryIssues(entry, component)),
    ),
    ...findRepeatedIssues(storage),
    ...findSizeIssues(path, podsPolicy(storage.map(withLongestArns)), ROLE_POLICY_LIMIT),
  ];
}
