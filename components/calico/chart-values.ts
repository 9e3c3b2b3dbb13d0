import { startupTolerations } from "../shared/kubernetes/startup-taint.js";
import { CalicoCni, type CalicoArgs } from "./args.js";

/** The operator's own namespace. It runs on the host network, as the first thing on a node. */
export const OPERATOR_NAMESPACE = "tigera-operator";

export const OPERATOR_NAMESPACE_LABELS = {
  name: OPERATOR_NAMESPACE,
  "pod-security.kubernetes.io/enforce": "privileged",
};

/**
 * Values of the chart `tigera-operator`. What the operator installs is declared beside the release, so that it is
 * waited for, and removed while the operator still lives.
 */
export function operatorValues(registry: string | undefined): Record<string, unknown> {
  return {
    installation: { enabled: false },
    apiServer: { enabled: false },
    goldmane: { enabled: false },
    whisker: { enabled: false },
    ...(registry !== undefined && { tigeraOperator: { registry: registry.replace(/\/+$/, "") } }),
  };
}

/**
 * Policies only: the VPC CNI connects pods. The operator derives everything else of the agent from provider and
 * CNI, so nothing of it is set by hand.
 */
const BESIDE_AMAZON_VPC = {
  kubernetesProvider: "EKS",
  cni: { type: "AmazonVPC" },
  calicoNetwork: { bgp: "Disabled", linuxDataplane: "Iptables" },
};

function asNetwork(podCidrBlocks: readonly string[]): object {
  const ipPools = podCidrBlocks.map((cidr) => ({
    cidr,
    encapsulation: "VXLAN",
    natOutgoing: "Enabled",
    nodeSelector: "all()",
  }));
  return {
    cni: { type: "Calico" },
    calicoNetwork: { bgp: "Disabled", linuxDataplane: "Iptables", ipPools },
  };
}

/** The specification of Installation `default`. */
export function installationSpec(args: CalicoArgs): object {
  const { cni = CalicoCni.AmazonVPC, nodeResources = {}, podCidrBlocks = [], registry } = args;
  const controlPlaneTolerations = startupTolerations(args.startupTaint);
  const requests = { cpu: nodeResources.cpu ?? "250m", memory: nodeResources.memory ?? "256Mi" };
  return {
    ...(cni === CalicoCni.Calico ? asNetwork(podCidrBlocks) : BESIDE_AMAZON_VPC),
    // Neither a CSI driver nor a flex volume driver: Bottlerocket's /usr is read-only, and nothing here needs them.
    kubeletVolumePluginPath: "None",
    flexVolumePath: "None",
    // The operator wants the slash at the end.
    ...(registry !== undefined && { registry: `${registry.replace(/\/+$/, "")}/` }),
    ...(controlPlaneTolerations.length > 0 && { controlPlaneTolerations }),
    calicoNodeDaemonSet: {
      spec: {
        template: { spec: { containers: [{ name: "calico-node", resources: { requests } }] } },
      },
    },
  };
}
