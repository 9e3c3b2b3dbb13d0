import type { Path } from "../model/path.js";
import { KUBERNETES_PROTOCOLS } from "../model/protocols.js";
import { oneOf } from "../../basics/nearest.js";
import type { Selector } from "../model/selector.js";
import type { Action, Direction, Policy, PortMatch, Rule, RuleSide } from "../model/world.js";
import { readNetworks } from "./addresses.js";
import type { BuildContext } from "./build-context.js";
import type { Field } from "./field.js";
import { readLabelSelector } from "./label-selector.js";
import type { BuiltPolicy } from "./policy-order.js";
import { readRange } from "./protocols.js";
import { conjoin, IS_KUBERNETES_POD, ofNamespaces } from "./selector-algebra.js";

const TIERS: Readonly<Record<string, string>> = {
  Admin: "kube-admin",
  Baseline: "kube-baseline",
};

const ACTIONS: Readonly<Record<string, Action>> = { Accept: "Allow", Deny: "Deny", Pass: "Pass" };

/** ClusterNetworkPolicies, as Calico 3.32 turns them into policies of its own tiers. */
export function buildClusterPolicies(context: BuildContext): BuiltPolicy[] {
  return context.of("KubernetesClusterNetworkPolicy").map((source) => {
    const object = context.open(source);
    if (context.options.tieBreak === "v3.31") {
      const message = "Calico 3.31 does not support ClusterNetworkPolicies of v1alpha2.";
      object.at("apiVersion").error("not-supported", message);
    }
    return { policy: buildPolicy(object), kind: source.kind, source };
  });
}

function buildPolicy(object: Field): Policy {
  const { ref } = object.object;
  const spec = object.at("spec");
  spec.only(["tier", "priority", "subject", "ingress", "egress"]);
  const tier = spec.at("tier").choice(TIERS);
  if (tier === undefined)
    spec.at("tier").error("bad-tier", "The tier is invalid: expected Admin or Baseline.");
  const rules = {
    ingress: spec
      .at("ingress")
      .items()
      .flatMap((rule) => readRule(rule, "ingress")),
    egress: spec
      .at("egress")
      .items()
      .flatMap((rule) => readRule(rule, "egress")),
  };
  return {
    object: ref,
    name: ref.name,
    tier: tier ?? "kube-admin",
    order: readPriority(spec.at("priority")),
    staged: false,
    selector: readSubject(spec.at("subject")),
    // The tiers end in Pass: a direction without rules would change nothing, and Calico leaves it out.
    types: { ingress: rules.ingress.length > 0, egress: rules.egress.length > 0 },
    rules,
  };
}

function readPriority(field: Field): number {
  const priority = field.number();
  const valid =
    priority !== undefined && Number.isInteger(priority) && priority >= 0 && priority <= 1000;
  if (!valid)
    field.error("bad-order", "The priority is invalid: expected a whole number from 0 to 1000.");
  return priority ?? 0;
}

function readSubject(field: Field): Selector {
  const selector = readPodsOrNamespaces(field);
  if (selector === undefined) {
    field.error("bad-subject", "The subject is invalid: expected either namespaces or pods.");
  }
  return conjoin([selector?.namespaces ?? { kind: "all" }, selector?.pods ?? IS_KUBERNETES_POD]);
}

interface PodsOrNamespaces {
  readonly namespaces: Selector;
  readonly pods?: Selector;
}

function readPodsOrNamespaces(field: Field): PodsOrNamespaces | undefined {
  const [namespaces, pods] = [field.at("namespaces"), field.at("pods")];
  if (namespaces.given === pods.given) return undefined;
  if (namespaces.given) return { namespaces: ofNamespaces(readLabelSelector(namespaces)) };
  pods.only(["namespaceSelector", "podSelector"]);
  return {
    namespaces: ofNamespaces(readLabelSelector(pods.at("namespaceSelector"))),
    pods: conjoin([IS_KUBERNETES_POD, readLabelSelector(pods.at("podSelector"))]),
  };
}

const PEERS = { ingress: "from", egress: "to" } as const;

/**
 * One rule for each protocol and peer. A rule that Calico cannot convert fails closed: Deny and Pass become a Deny of
 * the whole direction, Accept disappears.
 */
