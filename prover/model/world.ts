import type { AddressRange } from "./address-range.js";
import type { Path } from "./path.js";
import type { Labels, Selector } from "./selector.js";

/** The source of an object: a file and the number of the document in it, or a name for objects in memory. */
export interface Origin {
  readonly file: string;
  readonly document: number;
  readonly line?: number;
  /** For an object inside a List: which one, such as `items[3]`. */
  readonly item?: string;
}

/** An object by its name. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly origin: Origin;
}

export type Action = "Allow" | "Deny" | "Pass" | "Log";
export type Direction = "ingress" | "egress";

/** Ports from `first` to `last`, or the port that an endpoint gives a name to. */
export type PortMatch =
  | { readonly kind: "range"; readonly first: number; readonly last: number }
  | { readonly kind: "named"; readonly name: string };

/** ICMP messages; a code only with a type. */
export interface IcmpMatch {
  readonly type?: number;
  readonly code?: number;
}

/** Addresses and ports behind a Service. */
export interface ServiceMember {
  readonly address: AddressRange;
  /** Absent where only addresses count (ingress sources). */
  readonly port?: { readonly protocol: number; readonly port: number };
}

/** One side of a rule. Everything that is given must hold. */
export interface RuleSide {
  readonly nets?: readonly AddressRange[];
  readonly notNets?: readonly AddressRange[];
  /**
   * The address is one of the endpoints or network sets that the selector picks; rewritten with namespace and
   * service account.
   */
  readonly selector?: Selector;
  /** The address belongs to none of those. Only a GlobalNetworkPolicy has it without `selector`. */
  readonly notSelector?: Selector;
  readonly ports?: readonly PortMatch[];
  readonly notPorts?: readonly PortMatch[];
  readonly services?: readonly ServiceMember[];
}

export interface Rule {
  /** Its place in the object, such as `["spec", "ingress", 2]`. */
  readonly path: Path;
  readonly action: Action;
  readonly ipVersion?: 4 | 6;
  /** IP protocol number: TCP 6, UDP 17, SCTP 132, ICMP 1, ICMPv6 58, UDPLite 136. */
  readonly protocol?: number;
  readonly notProtocol?: number;
  readonly icmp?: IcmpMatch;
  readonly notIcmp?: IcmpMatch;
  readonly source: RuleSide;
  readonly destination: RuleSide;
}

export interface Policy {
  readonly object: ObjectRef;
  /** As Calico shows it: `app-a/app-isolation.boundary`, `default-isolation`, `app-a/knp.default.allow-from-alb`. */
  readonly name: string;
  readonly tier: string;
  /** Infinity when the object has none. */
  readonly order: number;
  /** Staged policies are evaluated and logged, never enforced. */
  readonly staged: boolean;
  /** Which endpoints it is about; rewritten with namespace and service account. */
  readonly selector: Selector;
  readonly types: Readonly<Record<Direction, boolean>>;
  readonly rules: Readonly<Record<Direction, readonly Rule[]>>;
}

export interface Tier {
  readonly name: string;
  /** Infinity when the object has none. */
  readonly order: number;
  /** False for a tier that policies name and no object defines; it runs last. */
  readonly exists: boolean;
  readonly defaultAction: "Deny" | "Pass";
  /** In the order in which they are evaluated; staged ones included. */
  readonly policies: readonly Policy[];
}

/** A port that a pod gives a name to. */
export interface NamedPort {
  readonly name: string;
  readonly protocol: number;
  readonly port: number;
}

/** What is known of an endpoint's addresses: exactly these, or somewhere in these ranges. */
export type AddressKnowledge =
  | { readonly kind: "exactly"; readonly addresses: readonly AddressRange[] }
  | { readonly kind: "somewhere-in"; readonly ranges: readonly AddressRange[] };

/** A pod that Calico polices: real, from a workload's template, or the pod that a tenant may yet create. */
export interface Endpoint {
  /** `namespace/name`, unique. The adversary of a namespace is `namespace/*`. */
  readonly id: string;
  readonly namespace: string;
  readonly name: string;
  readonly kind: "pod" | "workload" | "adversary";
  readonly labels: Labels;
  readonly addresses: AddressKnowledge;
  /** `any`: a tenant may give any port any name. */
  readonly ports: readonly NamedPort[] | "any";
  readonly nodeName?: string;
  readonly object?: ObjectRef;
}

/** Addresses with labels, which selectors in rules pick like endpoints. */
export interface NetworkSet {
  readonly object: ObjectRef;
  readonly labels: Labels;
  readonly nets: readonly AddressRange[];
}

/** A problem or a remark about the manifests; with an error, nothing can be proved. */
export interface Finding {
  /** Stable, kebab-case. */
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly object?: ObjectRef;
  /** The file, document and, where known, line of the field. */
  readonly origin?: Origin;
  /** The field, such as `spec.ingress[2].source.nets[0]`. */
  readonly path?: string;
  readonly message: string;
  readonly fix?: string;
}

/** Everything the evaluators need. Built once from manifests, never changed. */
export interface World {
  /** In the order in which they are evaluated. */
  readonly tiers: readonly Tier[];
  readonly endpoints: readonly Endpoint[];
  readonly networkSets: readonly NetworkSet[];
  /** With what EndpointSlices say of them, and those of which only EndpointSlices are known. */
  readonly services: readonly Service[];
  readonly namespaces: readonly string[];
  readonly findings: readonly Finding[];
  /** What the result does not cover, one sentence each. */
  readonly notModelled: readonly string[];
}

/** One port of a Service. */
export interface ServicePort {
  /** Absent where it is the only one. */
  readonly name?: string;
  readonly protocol: number;
  readonly port: number;
  /** The port of the pods behind it. */
  readonly target: PortMatch;
}

/** An address behind a Service with one of its ports, from an EndpointSlice. */
export interface SliceMember {
  readonly address: AddressRange;
  /** The name of the Service's port; empty where it has none. */
  readonly portName: string;
  readonly protocol: number;
  readonly port: number;
}

/**
 * A Service. kube-proxy replaces its address and port by those of a pod on the sender's node, before policies are
 * evaluated, so no rule sees them.
 */
export interface Service {
  readonly namespace: string;
  readonly name: string;
  /** Its ClusterIPs. */
  readonly addresses: readonly AddressRange[];
  /** Without a ClusterIP: its name resolves to the addresses of the pods, and no port is replaced. */
  readonly headless: boolean;
  /** The DNS name that it is an alias of. */
  readonly externalName?: string;
  readonly ports: readonly ServicePort[];
  /** The pods behind it, future ones included. Absent where its EndpointSlices are managed by hand. */
  readonly selector?: Selector;
  /** Absent where no EndpointSlice is known. */
  readonly members?: readonly SliceMember[];
}
