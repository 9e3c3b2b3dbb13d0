import assert from "node:assert/strict";
import type { Flow, FlowVerdict, Peer, World } from "../../../prover/index.js";
import { range } from "../../prover/evaluate/worlds.js";
import { decide } from "../../prover/reach/verdicts.js";
import { PODS } from "./cluster.js";

/** Addresses outside pods, by the names of the table. */
export const ADDRESSES: Readonly<Record<string, string>> = {
  "alb-a": "10.0.0.140",
  "alb-b": "10.0.1.44",
  node1: "10.0.128.5",
  node2: "10.0.160.5",
  rds: "10.0.64.9",
  nat: "10.0.98.4",
  "peer-vpc": "10.77.0.9",
  vpn: "192.168.10.9",
  "apiserver-eni": "10.0.97.12",
  imds: "169.254.169.254",
  podid: "169.254.170.23",
  resolver: "10.0.0.2",
  vpce: "10.0.96.20",
  internet: "93.184.216.34",
  nodelocaldns: "169.254.20.10",
};

function peerNamed(world: World, name: string): Peer {
  const address = ADDRESSES[name];
  if (address !== undefined) {
    const nodeName = name.startsWith("node") && name !== "nodelocaldns" ? name : undefined;
    return { kind: "network", name, range: range(address), ...(nodeName && { nodeName }) };
  }
  const id = Object.keys(PODS).find((each) => each.endsWith(`/${name}`));
  const endpoint = world.endpoints.find((each) => each.id === id);
  assert.ok(endpoint, `no pod ${name}`);
  return { kind: "endpoint", endpoint };
}

export type Row = readonly [
  number: number,
  from: string,
  to: string,
  traffic: string,
  verdict: "ALLOW" | "DENY",
  decidedBy: string,
];

const BOUNDARY_OUT = "egress: app-isolation/app-isolation.boundary";
const BOUNDARY_IN = "ingress: app-isolation/app-isolation.boundary";
const GUARDRAILS = "egress: app-isolation/app-isolation.guardrails";
const FROM_ALB = "ingress: app-isolation/app-isolation.system-from-alb";
const OUTSIDE = "egress permitted; target is not a pod";

