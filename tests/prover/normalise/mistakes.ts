import type { WorldOptions } from "../../../prover/index.js";

type Fields = Readonly<Record<string, unknown>>;

/** Objects with something wrong or remarkable in them. */
export interface Mistake {
  readonly objects: readonly Fields[];
  readonly options?: WorldOptions;
}

function of(...objects: readonly Fields[]): Mistake {
  return { objects };
}

const WEB = { services: { name: "web" } };
const LONG = "x".repeat(100);

const KUBERNETES = "networking.k8s.io/v1";
const CALICO = "projectcalico.org/v3";
const CLUSTER = "policy.networking.k8s.io/v1alpha2";

function object(apiVersion: string, kind: string, spec: unknown, metadata: Fields = {}): Fields {
  return { apiVersion, kind, metadata: { name: "a", namespace: "shop", ...metadata }, spec };
}

/** Calico's policies. */
function calico(spec: Fields, metadata?: Fields): Mistake {
  return of(object(CALICO, "NetworkPolicy", { types: ["Ingress", "Egress"], ...spec }, metadata));
}

function everywhere(spec: Fields): Mistake {
  const all = { types: ["Ingress", "Egress"], ...spec };
  return of(object(CALICO, "GlobalNetworkPolicy", all, { namespace: undefined }));
}

const ingress = (rule: unknown): Mistake => calico({ ingress: [rule] });
const egress = (rule: unknown): Mistake => calico({ egress: [rule] });
const from = (source: Fields): Mistake => ingress({ action: "Allow", source });
const to = (destination: Fields, protocol?: string): Mistake =>
  egress({ action: "Allow", protocol, destination });

/** NetworkPolicies of Kubernetes. */
function kubernetes(spec: Fields): Mistake {
  return of(object(KUBERNETES, "NetworkPolicy", { podSelector: {}, ...spec }));
}
const peer = (each: unknown): Mistake => kubernetes({ ingress: [{ from: [each] }] });
const port = (each: unknown): Mistake => kubernetes({ ingress: [{ ports: [each] }] });
const expression = (each: unknown): Mistake =>
  kubernetes({ podSelector: { matchExpressions: [each] }, ingress: [] });

/** ClusterNetworkPolicies. */
function cluster(spec: Fields, options?: WorldOptions): Mistake {
  const all = { tier: "Admin", priority: 1, subject: { namespaces: {} }, ...spec };
  return { ...of(object(CLUSTER, "ClusterNetworkPolicy", all, { namespace: undefined })), options };
}
const clusterRule = (direction: "ingress" | "egress", rule: Fields): Mistake =>
  cluster({ [direction]: [rule] });
const SOMEBODY = { from: [{ namespaces: {} }] };

/** What is behind the Service web, from an EndpointSlice. */
function slice(more: Fields): Mistake {
  const labels = { "kubernetes.io/service-name": "web" };
  return of(
    object(CALICO, "NetworkPolicy", {
      types: ["Egress"],
      egress: [{ action: "Allow", destination: WEB }],
    }),
    { ...object("discovery.k8s.io/v1", "EndpointSlice", undefined, { labels }), ...more },
  );
}

function pod(spec: Fields, more: Fields = {}, metadata: Fields = {}): Mistake {
  return of({ ...object("v1", "Pod", spec, metadata), ...more });
}
const container = (each: Fields): Mistake => pod({ containers: [{ ports: [each] }] });
const annotated = (annotations: Fields): Mistake => pod({}, {}, { annotations });

