import { startupTolerations, type Toleration } from "../../shared/kubernetes/startup-taint.js";
import {
  pinnedAddonVersions,
  type AddonName,
  type AddonVersions,
  type KubernetesVersion,
} from "../../shared/versions.js";

export interface AddonPlan {
  readonly name: AddonName;
  readonly version: string;
  /** Settings that differ from the add-on's defaults. */
  readonly configuration?: object;
}

export interface AddonsPlan {
  /** What a node needs from its first second. */
  readonly beforeNodes: readonly AddonPlan[];
  /** What needs a node to run on. */
  readonly afterNodes: readonly AddonPlan[];
}

export interface AddonChoices {
  readonly kubernetesVersion: KubernetesVersion;
  readonly metricsServer: boolean;
  readonly versions: Readonly<Record<string, string>>;
  readonly prefixDelegation: boolean;
  readonly startupTaint?: string;
}

/**
 * The VPC CNI beside Calico: its own policy engine stays off, pods carry their address from the first moment
 * so that Calico knows them before the kubelet reports it, and pods keep their address towards connected networks.
 */
function vpcCniConfiguration(prefixDelegation: boolean): object {
  const env = { ANNOTATE_POD_IP: "true", AWS_VPC_K8S_CNI_EXTERNALSNAT: "true" };
  return {
    enableNetworkPolicy: "false",
    env: prefixDelegation ? { ...env, ...PREFIXES } : env,
  };
}

/** A node holds one prefix of 16 addresses more than its pods need. */
const PREFIXES = { ENABLE_PREFIX_DELEGATION: "true", WARM_PREFIX_TARGET: "1" };

/** What CoreDNS tolerates by its add-on's default, which is replaced by any list. */
const COREDNS_TOLERATIONS: readonly Toleration[] = [
  { key: "node-role.kubernetes.io/control-plane", operator: "Exists", effect: "NoSchedule" },
  { key: "CriticalAddonsOnly", operator: "Exists" },
];

function addonConfiguration(name: AddonName, choices: AddonChoices): object | undefined {
  if (name === "vpc-cni") return vpcCniConfiguration(choices.prefixDelegation);
  const tolerations = startupTolerations(choices.startupTaint);
  if (tolerations.length === 0) return undefined;
  if (name === "coredns") return { tolerations: [...COREDNS_TOLERATIONS, ...tolerations] };
  return name === "metrics-server" ? { tolerations } : undefined;
}

export const BEFORE_NODES: readonly AddonName[] = ["vpc-cni", "kube-proxy"];
export const AFTER_NODES: readonly AddonName[] = ["eks-pod-identity-agent", "coredns"];

export function planAddons(choices: AddonChoices): AddonsPlan {
  const versions: AddonVersions = {
    ...pinnedAddonVersions(choices.kubernetesVersion),
    ...choices.versions,
  };
  const planAddon = (name: AddonName): AddonPlan => {
    const configuration = addonConfiguration(name, choices);
    return { name, version: versions[name], ...(configuration && { configuration }) };
  };
  const afterNodes = choices.metricsServer
    ? [...AFTER_NODES, "metrics-server" as const]
    : AFTER_NODES;
  return { beforeNodes: BEFORE_NODES.map(planAddon), afterNodes: afterNodes.map(planAddon) };
}
