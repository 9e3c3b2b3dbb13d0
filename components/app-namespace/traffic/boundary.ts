import {
  namespacedPolicy,
  namespaceIs,
  namespaceIsNot,
  type CalicoPeer,
  type CalicoPolicy,
  type CalicoRule,
} from "../../shared/kubernetes/calico-policy.js";
import { dnsRules } from "../../shared/kubernetes/dns-rules.js";
import { ISOLATION_TIER } from "../../../contract/names.js";
import { POD_IDENTITY_AGENT } from "../../../contract/well-known-addresses.js";
import type { Application, DeclaredConnection } from "../../../contract/application.js";

/** Pods of one other application. The addresses keep a forged pod address outside the pods' blocks from matching. */
function applicationPods(neighbour: DeclaredConnection, app: Application): CalicoPeer {
  return {
    namespaceSelector: namespaceIs(neighbour.application),
    nets: app.addressFacts.podCidrBlocks,
  };
}

function foreignPods({ name, addressFacts }: Application): CalicoPeer {
  return { namespaceSelector: namespaceIsNot(name), nets: addressFacts.podCidrBlocks };
}

/** In a namespaced policy a selector without namespaceSelector stays in that namespace. */
function ownPods({ addressFacts }: Application): CalicoPeer {
  return { selector: "all()", nets: addressFacts.podCidrBlocks };
}

/** A rule with an empty list of addresses would match every address, so it is left out. */
function passTo(nets: readonly string[], port: number): CalicoRule[] {
  if (nets.length === 0) return [];
  return [{ action: "Pass", protocol: "TCP", destination: { nets, ports: [port] } }];
}

function ingressRules(app: Application): CalicoRule[] {
  const fromLoadBalancer: CalicoRule = {
    action: "Pass",
    protocol: "TCP",
    source: { nets: app.loadBalancerCidrs },
    destination: { ports: app.ports },
  };
  return [
    ...(app.loadBalancerCidrs.length > 0 ? [fromLoadBalancer] : []),
    ...app.reachedBy.map((caller): CalicoRule => ({
      action: "Pass",
      protocol: "TCP",
      source: applicationPods(caller, app),
      destination: { ports: caller.ports },
    })),
    { action: "Deny", source: foreignPods(app) },
    { action: "Pass", source: ownPods(app) },
    { action: "Deny" },
  ];
}

/** What is named by address. It stands before the first Deny, so that a forged pod address cannot cut it off. */
function platformEgress({ addressFacts, kubernetesApi, databases }: Application): CalicoRule[] {
  const { apiServer } = addressFacts;
  return [
    ...dnsRules("Pass", addressFacts.nodeLocalDns),
    ...(addressFacts.podIdentityAgent
      ? passTo([POD_IDENTITY_AGENT.cidrBlock], POD_IDENTITY_AGENT.port)
      : []),
    ...passTo(addressFacts.endpointCidrBlocks, 443),
    ...(kubernetesApi ? passTo(apiServer.cidrBlocks, apiServer.port) : []),
    ...databases.flatMap(({ cidrBlocks, port }) => passTo(cidrBlocks, port)),
  ];
}

function internetEgress({ internet, addressFacts }: Application): CalicoRule[] {
  if (!internet) return [{ action: "Deny" }];
  return [
    { action: "Deny", destination: { nets: addressFacts.privateCidrBlocks } },
    { action: "Pass" },
  ];
}

function egressRules(app: Application): CalicoRule[] {
  return [
    ...platformEgress(app),
    ...app.reaches.map((callee): CalicoRule => ({
      action: "Pass",
      protocol: "TCP",
      destination: { ...applicationPods(callee, app), ports: callee.ports },
    })),
    { action: "Deny", destination: foreignPods(app) },
    { action: "Pass", destination: ownPods(app) },
    ...internetEgress(app),
  ];
}

/**
 * The wall around one application, in a tier that its owner cannot write to. It only passes or denies, so it
 * limits what the owner's NetworkPolicies may allow and grants nothing itself.
 *
 * The order is deliberate: fixed addresses, declared applications, deny foreign pods, pass own pods, deny the
 * rest. With the own namespace first, a tenant who forges a pod's address gains whatever that address may reach.
 */
export function planBoundary(app: Application): CalicoPolicy {
  const metadata = { name: `${ISOLATION_TIER}.boundary`, namespace: app.name };
  return namespacedPolicy(app.mode, metadata, {
    tier: ISOLATION_TIER,
    order: 100,
    selector: "all()",
    types: ["Ingress", "Egress"],
    ingress: ingressRules(app),
    egress: egressRules(app),
  });
}
