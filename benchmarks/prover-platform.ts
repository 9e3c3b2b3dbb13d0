import type { AddressRange } from "../prover/model/address-range.js";
import type { Selector } from "../prover/model/selector.js";
import type { AddressPeer } from "../prover/model/traffic.js";
import type {
  AddressKnowledge,
  Direction,
  Endpoint,
  Policy,
  Rule,
  RuleSide,
  Tier,
  World,
} from "../prover/model/world.js";
import { adversaryLabels, exactLabels } from "../prover/selectors/labels.js";
import { parseSelector } from "../prover/selectors/parse-selector.js";

const WORKLOADS = ["web", "worker", "cache"];
const SYSTEM = ["kube-system", "kube-public", "calico-system", "tigera-operator"];
const PRIVATE = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
];
const PODS = "10.128.0.0/9";
const ENDPOINTS = ["10.2.0.0/26", "10.2.0.64/26"];
const UDP = 17;
const TCP = 6;

/** A platform in the shape of the design: guardrails, boundaries, a default, and each application's own policies. */
export interface Platform {
  readonly world: World;
  readonly networks: readonly AddressPeer[];
}

function net(text: string): AddressRange {
  const [address = "", length = "32"] = text.split("/");
  const first = address.split(".").reduce((value, part) => value * 256n + BigInt(part), 0n);
  return { version: 4, first, last: first + (1n << BigInt(32 - Number(length))) - 1n, text };
}

function nets(...texts: readonly string[]): RuleSide {
  return { nets: texts.map(net) };
}

function ports(
  protocol: number,
  port: number,
): Pick<Rule, "protocol"> & { ports: RuleSide["ports"] } {
  return { protocol, ports: [{ kind: "range", first: port, last: port }] };
}

function select(text: string): Selector {
  return parseSelector(text);
}

function ingress(
  action: Rule["action"],
  source: RuleSide = {},
  to?: ReturnType<typeof ports>,
): Rule {
  const destination = to === undefined ? {} : { ports: to.ports };
  return { path: ["spec", "ingress"], action, protocol: to?.protocol, source, destination };
}

function egress(
  action: Rule["action"],
  destination: RuleSide = {},
  to?: ReturnType<typeof ports>,
): Rule {
  const ports = to?.ports;
  return {
    path: ["spec", "egress"],
    action,
    protocol: to?.protocol,
    source: {},
    destination: { ...destination, ports },
  };
}

function policy(
  name: string,
  order: number,
  selector: string,
  rules: Partial<Record<Direction, Rule[]>>,
): Policy {
  return {
    object: {
      apiVersion: "projectcalico.org/v3",
      kind: "Policy",
      name,
      origin: { file: "benchmark", document: 0 },
    },
    name,
    tier: "",
    order,
    staged: false,
    selector: select(selector),
    types: { ingress: rules.ingress !== undefined, egress: rules.egress !== undefined },
    rules: { ingress: rules.ingress ?? [], egress: rules.egress ?? [] },
  };
}

const NAMESPACE = "pcns.projectcalico.org/name";
const NOT_SYSTEM = `has(${NAMESPACE}) && ${NAMESPACE} not in {${SYSTEM.map((name) => `"${name}"`).join()}}`;
const DNS: RuleSide = {
  selector: select(`${NAMESPACE} == "kube-system" && k8s-app == "kube-dns"`),
};
const DNS_RULES = [UDP, TCP].map((protocol) => ports(protocol, 53));

/** The subnets of one application's load balancer. */
function albSubnets(index: number): string[] {
  return [0, 1].map((zone) => {
    const at = (index * 2 + zone) * 32;
    return `10.${Math.floor(at / 65_536)}.${Math.floor(at / 256) % 256}.${at % 256}/27`;
  });
}

function boundary(app: string, alb: readonly string[]): Policy {
  const others = {
    selector: select(`has(${NAMESPACE}) && ${NAMESPACE} != "${app}"`),
    ...nets(PODS),
  };
  const own = { selector: select(`projectcalico.org/namespace == "${app}"`), ...nets(PODS) };
  return policy(`${app}/app-isolation.boundary`, 100, `projectcalico.org/namespace == "${app}"`, {
    ingress: [
      ingress("Pass", nets(...alb), ports(TCP, 8080)),
      ingress("Deny", others),
      ingress("Pass", own),
      ingress("Deny"),
    ],
    egress: [
      ...DNS_RULES.map((dns) => egress("Pass", DNS, dns)),
      egress("Pass", nets("169.254.170.23/32"), ports(TCP, 80)),
      egress("Pass", nets(...ENDPOINTS), ports(TCP, 443)),
      egress("Deny", others),
      egress("Pass", own),
      egress("Deny", nets(...PRIVATE)),
      egress("Pass"),
    ],
  });
}

