import { CALICO_API_VERSION } from "../../shared/kubernetes/calico-policy.js";
import { nodeLocalDnsNets } from "../../shared/kubernetes/dns-rules.js";
import { IsolationMode } from "../../../contract/isolation-mode.js";
import type { TypedManifest } from "../../shared/kubernetes/manifest.js";
import { POD_IDENTITY_AGENT } from "../../../contract/well-known-addresses.js";
import type { Application, DeclaredConnection } from "../../../contract/application.js";

type LabelSelector = Readonly<Record<string, unknown>>;

interface Peer {
  readonly ipBlock?: { readonly cidr: string; readonly except?: readonly string[] };
  readonly namespaceSelector?: LabelSelector;
  readonly podSelector?: LabelSelector;
}

interface Port {
  readonly protocol: "TCP" | "UDP";
  readonly port: number;
}

interface IngressRule {
  readonly from: readonly Peer[];
  readonly ports?: readonly Port[];
}

interface EgressRule {
  readonly to: readonly Peer[];
  readonly ports?: readonly Port[];
}

interface Rules {
  readonly ingress?: readonly IngressRule[];
  readonly egress?: readonly EgressRule[];
}

/** Every policy here is about all pods of the namespace. */
interface NetworkPolicySpec extends Rules {
  readonly podSelector: LabelSelector;
  readonly policyTypes: readonly ("Ingress" | "Egress")[];
}

export type NetworkPolicyManifest = TypedManifest<NetworkPolicySpec>;

const ALL_PODS: Peer = { podSelector: {} };

const DNS_PORTS: readonly Port[] = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];

/** The label that the API server sets on every namespace to its name. */
function namespaceNamed(name: string): LabelSelector {
  return { matchLabels: { "kubernetes.io/metadata.name": name } };
}

function tcp(ports: readonly number[]): Port[] {
  return ports.map((port) => ({ protocol: "TCP", port }));
}

function blocks(cidrs: readonly string[]): Peer[] {
  return cidrs.map((cidr) => ({ ipBlock: { cidr } }));
}

function applicationPods({ application }: DeclaredConnection): Peer {
  return { namespaceSelector: namespaceNamed(application), podSelector: {} };
}

/** A rule with an empty list of peers would match everything, so it is left out. */
function toBlocks(cidrs: readonly string[], port: number): EgressRule[] {
  return cidrs.length > 0 ? [{ to: blocks(cidrs), ports: tcp([port]) }] : [];
}

/** What every pod needs of the platform: DNS, the Pod Identity agent, VPC endpoints. */
function platformEgress({ addressFacts }: Application): EgressRule[] {
  const clusterDns: Peer = {
    namespaceSelector: namespaceNamed("kube-system"),
    podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
  };
  const nodeLocal = addressFacts.nodeLocalDns
    ? [{ to: blocks(nodeLocalDnsNets(addressFacts.nodeLocalDns)), ports: DNS_PORTS }]
    : [];
  return [
    { to: [clusterDns], ports: DNS_PORTS },
    ...nodeLocal,
    ...(addressFacts.podIdentityAgent
      ? toBlocks([POD_IDENTITY_AGENT.cidrBlock], POD_IDENTITY_AGENT.port)
      : []),
    ...toBlocks(addressFacts.endpointCidrBlocks, 443),
  ];
}

function internetEgress({ internet, addressFacts }: Application): EgressRule[] {
  const ipBlock = { cidr: "0.0.0.0/0", except: addressFacts.privateCidrBlocks };
  return internet ? [{ to: [{ ipBlock }] }] : [];
}

/** The rules of each policy, by its name. A policy without rules is left out. */
function rulesByName(app: Application): Record<string, Rules> {
  const { apiServer } = app.addressFacts;
  return {
    "allow-same-namespace": { ingress: [{ from: [ALL_PODS] }], egress: [{ to: [ALL_PODS] }] },
    "allow-from-alb": {
      ingress:
        app.loadBalancerCidrs.length > 0
          ? [{ from: blocks(app.loadBalancerCidrs), ports: tcp(app.ports) }]
          : [],
    },
    "allow-from-applications": {
      ingress: app.reachedBy.map((caller) => ({
        from: [applicationPods(caller)],
        ports: tcp(caller.ports),
      })),
    },
    "allow-egress-platform": { egress: platformEgress(app) },
    "allow-egress-kubernetes-api": {
      egress: app.kubernetesApi ? toBlocks(apiServer.cidrBlocks, apiServer.port) : [],
    },
    "allow-egress-databases": {
      egress: app.databases.flatMap(({ cidrBlocks, port }) => toBlocks(cidrBlocks, port)),
    },
    "allow-egress-applications": {
      egress: app.reaches.map((callee) => ({
        to: [applicationPods(callee)],
        ports: tcp(callee.ports),
      })),
    },
    "allow-egress-internet": { egress: internetEgress(app) },
  };
}

function hasRules({ ingress = [], egress = [] }: Rules): boolean {
  return ingress.length + egress.length > 0;
}

/**
 * The application's own NetworkPolicies: default deny, then one policy for each thing that is allowed. They are
 * plain Kubernetes objects, so they hold on any network plugin; what they allow is limited by the boundary.
 */
export function planNetworkPolicies(app: Application): NetworkPolicyManifest[] {
  const staged = app.mode === IsolationMode.Staged;
  const policy = (name: string, spec: NetworkPolicySpec): NetworkPolicyManifest => ({
    apiVersion: staged ? CALICO_API_VERSION : "networking.k8s.io/v1",
    kind: staged ? "StagedKubernetesNetworkPolicy" : "NetworkPolicy",
    metadata: { name, namespace: app.name },
    spec,
  });
  const allowing = Object.entries(rulesByName(app))
    .filter(([, rules]) => hasRules(rules))
    .map(([name, rules]) =>
      policy(name, {
        podSelector: {},
        policyTypes: [
          ...(rules.ingress ? (["Ingress"] as const) : []),
          ...(rules.egress ? (["Egress"] as const) : []),
        ],
        ...rules,
      }),
    );
  const defaultDeny = policy("default-deny", {
    podSelector: {},
    policyTypes: ["Ingress", "Egress"],
  });
  return [defaultDeny, ...allowing];
}
