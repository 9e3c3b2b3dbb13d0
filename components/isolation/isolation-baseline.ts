import * as pulumi from "@pulumi/pulumi";
import { isCidr } from "../../basics/cidr.js";
import { IsolationMode } from "../../contract/isolation-mode.js";
import {
  findChoiceIssues,
  findDuplicateIssues,
  issue,
  throwIssues,
  type Issue,
} from "../shared/issues.js";
import { knownArgs } from "../shared/known-args.js";
import { createObject } from "../shared/kubernetes/create-object.js";
import { CLUSTER_NAMESPACES, isDnsLabel } from "../../contract/names.js";
import { forwardDependsOn } from "../shared/prerequisites.js";
import { findStartupTaintIssues } from "../shared/kubernetes/startup-taint.js";
import { findNodeLocalDnsIssues, type NodeLocalDns } from "../shared/cluster-addresses.js";
import { planBaseline, type BaselinePlan, type BaselinePlanInput } from "./plan.js";

/** Arguments of IsolationBaseline. */
export interface IsolationBaselineArgs {
  /**
   * `enforced` (default) or `staged`. Staged policies are evaluated and logged by Calico, admission policies
   * warn and audit; nothing is stopped.
   */
  mode?: IsolationMode;
  /**
   * Further namespaces that belong to the cluster and not to applications, such as those of add-ons. They are
   * left out of every rule for applications, so what runs there is trusted. The namespaces of Kubernetes and
   * Calico are always among them; `default` cannot be.
   */
  systemNamespaces?: string[];
  /** The block that load balancer subnets are cut from. Load balancers never reach system pods. Default: none. */
  albCidrBlocks?: string[];
  /**
   * Whether a namespace that nobody onboarded stays closed even when its owner adds an allow-all NetworkPolicy
   * (default true). With false its owner decides.
   */
  closeUnmanagedNamespaces?: boolean;
  /** Set when NodeLocal DNSCache runs in the cluster: pods then ask its address. */
  nodeLocalDns?: NodeLocalDns;
  /**
   * User names that write pod addresses into pod annotations. Default: the AWS VPC CNI's
   * `system:serviceaccount:kube-system:aws-node`. Calico trusts these annotations.
   */
  cniUsers?: string[];
  /**
   * Key of the taint that nodes start with, until Calico is ready on them. Default: none. Pods of applications may then
   * neither tolerate it nor name their node.
   */
  startupTaint?: string;
}

const AWS_VPC_CNI_USER = "system:serviceaccount:kube-system:aws-node";

function resolve(args: IsolationBaselineArgs): BaselinePlanInput {
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

function findNamespaceIssues(path: string, name: string): Issue[] {
  if (name === "default") {
    return [
      {
        path,
        message:
          '"default" cannot be a system namespace: every forgotten object lands there. Give the add-on a namespace of its own',
      },
    ];
  }
  if (CLUSTER_NAMESPACES.includes(name)) {
    return [{ path, message: `"${name}" is always a system namespace: leave it out` }];
  }
  return isDnsLabel(name) ? [] : [issue(path, name, "the name of a namespace (a DNS label)")];
}

/** The names stand between quotes in the expression of an admission policy. */
const USER_NAME = /^[^'\\\s]+$/;

function findCniUserIssues(users: readonly string[] | undefined): Issue[] {
  if (!users) return [];
  if (users.length === 0) {
    return [issue("cniUsers", users, "at least one user name, or pods could not start")];
  }
  return users.flatMap((user, at) =>
    USER_NAME.test(user)
      ? []
      : [issue(`cniUsers[${at}]`, user, "a user name without quotes, backslashes and spaces")],
  );
}

/** All problems of the arguments. */
export function findIsolationBaselineIssues(args: IsolationBaselineArgs): Issue[] {
  const namespaces = args.systemNamespaces ?? [];
  return [
    ...findChoiceIssues("mode", args.mode, IsolationMode),
    ...namespaces.flatMap((name, at) => findNamespaceIssues(`systemNamespaces[${at}]`, name)),
    ...findDuplicateIssues("systemNamespaces", namespaces),
    ...(args.albCidrBlocks ?? []).flatMap((cidr, at) =>
      isCidr(cidr)
        ? []
        : [issue(`albCidrBlocks[${at}]`, cidr, "an IPv4 network such as 10.0.0.0/18")],
    ),
    ...findCniUserIssues(args.cniUsers),
    ...findNodeLocalDnsIssues("nodeLocalDns", args.nodeLocalDns),
    ...findStartupTaintIssues(args.startupTaint),
  ];
}

/**
 * What holds for every namespace: the tier above tenants, guardrails, the lower-priority default that closes
 * forgotten namespaces, and the admission policies.
 *
 * It needs the `projectcalico.org/v3` API, so pass `dependsOn: calico.ready()`; the first objects wait for it.
 */
export class IsolationBaseline extends pulumi.ComponentResource {
  /** Name of the Calico tier that holds the platform's policies. */
  public readonly tier: pulumi.Output<string>;
  /** Every namespace that the rules for applications leave out. */
  public readonly systemNamespaces: pulumi.Output<string[]>;

  constructor(name: string, args: IsolationBaselineArgs, opts?: pulumi.ComponentResourceOptions) {
    super("bulkhead:index:IsolationBaseline", name, knownArgs(args), opts);
    throwIssues(`IsolationBaseline "${name}"`, findIsolationBaselineIssues(args));
    const input = resolve(args);
    const plan = planBaseline(input);

    const tier = createObject(`${name}-tier`, plan.tier, {
      parent: this,
      dependsOn: forwardDependsOn(opts),
    });
    const policies = createPolicies(this, name, plan, tier);
    const admission = createAdmission(this, name, plan, policies);
    guarding.set(this, [...policies, ...admission]);

    this.tier = tier.metadata.name;
    this.systemNamespaces = pulumi.output([...input.systemNamespaces]);
    this.registerOutputs({ tier: this.tier, systemNamespaces: this.systemNamespaces });
  }

  /** What must stand before an application comes, and outlive it. */
  public ready(): pulumi.Resource[] {
    return guarding.get(this) ?? [];
  }
}

/** Kept beside the class: Pulumi's analyzer would publish a private field as an output. */
const guarding = new WeakMap<IsolationBaseline, pulumi.Resource[]>();

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
