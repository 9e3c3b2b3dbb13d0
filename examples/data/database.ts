import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** Where a platform keeps databases. */
export interface DatabasePlace {
  readonly vpcId: pulumi.Input<string>;
  readonly subnetGroupName: pulumi.Input<string>;
}

/** A database, and the security group that decides who reaches it. */
export interface SafeDatabase {
  readonly instance: aws.rds.Instance;
  readonly securityGroup: aws.ec2.SecurityGroup;
}

export const POSTGRES_PORT = 5432;

/** It admits no traffic by itself: ApplicationAccess adds the rule for the cluster's pods. */
function createGroup(
  name: string,
  { vpcId }: DatabasePlace,
  opts: pulumi.CustomResourceOptions,
): aws.ec2.SecurityGroup {
  return new aws.ec2.SecurityGroup(name, { vpcId, description: `Database ${name}` }, opts);
}

/**
 * PostgreSQL in the platform's data subnets. RDS keeps its password in Secrets Manager, takes a backup each day, and
 * refuses to delete it until deletionProtection is off.
 */
export function createDatabase(
  name: string,
  place: DatabasePlace,
  opts: pulumi.CustomResourceOptions,
): SafeDatabase {
  const securityGroup = createGroup(name, place, opts);
  const instance = new aws.rds.Instance(
    name,
    {
      engine: "postgres",
      engineVersion: "17",
      instanceClass: "db.t4g.medium",
      allocatedStorage: 20,
      maxAllocatedStorage: 100,
      storageType: "gp3",
      storageEncrypted: true,
      dbName: "pricing",
      username: "pricing_owner",
      manageMasterUserPassword: true,
      port: POSTGRES_PORT,
      multiAz: true,
      dbSubnetGroupName: place.subnetGroupName,
      vpcSecurityGroupIds: [securityGroup.id],
      publiclyAccessible: false,
      backupRetentionPeriod: 14,
      copyTagsToSnapshot: true,
      deletionProtection: true,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: `${name}-final`,
    },
    { ...opts, protect: true },
  );
  return { instance, securityGroup };
}
