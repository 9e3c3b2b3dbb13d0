import type { Path } from "../model/path.js";
import type { Direction, Policy, PortMatch, Rule, RuleSide } from "../model/world.js";
import { containsRange, readNetwork } from "./addresses.js";
import type { BuildContext } from "./build-context.js";
import type { Field } from "./field.js";
import { readLabelSelector } from "./label-selector.js";
import type { BuiltPolicy } from "./policy-order.js";
import { readTypes, warnOfIdleRules } from "./policy-types.js";
import { readKubernetesProtocol, readPort, readRange } from "./protocols.js";
import { conjoin, inNamespace, IS_KUBERNETES_POD, rewriteEntity } from "./selector-algebra.js";

/** Where Calico puts the policies of Kubernetes: before what has a greater order or none. */
const KUBERNETES_ORDER = 1000;

/** The NetworkPolicies of Kubernetes, as Calico converts them. */
export function buildKubernetesPolicies(context: BuildContext): BuiltPolicy[] {
  const sources = context.of("KubernetesNetworkPolicy", "StagedKubernetesNetworkPolicy");
  return sources.map((source) => ({
    policy: buildPolicy(context.open(source)),
    kind: source.kind,
    source,
  }));
}

const SPEC = ["podSelector", "policyTypes", "ingress", "egress"];

function buildPolicy(object: Field): Policy {
  const { ref, kind } = object.object;
  const { namespace = "default", name } = ref;
  const spec = object.at("spec");
  const staged = kind === "StagedKubernetesNetworkPolicy";
  spec.only(staged ? [...SPEC, "stagedAction"] : SPEC);
  const readDirection = (direction: Direction): Rule[] =>
    spec
      .at(direction)
      .items()
      .flatMap((rule) => readRule(rule, direction, namespace));
  return {
    object: ref,
    name: `${namespace}/knp.default.${name}`,
    tier: "default",
    order: KUBERNETES_ORDER,
    staged,
    selector: conjoin([
      inNamespace(namespace),
      IS_KUBERNETES_POD,
      readLabelSelector(spec.at("podSelector")),
    ]),
    types: fillInTypes(spec),
    rules: { ingress: readDirection("ingress"), egress: readDirection("egress") },
  };
}

/** As the API server of Kubernetes fills them in: Ingress, and Egress if there are egress rules. */
function fillInTypes(spec: Field): Policy["types"] {
  const written = readTypes(spec.at("policyTypes"));
  if (written !== undefined) return warnOfIdleRules(spec, written);
  return { ingress: true, egress: spec.at("egress").items().length > 0 };
}

const PEERS = { ingress: "from", egress: "to" } as const;

/** One rule for each protocol and peer. Nothing said about peers or about ports means any. */
function readRule(field: Field, direction: Direction, namespace: string): Rule[] {
  field.only([PEERS[direction], "ports"]);
  const items = field.at(PEERS[direction]).items();
  const anyone = { path: field.path, side: {} };
  const peers = items.length === 0 ? [anyone] : items.map((peer) => readPeer(peer, namespace));
  const protocols = readPortsByProtocol(field.at("ports"));
  return protocols.flatMap(({ protocol, ports }) =>
    peers.map(({ path, side }): Rule => {
      const head = {
        path,
        action: "Allow" as const,
        ...(protocol === undefined ? {} : { protocol }),
      };
      const destination = ports === undefined ? {} : { ports };
      return direction === "ingress"
        ? { ...head, source: side, destination }
        : { ...head, source: {}, destination: { ...side, ...destination } };
    }),
  );
}

interface Peer {
  readonly path: Path;
  readonly side: RuleSide;
}

function readPeer(field: Field, namespace: string): Peer {
  field.only(["podSelector", "namespaceSelector", "ipBlock"]);
  const [block, pods, namespaces] = [
    field.at("ipBlock"),
    field.at("podSelector"),
    field.at("namespaceSelector"),
  ];
  const path = field.path;
  if (block.given) {
    if (pods.given || namespaces.given) {
      field.error("bad-peer", "A peer cannot have both an ipBlock and selectors.");
    }
    return { path, side: readIpBlock(block) };
  }
  if (!pods.given && !namespaces.given) {
    field.error("bad-peer", "A peer without any field is rejected by Kubernetes.");
  }
  const namespaceSelector = namespaces.given ? readLabelSelector(namespaces) : undefined;
  const selector = conjoin([IS_KUBERNETES_POD, ...(pods.given ? [readLabelSelector(pods)] : [])]);
  return { path, side: rewriteEntity({ namespaceSelector, selector }, namespace) };
}

/** Kubernetes accepts bits beyond the prefix; Calico takes the network around them. */
const BLOCKS = { hostBits: true, bareAddress: false } as const;

function readIpBlock(block: Field): RuleSide {
  block.only(["cidr", "except"]);
  const cidr = block.at("cidr");
  if (!cidr.given) block.error("bad-network", "An ipBlock requires a cidr.");
  const net = cidr.given ? readNetwork(cidr, BLOCKS) : undefined;
  const notNets = block
    .at("except")
    .items()
    .flatMap((item) => {
      const except = readNetwork(item, BLOCKS);
      if (net !== undefined && except !== undefined && !containsRange(net, except)) {
        item.error("bad-network", `${except.text} is not inside ${net.text}.`);
      }
      return except ?? [];
    });
  const nets = net === undefined ? [] : [net];
  return notNets.length === 0 ? { nets } : { nets, notNets };
}

interface ProtocolPorts {
  readonly protocol?: number;
  /** Undefined: every port. */
  readonly ports?: readonly PortMatch[];
}

function readPortsByProtocol(list: Field): ProtocolPorts[] {
  const ports = new Map<number, PortMatch[] | undefined>();
  for (const item of list.items()) {
    item.only(["protocol", "port", "endPort"]);
    const protocol = readKubernetesProtocol(item.at("protocol"));
    if (protocol !== undefined) addPort(ports, protocol, item);
  }
  if (list.items().length === 0) return [{}];
  return [...ports].map(([protocol, matches]) => ({ protocol, ports: matches }));
}

/** A port without a number means every port of its protocol, even if the list has others. */
function addPort(ports: Map<number, PortMatch[] | undefined>, protocol: number, item: Field): void {
  const every = !item.at("port").given;
  if (every && item.at("endPort").given) {
    item.at("endPort").error("bad-port", "endPort requires a port.");
  }
  const known = ports.has(protocol) ? ports.get(protocol) : [];
  if (every || known === undefined) {
    ports.set(protocol, undefined);
    return;
  }
  const match = readPortRange(item);
  ports.set(protocol, match === undefined ? known : [...known, match]);
}

function readPortRange(item: Field): PortMatch | undefined {
  const [port, endPort] = [item.at("port"), item.at("endPort")];
  if (typeof port.value === "string" && port.value.includes(":")) {
    port.error(
      "bad-port",
      `${JSON.stringify(port.value)} is invalid: expected a port number or the name of a port.`,
    );
    return undefined;
  }
  if (!endPort.given) return readPort(port);
  if (typeof port.value === "number") {
    return readRange(endPort, port.value, endPort.number() ?? port.value);
  }
  endPort.error("bad-port", "endPort requires a port number.");
  return undefined;
}
