import type * as pulumi from "@pulumi/pulumi";
import type { StorageAccess } from "../../../contract/storage-access.js";

/** Objects in S3 that belong to the application. The bucket stays yours: nothing here creates or changes one. */
export interface StorageArgs {
  /** A name for the plan, the error messages and the publishers' role: a DNS label such as `models`. */
  name: string;
  /** ARN of the bucket. */
  bucketArn: pulumi.Input<string>;
  /** Beginning of the objects' keys, ending in "/", such as `models/`. Empty text is the whole bucket. */
  prefix: string;
  /** What the pods may do, `read` or `read-write`. */
  access: StorageAccess;
  /** The KMS key (ARN) that encrypts the bucket. Default: none, and then the roles may use no key. */
  kmsKeyArn?: pulumi.Input<string>;
  /**
   * IAM roles and users (ARNs) who publish to the prefix. They may take a role of its own, which writes objects and
   * neither reads, lists nor deletes. Default: none, which creates no role.
   */
  publishers?: pulumi.Input<string>[];
}