function readRule(field: Field, direction: Direction): Rule[] {
  field.only(["name", "action", PEERS[direction], "protocols"]);
  const action = field.at("action").choice(ACTIONS);
  if (action === undefined) {
    field
      .at("action")
      .error("bad-action", `The action is invalid: expected ${oneOf(Object.keys(ACTIONS))}.`);
  }
  const peers = field.at(PEERS[direction]);
  if (peers.items().length === 0) peers.error("bad-peer", "A rule requires at least one peer.");
  const read = peers.items().map((peer) => readPeer(peer, direction));
  if (read.some(({ supported }) => !supported)) return failClosed(field, action);
  const protocols = readProtocols(field.at("protocols"));
  return protocols.flatMap(({ protocol, ports }) =>
    read.map(({ path, side }): Rule => {
      const head = {
        path,
        action: action ?? "Deny",
        ...(protocol === undefined ? {} : { protocol }),
      };
      const destination = ports === undefined ? {} : { ports };
      return direction === "ingress"
        ? { ...head, source: side, destination }
        : { ...head, source: {}, destination: { ...side, ...destination } };
    }),
  );
}

function failClosed(field: Field, action: Action | undefined): Rule[] {
  const becomes = action === "Allow" ? "leaves the rule out" : "denies the whole direction instead";
  field.warn("fails-closed", `Calico cannot convert this rule and ${becomes}.`);
  const deny = {
    path: field.path,
    action: "Deny",
    source: {},
    destination: {},
  } as const;
  return action === "Allow" ? [] : [deny];
}

interface Peer {
  readonly path: Path;
  readonly side: RuleSide;
  readonly supported: boolean;
}

const PEER_FIELDS = { ingress: ["namespaces", "pods"], egress: ["namespaces", "pods", "networks"] };

/** Peers of the API that Calico 3.32 does not implement. */
const UNSUPPORTED_PEERS = ["nodes", "domainNames"];
const NETWORKS = { hostBits: true, bareAddress: false } as const;

function readPeer(field: Field, direction: Direction): Peer {
  const known = PEER_FIELDS[direction];
  field.only(direction === "egress" ? [...known, ...UNSUPPORTED_PEERS] : known);
  const path = field.path;
  if (UNSUPPORTED_PEERS.some((name) => field.at(name).given)) {
    return { path, side: {}, supported: false };
  }
  if (known.filter((name) => field.at(name).given).length !== 1) {
    field.error("bad-peer", `A peer has exactly one of ${known.join(", ")}.`);
  }
  if (field.at("networks").given) {
    const nets = readNetworks(field.at("networks"), NETWORKS);
    if (nets.length === 0) field.at("networks").error("bad-peer", "networks is empty.");
    return { path, side: { nets }, supported: true };
  }
  const selectors = readPodsOrNamespaces(field);
  const parts = [selectors?.namespaces, selectors?.pods].filter((part) => part !== undefined);
  return { path, side: { selector: conjoin(parts) }, supported: true };
}

interface ProtocolPorts {
  readonly protocol?: number;
  readonly ports?: readonly PortMatch[];
}

const PROTOCOL_FIELDS: ReadonlyMap<string, number> = new Map(
  [...KUBERNETES_PROTOCOLS].map(([name, protocol]) => [name.toLowerCase(), protocol]),
);

/** Nothing said about protocols means any. A named port brings its own protocol. */
function readProtocols(list: Field): ProtocolPorts[] {
  const items = list.items();
  if (items.length === 0) return [{}];
  return items.flatMap((item) => {
    item.only([...PROTOCOL_FIELDS.keys(), "destinationNamedPort"]);
    const given = item.entries().filter(([, field]) => field.given);
    const [first] = given;
    if (first === undefined || given.length > 1) {
      item.error(
        "bad-protocol",
        "A protocol has exactly one of tcp, udp, sctp and destinationNamedPort.",
      );
      return [];
    }
    return readProtocol(...first);
  });
}

function readProtocol(name: string, field: Field): ProtocolPorts[] {
  const protocol = PROTOCOL_FIELDS.get(name);
  if (protocol === undefined) {
    const port = field.filledText();
    return port === undefined ? [] : [{ ports: [{ kind: "named", name: port }] }];
  }
  field.only(["destinationPort"]);
  const port = field.at("destinationPort");
  port.only(["number", "range"]);
  const match = readDestinationPort(port);
  return [match === undefined ? { protocol } : { protocol, ports: [match] }];
}

function readDestinationPort(port: Field): PortMatch | undefined {
  if (!port.given) return undefined;
  const [number, range] = [port.at("number"), port.at("range")];
  if (number.given === range.given) {
    port.error("bad-port", "A destination port is invalid: expected either a number or a range.");
    return undefined;
  }
  if (number.given) return readRange(number, number.number() ?? 0, number.number() ?? 0);
  range.only(["start", "end"]);
  return readRange(range, range.at("start").number() ?? 0, range.at("end").number() ?? 0);
}