function kubernetesPolicies(app: string, alb: readonly string[]): Policy[] {
  const selector = `projectcalico.org/orchestrator == "k8s" && projectcalico.org/namespace == "${app}"`;
  const own = { selector: select(selector) };
  const knp = (name: string, rules: Partial<Record<Direction, Rule[]>>): Policy =>
    policy(`${app}/knp.default.${name}`, 1000, selector, rules);
  return [
    knp("allow-egress-internet", {
      egress: [egress("Allow", { ...nets("0.0.0.0/0"), notNets: PRIVATE.map(net) })],
    }),
    knp("allow-egress-platform", {
      egress: [
        ...DNS_RULES.map((dns) => egress("Allow", DNS, dns)),
        egress("Allow", nets("169.254.170.23/32"), ports(TCP, 80)),
        ...ENDPOINTS.map((subnet) => egress("Allow", nets(subnet), ports(TCP, 443))),
      ],
    }),
    knp("allow-from-alb", {
      ingress: alb.map((subnet) => ingress("Allow", nets(subnet), ports(TCP, 8080))),
    }),
    knp("allow-same-namespace", {
      ingress: [ingress("Allow", own)],
      egress: [egress("Allow", own)],
    }),
    knp("default-deny", { ingress: [], egress: [] }),
  ];
}

function platformPolicies(): { guardrails: Policy[]; fallback: Policy } {
  return {
    guardrails: [
      policy("app-isolation.guardrails", 10, NOT_SYSTEM, {
        egress: [egress("Deny", nets("169.254.169.254/32"))],
      }),
      policy("app-isolation.system-from-alb", 20, `!(${NOT_SYSTEM})`, {
        ingress: [ingress("Deny", nets("10.0.0.0/15"))],
      }),
    ],
    fallback: policy("default-isolation", 2000, NOT_SYSTEM, {
      ingress: [],
      egress: DNS_RULES.map((dns) => egress("Allow", DNS, dns)),
    }),
  };
}

const SOMEWHERE: AddressKnowledge = { kind: "somewhere-in", ranges: [net(PODS)] };

function endpoint(namespace: string, name: string, labels: Record<string, string>): Endpoint {
  const platform = {
    "projectcalico.org/namespace": namespace,
    "projectcalico.org/orchestrator": "k8s",
    [NAMESPACE]: namespace,
  };
  const isAdversary = name === "*";
  return {
    id: `${namespace}/${name}`,
    namespace,
    name,
    kind: isAdversary ? "adversary" : "workload",
    labels: isAdversary ? adversaryLabels(platform) : exactLabels({ ...labels, ...platform }),
    addresses: SOMEWHERE,
    ports: isAdversary ? "any" : [{ name: "http", protocol: TCP, port: 8080 }],
  };
}

function endpointsOf(apps: readonly string[]): Endpoint[] {
  const dns = endpoint("kube-system", "coredns", { "k8s-app": "kube-dns" });
  const pods = apps.flatMap((app) =>
    [...WORKLOADS, "*"].map((name) => endpoint(app, name, { app: name })),
  );
  return [dns, ...SYSTEM.map((name) => endpoint(name, "*", {})), ...pods];
}

const ZONES: Readonly<Record<string, readonly string[]>> = {
  "instance-metadata": ["169.254.169.254/32"],
  "pod-identity": ["169.254.170.23/32"],
  databases: ["10.1.64.0/18"],
  "vpc-endpoints": ENDPOINTS,
  "peer-vpc": ["172.20.0.0/16"],
  internet: ["1.0.0.0/8", "8.0.0.0/7", "52.0.0.0/8", "193.0.0.0/8"],
};

function networksOf(apps: readonly string[]): AddressPeer[] {
  const albs = apps.flatMap((app, index) =>
    albSubnets(index).map((subnet) => [`alb-${app}`, subnet] as const),
  );
  const zones = Object.entries(ZONES).flatMap(([name, texts]) =>
    texts.map((text) => [name, text] as const),
  );
  return [...zones, ...albs].map(([name, text]) => ({ kind: "network", name, range: net(text) }));
}

/** A platform with this many applications of three workloads each. */
export function platformOf(count: number): Platform {
  const apps = Array.from({ length: count }, (_, index) => `app-${index}`);
  const { guardrails, fallback } = platformPolicies();
  const tier = (name: string, defaultAction: Tier["defaultAction"], policies: Policy[]): Tier => ({
    name,
    order: 1,
    exists: true,
    defaultAction,
    policies,
  });
  const boundaries = apps.map((app, index) => boundary(app, albSubnets(index)));
  const own = apps.flatMap((app, index) => kubernetesPolicies(app, albSubnets(index)));
  return {
    networks: networksOf(apps),
    world: {
      tiers: [
        tier("app-isolation", "Pass", [...guardrails, ...boundaries]),
        tier("default", "Deny", [...own, fallback]),
      ],
      endpoints: endpointsOf(apps),
      networkSets: [],
      services: [],
      namespaces: [...SYSTEM, ...apps],
      findings: [],
      notModelled: [],
    },
  };
}