/** By what is the matter with them. */
export const MISTAKES: Readonly<Record<string, Mistake>> = {
  "no list": calico({ ingress: 3 }),
  "no mapping": calico({ ingress: [[LONG]] }),
  "no text": from({ selector: 3 }),
  "no number": calico({ order: "3" }),
  "no truth": pod({ hostNetwork: "yes" }),
  "an unknown field": ingress({ action: "Allow", sources: {} }),

  "no network": from({ nets: ["10.0.0.0/8", "10.0.0.0/33", "shop", 3] }),
  "a network without a prefix": from({ nets: ["10.0.0.1", "fd00::1"] }),
  "bits beyond the prefix": from({ notNets: ["10.0.0.1/8", "fd00::1/64"] }),
  "networks of both families": from({ nets: ["10.0.0.0/8", "fd00::/64"] }),
  "families that exclude each other": ingress({
    action: "Allow",
    ipVersion: 4,
    source: { nets: ["fd00::/64"] },
  }),
  "no action": ingress({}),
  "an unknown action": ingress({ action: "allow" }),
  "rules of HTTP": ingress({ action: "Allow", http: { methods: ["GET"] } }),
  "an unknown family": ingress({ action: "Allow", ipVersion: 5 }),
  "a protocol of the other family": ingress({ action: "Allow", ipVersion: 4, protocol: "ICMPv6" }),
  "no protocol": ingress({ action: "Allow", protocol: "HTTP" }),
  "a protocol beyond the numbers": ingress({ action: "Allow", protocol: 256 }),
  "the last protocol": ingress({ action: "Allow", protocol: 255 }),
  "digits and more": ingress({ action: "Allow", protocol: "17x", notProtocol: "1000" }),
  "a code of ICMP without a type": ingress({
    action: "Allow",
    protocol: "ICMP",
    icmp: { code: 1 },
  }),
  "numbers beyond ICMP": ingress({
    action: "Allow",
    protocol: "ICMP",
    icmp: { type: 255, code: 256 },
    notICMP: { type: -1 },
  }),
  "a type of ICMP that is no number": ingress({
    action: "Allow",
    protocol: "ICMP",
    icmp: { type: 1.5 },
  }),
  "ICMP without its protocol": ingress({ action: "Allow", protocol: "TCP", icmp: { type: 8 } }),
  "ports without a protocol": to({ ports: [80], notPorts: [81] }),
  "ports of a protocol without ports": to({ ports: [80] }, "ICMP"),
  "no port": to({ ports: ["a b", "80:", ":80", "1x:2", {}] }, "TCP"),
  "a range that ends before it begins": to({ ports: ["90:80"] }, "TCP"),
  "ports beyond the numbers": to({ ports: [0, 65_536, "1:65536", "0:1", 65_535] }, "TCP"),
  "a selector that cannot be read": from({ selector: "a ==" }),
  "global() where it means nothing": from({ selector: "global()" }),
  "global() with more": from({ namespaceSelector: "global() || has(a)" }),
  "service accounts that say nothing": from({ serviceAccounts: {} }),
  "a service with more": to({ ...WEB, nets: ["10.0.0.0/8"], ports: [80], selector: "" }, "TCP"),
  "a service with nothing more": to({ ...WEB, nets: [], notNets: null, selector: "" }),
  "a service that receives": ingress({ action: "Allow", destination: WEB }),
  "a service that sends": egress({ action: "Allow", source: WEB }),
  "a service without a name": to({ services: {} }),
  "a service without a namespace": everywhere({
    egress: [{ action: "Allow", destination: WEB }],
  }),
  "a service that nobody knows": to(WEB),
  "an endpoint without a port": slice({ ports: [{ name: "web" }], endpoints: [] }),
  "an endpoint whose protocol is none": slice({ ports: [{ protocol: "HTTP", port: 80 }] }),
  "endpoints that are no addresses": slice({
    ports: [{ port: 80 }],
    endpoints: [{ addresses: ["web.example.com", "10.0.0.1", 3] }],
  }),
  "namespaces that are not given": of(
    object(KUBERNETES, "NetworkPolicy", { podSelector: {}, ingress: [] }, { namespace: "bank" }),
    object("v1", "Pod", {}, { namespace: "depot" }),
    object(
      CALICO,
      "GlobalNetworkPolicy",
      {
        namespaceSelector: "kubernetes.io/metadata.name in { 'attic', 'shop' }",
        types: ["Ingress", "Egress"],
        ingress: [
          {
            action: "Allow",
            source: {
              namespaceSelector:
                "projectcalico.org/name == 'cellar' || !(kubernetes.io/metadata.name == 'den')",
              notSelector: "projectcalico.org/name != 'e' && name == 'f' && has(g)",
            },
          },
        ],
        egress: [
          {
            action: "Allow",
            destination: { namespaceSelector: "kubernetes.io/metadata.name == 'hall'" },
          },
        ],
      },
      { namespace: undefined },
    ),
  ),
  "a type that is none, and one given twice": calico({ types: ["Ingress", "ingress", "Ingress"] }),
  "no types": of(object(CALICO, "NetworkPolicy", { egress: [{ action: "Allow" }] })),
  "rules that the types leave out": calico({
    types: ["Ingress"],
    egress: [{ action: "Allow" }],
    ingress: [],
  }),
  "no types and no rules": of(
    object(KUBERNETES, "NetworkPolicy", { podSelector: {}, egress: [{}] }),
  ),
  "policies that Calico treats apart": everywhere({ doNotTrack: true, applyOnForward: true }),
  "policies before NAT": everywhere({ preDNAT: true, applyOnForward: true }),

  "a tier whose name cannot be": of(
    object(CALICO, "Tier", { order: 1 }, { name: "a.b", namespace: undefined }),
  ),
  "a tier that cannot be": calico({ tier: "a.b" }),
  "a tier that ends in nothing": of(
    object(CALICO, "Tier", { defaultAction: "Allow" }, { namespace: undefined }),
  ),
  "a tier with another order than it has": of(
    object(CALICO, "Tier", { order: 3 }, { name: "default", namespace: undefined }),
  ),
  "a tier with another end than it has": of(
    object(CALICO, "Tier", { defaultAction: "Pass" }, { name: "default", namespace: undefined }),
  ),
  "a tier that is not given": calico({ tier: "app" }, { name: "app.a" }),
  "a name without its tier": {
    ...calico({ tier: "app" }),
    options: { tieBreak: "v3.31" },
  },

  "two kinds of peers": peer({ ipBlock: { cidr: "10.0.0.0/8" }, podSelector: {} }),
  "a peer that is none": peer({}),
  "a block without addresses": peer({ ipBlock: { except: ["10.0.0.0/8"] } }),
  "an exception beyond its block": peer({
    ipBlock: {
      cidr: "10.0.0.0/8",
      except: ["10.1.0.0/16", "10.0.0.0/8", "9.0.0.0/7", "9.0.0.0/8", "11.0.0.0/8", "fd00::/64"],
    },
  }),
  "an exception that cannot be read": peer({ ipBlock: { cidr: "10.0.0.0/8", except: ["10."] } }),
  "an end of a port that is not there": port({ endPort: 90 }),
  "an end of a port that is a name": port({ port: "web", endPort: 90 }),
  "an end before the beginning": port({ port: 90, endPort: 80 }),
  "no port of Kubernetes": port({ port: "80:90" }),
  "a protocol without ports": port({ protocol: "ICMP", port: 80 }),
  "an expression without a key": expression({ operator: "Exists" }),
  "an operator that is none": expression({ key: "a", operator: "Equals" }),
  "values where none may be": expression({ key: "a", operator: "Exists", values: ["b"] }),
  "no values where some must be": expression({ key: "a", operator: "In" }),

  "a tier of clusters that is none": cluster({ tier: "admin" }),
  "no priority": cluster({ priority: undefined }),
  "priorities beyond": cluster({ priority: 1001 }),
  "a priority below": cluster({ priority: -1 }),
  "the last priority": cluster({ priority: 1000 }),
  "a part of a priority": cluster({ priority: 1.5 }),
  "two subjects": cluster({ subject: { namespaces: {}, pods: { podSelector: {} } } }),
  "no subject": cluster({ subject: {} }),
  "an action of another kind": clusterRule("ingress", { action: "Allow", ...SOMEBODY }),
  "a rule without peers": clusterRule("ingress", { action: "Accept", from: [] }),
  "a peer of no kind": clusterRule("egress", { action: "Accept", to: [{ nobody: {} }] }),
  "two kinds in one peer": clusterRule("egress", {
    action: "Accept",
    to: [{ namespaces: {}, networks: ["10.0.0.0/8"] }],
  }),
  "no networks": clusterRule("egress", { action: "Accept", to: [{ networks: [] }] }),
  "names of domains, accepted": clusterRule("egress", {
    action: "Accept",
    to: [{ domainNames: ["example.com"] }],
  }),
  "nodes, denied": clusterRule("egress", { action: "Deny", to: [{ nodes: {} }] }),
  "two protocols in one": clusterRule("ingress", {
    action: "Accept",
    ...SOMEBODY,
    protocols: [{ tcp: {}, udp: {} }, {}],
  }),
  "a number and a range": clusterRule("ingress", {
    action: "Accept",
    ...SOMEBODY,
    protocols: [{ tcp: { destinationPort: { number: 80, range: { start: 1, end: 2 } } } }],
  }),
  "a policy that an older Calico does not know": cluster({}, { tieBreak: "v3.31" }),

  "a pod that has finished": pod({}, { status: { phase: "Succeeded" } }),
  "a pod on its node's network": pod({ hostNetwork: true }),
  "a workload without a template": of(object("apps/v1", "Deployment", {})),
  "ports beyond the containers": container({ containerPort: 65_536 }),
  "no port of a container": container({ name: "web" }),
  "the last port of a container": container({ containerPort: 65_535 }),
  "a part of a port": container({ containerPort: 1.5 }),
  "a protocol of a container that is none": container({ containerPort: 1, protocol: "HTTP" }),
  "addresses that a pod claims": annotated({
    "cni.projectcalico.org/podIPs": "10.0.0.1/32, 10.0.0.2/32",
  }),
  "claimed addresses that are none, and one of both families": annotated({
    "cni.projectcalico.org/ipAddrs": "shop",
    "cni.projectcalico.org/podIP": "fd00::1",
  }),
  "an address that is none": pod({}, { status: { podIP: "10.0.0", podIPs: [{ ip: 3 }] } }),
  "a label that Calico reserves": of({
    ...object(CALICO, "NetworkSet", { nets: [] }),
    metadata: { name: "a", namespace: "shop", labels: { "projectcalico.org/namespace": "bank" } },
  }),
  "an endpoint of a host": of(
    object(CALICO, "HostEndpoint", { node: "n", interfaceName: "*" }, { namespace: undefined }),
  ),
  "kinds that may decide, and one that does not": of(
    object("cilium.io/v2", "CiliumNetworkPolicy", {}),
    object("v1", "ConfigMap", {}),
    object("v1", "ConfigMap", {}, { name: "b" }),
    object("admissionregistration.k8s.io/v1", "MutatingAdmissionPolicy", {}),
  ),
  "two that decide differently in the same place": {
    objects: ["Allow", "Deny"].map((action, index) =>
      object(
        CALICO,
        "NetworkPolicy",
        { order: 1, types: ["Ingress"], ingress: [{ action }] },
        { name: `p${index}` },
      ),
    ),
  },
};
