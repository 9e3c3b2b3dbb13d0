import type { Attack } from "./attack.js";
import { CALICO, STORED, attack, create, merge, remove } from "./attack.js";

const ALLOW_ALL = { order: 1, types: ["Ingress"], ingress: [{ action: "Allow" }] };
const NO_WALL = "the boundary of the application is gone";
const ANY_TIER = "a rule of its own comes before every wall";

export const POLICIES: readonly Attack[] = [
  attack(
    "deletes the boundary",
    NO_WALL,
    remove(`${CALICO}/namespaces/app-a/networkpolicies/app-isolation.boundary`),
  ),
  attack(
    "opens the boundary",
    NO_WALL,
    merge(`${CALICO}/namespaces/app-a/networkpolicies/app-isolation.boundary`, { spec: ALLOW_ALL }),
  ),
  attack(
    "opens the boundary of another application",
    "it reaches that application",
    merge(`${CALICO}/namespaces/app-b/networkpolicies/app-isolation.boundary`, { spec: ALLOW_ALL }),
  ),
  attack(
    "shadows the boundary with a policy of a lower order",
    ANY_TIER,
    create(`${CALICO}/namespaces/app-a/networkpolicies`, "projectcalico.org/v3", "NetworkPolicy", {
      metadata: { name: "app-isolation.attack" },
      spec: { tier: "app-isolation", ...ALLOW_ALL },
    }),
  ),
  attack(
    "shadows it past Calico's API server, in what is stored",
    ANY_TIER,
    create(
      `${STORED}/namespaces/app-a/networkpolicies`,
      "crd.projectcalico.org/v1",
      "NetworkPolicy",
      {
        spec: { tier: "app-isolation", ...ALLOW_ALL },
      },
    ),
  ),
  attack(
    "deletes the guardrails",
    "pods reach the instance metadata",
    remove(`${CALICO}/globalnetworkpolicies/app-isolation.guardrails`),
  ),
  attack(
    "writes a global policy",
    ANY_TIER,
    create(`${CALICO}/globalnetworkpolicies`, "projectcalico.org/v3", "GlobalNetworkPolicy", {
      metadata: { name: "app-isolation.attack" },
      spec: { tier: "app-isolation", ...ALLOW_ALL },
    }),
  ),
  attack(
    "moves the tier behind the others",
    "what its owner allows is allowed before the walls",
    merge(`${CALICO}/tiers/app-isolation`, { spec: { order: 99_999_999 } }),
  ),
  attack("deletes the tier", NO_WALL, remove(`${CALICO}/tiers/app-isolation`)),
  attack(
    "writes a tier of its own",
    ANY_TIER,
    create(`${CALICO}/tiers`, "projectcalico.org/v3", "Tier", { spec: { order: 1 } }),
  ),
  attack(
    "writes a network set into another application",
    "policies of that namespace that select it let its addresses in",
    create(`${CALICO}/namespaces/app-b/networksets`, "projectcalico.org/v3", "NetworkSet", {
      spec: { nets: ["10.0.0.0/8"] },
    }),
  ),
  attack(
    "writes a global network set",
    "policies that select it let its addresses in",
    create(`${CALICO}/globalnetworksets`, "projectcalico.org/v3", "GlobalNetworkSet", {
      spec: { nets: ["10.0.0.0/8"] },
    }),
  ),
  attack(
    "writes a host endpoint",
    "nodes are policed by its rules",
    create(`${CALICO}/hostendpoints`, "projectcalico.org/v3", "HostEndpoint", {
      spec: { node: "node1", interfaceName: "eth0" },
    }),
  ),
];
