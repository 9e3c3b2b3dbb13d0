import type { IsolationMode } from "../../contract/isolation-mode.js";
import type { NodeLocalDns } from "../../contract/address-facts.js";

/** Arguments of IsolationBaseline. */
export interface IsolationBaselineArgs {
  /**
   * `enforced` or `staged`. Default: `enforced`. Staged policies are evaluated and logged by Calico, admission policies
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
   * Whether an unmanaged namespace stays closed even when its owner adds an allow-all
   * NetworkPolicy. Default: true. With false its owner decides.
   */
  closeUnmanagedNamespaces?: boolean;
  /** Set when NodeLocal DNSCache runs in the cluster: pods then ask its address. Default: none. */
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
