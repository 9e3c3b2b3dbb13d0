import {
  namespaceIs,
  type CalicoAction,
  type CalicoPeer,
  type CalicoRule,
} from "./calico-policy.js";
import type { NodeLocalDns } from "../../../contract/address-facts.js";

/**
 * CoreDNS by namespace and label. The label alone would make a cluster-wide peer of any pod that
 * calls itself `kube-dns`.
 */
const CLUSTER_DNS: CalicoPeer = {
  namespaceSelector: namespaceIs("kube-system"),
  selector: 'k8s-app == "kube-dns"',
  ports: [53],
};

/** The node-local cache answers on its own address and on kube-dns' ClusterIP, which it binds on the node. */
export function nodeLocalDnsNets(nodeLocalDns: NodeLocalDns): string[] {
  return [`${nodeLocalDns.address}/32`, `${nodeLocalDns.clusterIp}/32`];
}

function onBothProtocols(action: CalicoAction, destination: CalicoPeer): CalicoRule[] {
  return [
    { action, protocol: "UDP", destination },
    { action, protocol: "TCP", destination },
  ];
}

/** DNS, the one thing every pod needs: CoreDNS, and the node-local cache where there is one. */
export function dnsRules(action: CalicoAction, nodeLocalDns?: NodeLocalDns): CalicoRule[] {
  if (!nodeLocalDns) return onBothProtocols(action, CLUSTER_DNS);
  const cache: CalicoPeer = { nets: nodeLocalDnsNets(nodeLocalDns), ports: [53] };
  return [...onBothProtocols(action, CLUSTER_DNS), ...onBothProtocols(action, cache)];
}
