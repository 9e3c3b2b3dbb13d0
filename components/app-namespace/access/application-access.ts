import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ComponentType } from "../../../contract/component-type.js";
import type { EksRef } from "../../platform-ref/platform-ref.js";
import { forwardDependsOn } from "../../shared/prerequisites.js";
import { throwIssues } from "../../shared/throw-issues.js";
import { registeredArgs } from "../registered-args.js";
import type { ApplicationAccessArgs } from "./args.js";
import { findApplicationAccessIssues } from "./issues.js";
import {
  describeAccess,
  planApplicationAccess,
  type AccessEntryPlan,
  type DatabaseRulePlan,
} from "./plan.js";

/** Lets one principal into the cluster; its groups are bound in the namespaces of its applications. */
function createEntry(
  name: string,
  { principalArn, kubernetesGroups }: AccessEntryPlan,
  { clusterName }: EksRef,
  opts: pulumi.CustomResourceOptions,
): void {
  const groups = [...kubernetesGroups];
  new aws.eks.AccessEntry(name, { clusterName, principalArn, kubernetesGroups: groups }, opts);
}

/** Nodes and pods have one security group, so the rule admits them all; the boundaries say which application may. */
function createRule(
  name: string,
  { port, securityGroupId }: DatabaseRulePlan,
  eks: EksRef,
  opts: pulumi.CustomResourceOptions,
): void {
  new aws.vpc.SecurityGroupIngressRule(
    name,
    {
      securityGroupId,
      referencedSecurityGroupId: eks.securityGroupId,
      description: "Pods of the EKS cluster",
      ipProtocol: "tcp",
      fromPort: port,
      toPort: port,
    },
    opts,
  );
}

function createPlanned(
  name: string,
  { applications }: ApplicationAccessArgs,
  eks: EksRef,
  opts: pulumi.CustomResourceOptions,
): void {
  const { entries, rules } = planApplicationAccess(applications);
  for (const entry of entries) createEntry(`${name}-access-${entry.key}`, entry, eks, opts);
  for (const rule of rules) createRule(`${name}-database-${rule.key}`, rule, eks, opts);
}

/**
 * What AWS has once for each cluster, for all applications of a program: who may use their namespaces (EKS access
 * entries), and the databases that let the pods in (rules of their security groups).
 *
 * One for each program. A principal, and a database's group with a port, must not stand in two programs: AWS refuses
 * the second.
 */
export class ApplicationAccess extends pulumi.ComponentResource {
  constructor(name: string, args: ApplicationAccessArgs, opts?: pulumi.ComponentResourceOptions) {
    throwIssues(`ApplicationAccess "${name}"`, findApplicationAccessIssues(args));
    super(ComponentType.ApplicationAccess, name, registeredArgs(args), opts);
    const first = { parent: this, dependsOn: forwardDependsOn(opts) };
    if (args.platform.eks) createPlanned(name, args, args.platform.eks, first);
    this.registerOutputs({ facts: describeAccess(args.applications) });
  }
}
