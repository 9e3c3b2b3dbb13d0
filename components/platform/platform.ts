import { assignOutputs } from "../shared/outputs.js";
import { Handles } from "../shared/handles.js";
import type * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { versioned } from "../../contract/component-facts.js";
import { ComponentType } from "../../contract/component-type.js";
import { IsolationBaseline } from "../isolation/isolation-baseline.js";
import { attachPrerequisites } from "../platform-ref/attachments.js";
import { describePlatform } from "../platform-ref/describe-platform.js";
import { type PlatformRef } from "../platform-ref/platform-ref.js";
import { knownArgs } from "../shared/known-args.js";
import { throwIssues } from "../shared/throw-issues.js";
import type { PlatformArgs } from "./args.js";
import {
  createAwsFoundation,
  createCalico,
  createClusterRef,
  createController,
  type AwsFoundation,
} from "./foundation.js";
import { findPlatformIssues } from "./issues.js";
import {
  listAccessPrincipals,
  planBaselineArgs,
  planPlatformRef,
  withSharedSettings,
} from "./plan.js";

/** What a platform hands out inside its program. */
interface PlatformHandles {
  readonly provider: k8s.Provider;
  readonly ref: PlatformRef;
}

const handles = new Handles<Platform, PlatformHandles>();

/** The ids that exist only on AWS. */
function describeAws(
  aws: AwsFoundation | undefined,
  args: PlatformArgs,
): Pick<PlatformRef, "network" | "eks"> {
  if (!aws) return {};
  const { network, cluster } = aws;
  const eks = {
    clusterName: cluster.name,
    clusterArn: cluster.arn,
    securityGroupId: cluster.securityGroupId,
    ...listAccessPrincipals(args),
  };
  return { network: withSharedSettings(network.ref(), args.sharedLoadBalancer), eks };
}

/** The arguments as they go into the state: whoever has a kubeconfig has the cluster. */
function withSecrets(args: PlatformArgs): PlatformArgs {
  const { existingCluster } = args;
  if (existingCluster?.kubeconfig === undefined) return args;
  const kubeconfig = pulumi.secret(existingCluster.kubeconfig);
  return { ...args, existingCluster: { ...existingCluster, kubeconfig } };
}

/** The cluster's own kubeconfig, or the one that was given; either is a secret already. */
function chooseKubeconfig(
  aws: AwsFoundation | undefined,
  { existingCluster }: PlatformArgs,
): pulumi.Output<string | undefined> {
  return aws ? aws.cluster.kubeconfig : pulumi.output(existingCluster?.kubeconfig);
}

/**
 * Everything that applications stand on, in the right order: network, cluster, Calico, isolation, load balancer
 * controller. With `existingCluster` the Kubernetes half alone, on any cluster.
 */
export class Platform extends pulumi.ComponentResource {
  /** The platform's record for other programs: export it as `platform`, and read it with `PlatformRef.fromStack`. */
  public readonly record!: pulumi.Output<PlatformRef>;
  /** Kubeconfig, a secret. Absent on an existing cluster that is named by a context alone. */
  public readonly kubeconfig!: pulumi.Output<string | undefined>;

  constructor(name: string, args: PlatformArgs, opts?: pulumi.ComponentResourceOptions) {
    throwIssues(`Platform "${name}"`, findPlatformIssues(name, args));
    const given = withSecrets(args);
    super(ComponentType.Platform, name, knownArgs(given), opts);
    const scope = { name, parent: this, args: given };
    const planned = planPlatformRef(name, args);

    const aws = createAwsFoundation(scope);
    const cluster = aws?.cluster ?? createClusterRef(scope);
    const calico = createCalico(scope, cluster);
    const baseline = new IsolationBaseline(`${name}-isolation`, planBaselineArgs(args, planned), {
      parent: this,
      providers: [cluster.provider()],
      dependsOn: calico,
    });
    const controller = aws ? createController(scope, aws, baseline.ready()) : [];

    const ref = { ...planned, ...describeAws(aws, given) };
    attachPrerequisites(ref, [...baseline.ready(), ...controller]);
    handles.set(this, { provider: cluster.provider(), ref });
    const record = pulumi.output<PlatformRef>(ref);
    const outputs = { record, kubeconfig: chooseKubeconfig(aws, given) };
    assignOutputs<Platform>(this, outputs);
    this.registerOutputs({ ...outputs, facts: versioned(describePlatform(ref)) });
  }

  /** The record for applications of this program, which wait for the platform and end before it. */
  get ref(): PlatformRef {
    return handles.get(this).ref;
  }

  /** The provider that reaches the cluster. */
  provider(): k8s.Provider {
    return handles.get(this).provider;
  }
}