/** Every flow with its verdict, and what decides it. */
export const FLOWS: readonly Row[] = [
  [1, "a1", "a2", "8080/TCP", "ALLOW", "default/allow-same-namespace"],
  [2, "a1", "a2", "6379/TCP", "ALLOW", "default/allow-same-namespace"],
  [3, "a1", "b1", "8080/TCP", "DENY", BOUNDARY_OUT],
  [4, "a1", "b2", "8080/TCP", "DENY", BOUNDARY_OUT],
  [5, "b2", "a1", "8080/TCP", "DENY", BOUNDARY_OUT],
  [6, "a1", "legacy1", "8080/TCP", "DENY", BOUNDARY_OUT],
  [7, "legacy1", "a1", "8080/TCP", "DENY", "egress: end of tier default"],
  [8, "legacy1", "b2", "8080/TCP", "DENY", "egress: end of tier default"],
  [9, "legacy1", "legacy2", "8080/TCP", "DENY", "egress: end of tier default"],
  [10, "legacy1", "coredns", "53/UDP", "ALLOW", "profile kns.kube-system"],
  [11, "legacy1", "internet", "443/TCP", "DENY", "egress: end of tier default"],
  [12, "dflt", "a1", "8080/TCP", "DENY", "egress: end of tier default"],
  [13, "alb-a", "a1", "8080/TCP", "ALLOW", "default/allow-from-alb"],
  [14, "alb-a", "a2", "8080/TCP", "ALLOW", "default/allow-from-alb"],
  [15, "alb-a", "a1", "9090/TCP", "DENY", BOUNDARY_IN],
  [16, "alb-a", "b1", "8080/TCP", "DENY", BOUNDARY_IN],
  [17, "alb-b", "b2", "8080/TCP", "ALLOW", "default/allow-from-alb"],
  [18, "alb-b", "a2", "8080/TCP", "DENY", BOUNDARY_IN],
  [19, "alb-a", "legacy1", "8080/TCP", "DENY", "ingress: end of tier default"],
  [20, "node1", "a1", "8080/TCP", "ALLOW", "node to its own pod is not policed"],
  [21, "node2", "a1", "8080/TCP", "DENY", BOUNDARY_IN],
  [22, "rds", "a1", "8080/TCP", "DENY", BOUNDARY_IN],
  [23, "nat", "a1", "8080/TCP", "DENY", BOUNDARY_IN],
  [24, "peer-vpc", "a1", "8080/TCP", "DENY", BOUNDARY_IN],
  [25, "vpn", "legacy1", "8080/TCP", "DENY", "ingress: end of tier default"],
  [26, "apiserver-eni", "a1", "8443/TCP", "DENY", BOUNDARY_IN],
  [27, "a1", "coredns", "53/UDP", "ALLOW", "profile kns.kube-system"],
  [28, "a1", "coredns", "53/TCP", "ALLOW", "profile kns.kube-system"],
  [29, "a1", "coredns", "9153/TCP", "DENY", BOUNDARY_OUT],
  [30, "a1", "lbc", "9443/TCP", "DENY", BOUNDARY_OUT],
  [31, "a1", "calicoapi", "5443/TCP", "DENY", BOUNDARY_OUT],
  [32, "apiserver-eni", "lbc", "9443/TCP", "ALLOW", "profile kns.kube-system"],
  [33, "apiserver-eni", "coredns", "9153/TCP", "ALLOW", "profile kns.kube-system"],
  [34, "a1", "imds", "80/TCP", "DENY", GUARDRAILS],
  [35, "legacy1", "imds", "80/TCP", "DENY", GUARDRAILS],
  [36, "a1", "podid", "80/TCP", "ALLOW", OUTSIDE],
  [37, "a1", "resolver", "53/UDP", "DENY", BOUNDARY_OUT],
  [38, "a1", "node1", "10250/TCP", "DENY", BOUNDARY_OUT],
  [39, "a1", "node2", "10250/TCP", "DENY", BOUNDARY_OUT],
  [40, "a1", "apiserver-eni", "443/TCP", "DENY", BOUNDARY_OUT],
  [41, "a1", "vpce", "443/TCP", "ALLOW", OUTSIDE],
  [42, "a1", "vpce", "80/TCP", "DENY", BOUNDARY_OUT],
  [43, "a1", "rds", "5432/TCP", "DENY", BOUNDARY_OUT],
  [44, "a1", "alb-b", "443/TCP", "DENY", BOUNDARY_OUT],
  [45, "a1", "internet", "443/TCP", "ALLOW", OUTSIDE],
  [46, "lbc", "a1", "8080/TCP", "DENY", BOUNDARY_IN],
  [47, "coredns", "resolver", "53/UDP", "ALLOW", OUTSIDE],
  [48, "lbc", "apiserver-eni", "443/TCP", "ALLOW", OUTSIDE],
  [49, "a1", "peer-vpc", "443/TCP", "DENY", BOUNDARY_OUT],
  [50, "a1", "vpn", "443/TCP", "DENY", BOUNDARY_OUT],
  [51, "b1", "alb-a", "443/TCP", "DENY", BOUNDARY_OUT],
  [52, "a1", "nodelocaldns", "53/UDP", "DENY", BOUNDARY_OUT],
  [53, "alb-a", "coredns", "9153/TCP", "DENY", FROM_ALB],
  [54, "alb-b", "lbc", "9443/TCP", "DENY", FROM_ALB],
];

const PROTOCOLS: Readonly<Record<string, number>> = { TCP: 6, UDP: 17 };

/** The verdict of one row, on which both evaluators agree. */
export function judgeFlow(world: World, from: string, to: string, traffic: string): FlowVerdict {
  const [port = "", protocol = ""] = traffic.split("/");
  const flow: Flow = {
    from: peerNamed(world, from),
    to: peerNamed(world, to),
    protocol: PROTOCOLS[protocol] ?? Number.NaN,
    port: Number(port),
  };
  return decide(world, flow);
}

export function answer({ allowed, must }: FlowVerdict): string {
  if (allowed !== must) return "MAYBE";
  return allowed ? "ALLOW" : "DENY";
}

/** What decided, in the words of the table. */
export function decidedBy({ allowed, egress, ingress }: FlowVerdict): string {
  if (!egress.allowed) return `egress: ${decider(egress)}`;
  if (!allowed) return `ingress: ${decider(ingress)}`;
  return decider(ingress);
}

function decider({ decision }: FlowVerdict["egress"]): string {
  switch (decision.by) {
    case "rule":
      return `${decision.tier.name}/${decision.policy.object.name}`;
    case "end-of-tier":
      return `end of tier ${decision.tier.name}`;
    case "profile":
      return `profile kns.${decision.namespace}`;
    case "not-policed":
      return decision.reason.includes("node") ? "node to its own pod is not policed" : OUTSIDE;
    case "no-common-family":
      return "no common family";
  }
}

/** The rows of the table whose verdict differs in this world. */
export function flippedRows(world: World): number[] {
  return FLOWS.filter(
    ([, from, to, traffic, expected]) => answer(judgeFlow(world, from, to, traffic)) !== expected,
  ).map(([number]) => number);
}
