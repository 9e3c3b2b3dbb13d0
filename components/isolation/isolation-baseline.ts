import { assignOutputs } from "../shared/outputs.js";
import { Handles } from "../shared/handles.js";
import { versioned, type BaselineFacts } from "../../contract/component-facts.js";
import { ComponentType } from "../../contract/component-type.js";
import * as pulumi from "@pulumi/pulumi";
import { IsolationMode } from "../../contract/isolation-mode.js";
import { CLUSTER_NAMESPACES } from "../../contract/names.js";
import { knownArgs } from "../shared/known-args.js";
import { createObject } from "../shared/kubernetes/create-object.js";
import { forwardDependsOn } from "../shared/prerequisites.js";
import { throwIssues } from "../shared/throw-issues.js";
import type { IsolationBaselineArgs } from "./args.js";
import { findIsolationBaselineIssues } from "./issues.js";
import { planBaseline, type BaselinePlan } from "./plan.js";

const AWS_VPC_CNI_USER = "system:serviceaccount:kube-system:aws-node";

function resolve(args: IsolationBaselineArgs): BaselineFacts {
  return {
    mode: args.mode ?? IsolationMode.Enforced,
    systemNamespaces: [...CLUSTER_NAMESPACES, ...(args.systemNamespaces ?? [])],
    albCidrBlocks: args.albCidrBlocks ?? [],
    closeUnmanagedNamespaces: args.closeUnmanagedNamespaces ?? true,
    cniUsers: args.cniUsers ?? [AWS_VPC_CNI_USER],
    ...(args.nodeLocalDns && { nodeLocalDns: args.nodeLocalDns }),
    ...(args.startupTaint !== undefined && { startupTaint: args.startupTaint }),
  };
}

/** The policies, and the admission policies. */
const isolation = new Handles<IsolationBaseline, pulumi.Resource[]>();

/**
 * What holds for every namespace: the tier above tenants, guardrails, the lower-priority default that closes
 * forgotten namespaces, and the admission policies.
 *
 * It needs the `projectcalico.org/v3` API, so pass `dependsOn: calico.ready()`; the first objects wait for it.
 */
export class IsolationBaseline extends pulumi.ComponentResource {
  /** Name of the Calico tier that holds the platform's policies. */
  public readonly tier!: pulumi.Output<string>;
  /** Every namespace that the rules for applications leave out. */
  public readonly systemNamespaces!: pulumi.Output<string[]>;

  constructor(name: string, args: IsolationBaselineArgs, opts?: pulumi.ComponentResourceOptions) {
    throwIssues(`IsolationBaseline "${name}"`, findIsolationBaselineIssues(args));
    super(ComponentType.IsolationBaseline, name, knownArgs(args), opts);
    const input = resolve(args);
    const plan = planBaseline(input);

    const tier = createObject(`${name}-tier`, plan.tier, {
      parent: this,
      dependsOn: forwardDependsOn(opts),
    });
    const policies = createPolicies(this, name, plan, tier);
    const admission = createAdmission(this, name, plan, policies);
    isolation.set(this, [...policies, ...admission]);

    const outputs = {
      tier: tier.metadata.name,
      systemNamespaces: pulumi.output([...input.systemNamespaces]),
    };
    assignOutputs<IsolationBaseline>(this, outputs);
    this.registerOutputs({ ...outputs, facts: versioned(input) });
  }

  /** What must stand before an application comes, and outlive it. */
  public ready(): pulumi.Resource[] {
    return isolation.get(this);
  }
}

function createPolicies(
  parent: IsolationBaseline,
  name: string,
  plan: BaselinePlan,
  tier: pulumi.Resource,
): pulumi.Resource[] {
  return Object.entries(plan.policies).map(([key, policy]) =>
    createObject(`${name}-${key}`, policy, { parent, dependsOn: [tier] }),
  );
}

function createAdmission(
  parent: IsolationBaseline,
  name: string,
  plan: BaselinePlan,
  dependsOn: pulumi.Resource[],
): pulumi.Resource[] {
  return plan.admission.flatMap(({ key, policy, binding }) => {
    const admission = createObject(`${name}-admission-${key}`, policy, { parent, dependsOn });
    const bound = createObject(`${name}-admission-${key}-binding`, binding, {
      parent,
      dependsOn: [admission],
    });
    return [admission, bound];
  });
}
