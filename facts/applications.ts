import { byAddress, type AddressEntry } from "./addresses.js";
import {
  applicationNameOf,
  declaredCallersOf,
  declaredTargetsOf,
  egressOf,
  portsOf,
  type Declaration,
} from "./declarations.js";
import { accessOf, storageOf, type AccessLists, type StorageEntry } from "./grants.js";
import { byText, listOf, numberOf, objectOf, textOf, textsOf, UNKNOWN } from "../basics/json.js";
import type { GraphResource, ResourceGraph } from "./resource-graph.js";
import { Component, KUBERNETES_NAMESPACE } from "./type-tokens.js";

/** A connection that the platform or the application declares. */
export type Connection =
  | { readonly kind: "namespace"; readonly name: string }
  | { readonly kind: "dns" | "pod-identity" | "internet" | "kubernetes-api" }
  | { readonly kind: "vpc-endpoints"; readonly cidrBlocks: readonly string[] }
  | {
      readonly kind: "load-balancer";
      readonly placement: string;
      readonly ports: readonly number[];
      readonly cidrBlocks: readonly string[];
    }
  | {
      readonly kind: "database";
      readonly name: string;
      readonly port: number | null;
      readonly cidrBlocks: readonly string[];
    }
  | {
      readonly kind: "application";
      readonly name: string;
      readonly ports: readonly number[];
      /** Whether the other side declares all these ports too; null when it belongs to another program. */
      readonly declaredByBoth: boolean | null;
    };

export interface ApplicationEntry {
  readonly application: string;
  readonly namespace: string;
  readonly albSlot?: number;
  readonly albSubnets: readonly { readonly cidr: string; readonly zone: string }[];
  readonly ports: readonly number[];
  readonly loadBalancer: {
    readonly placement: string;
    readonly scheme: string;
    /** The only hosts that it answers for; any where there is none. */
    readonly hosts: readonly string[];
  } | null;
  /** What it may open connections to, as declared. */
  readonly reaches: readonly Connection[];
  /** What may open connections to it, as declared. */
  readonly reachedBy: readonly Connection[];
  /** What its pods may use in S3. */
  readonly storage: readonly StorageEntry[];
  /** Who may use its namespace, as far as this program says. */
  readonly access: AccessLists;
  /** URN of the component. */
  readonly resource: string;
}

/** The components by the name of their application. */
function applicationComponents(graph: ResourceGraph): Map<string, GraphResource> {
  const components = graph.ofType(Component.AppNamespace);
  return new Map(components.map((component) => [applicationNameOf(component), component]));
}

/** A connection needs both sides; whether the other one agrees is not known across programs. */
function applicationPeers(
  own: string,
  declarations: readonly Declaration[],
  otherSide: (application: string) => Declaration[] | undefined,
): Connection[] {
  return declarations.map(({ application, ports }) => {
    const others = otherSide(application)?.filter((other) => other.application === own);
    const agreed = others?.flatMap((other) => other.ports);
    const declaredByBoth = others
      ? others.length > 0 && ports.every((port) => agreed?.includes(port))
      : null;
    return { kind: "application", name: application, ports, declaredByBoth };
  });
}

function databasePeers(component: GraphResource, dataCidrBlocks: string[]): Connection[] {
  return listOf(egressOf(component).databases).map((entry) => {
    const { name, port, cidrBlocks } = objectOf(entry);
    const named = textsOf(cidrBlocks);
    return {
      kind: "database",
      name: textOf(name) ?? UNKNOWN,
      port: numberOf(port) ?? null,
      cidrBlocks: named.length > 0 ? named : dataCidrBlocks,
    };
  });
}

function reachesOf(component: GraphResource, components: Map<string, GraphResource>): Connection[] {
  const own = applicationNameOf(component);
  const egress = egressOf(component);
  const addressFacts = objectOf(objectOf(component.inputs.platform).addressFacts);
  const endpoints = textsOf(addressFacts.endpointCidrBlocks);
  const targets = applicationPeers(own, declaredTargetsOf(component), (name) => {
    const other = components.get(name);
    return other && declaredCallersOf(other);
  });
  const optional: [boolean, Connection][] = [
    [addressFacts.podIdentityAgent === true, { kind: "pod-identity" }],
    [endpoints.length > 0, { kind: "vpc-endpoints", cidrBlocks: endpoints }],
    [egress.kubernetesApi === true, { kind: "kubernetes-api" }],
    [egress.internet === true, { kind: "internet" }],
  ];
  return [
    { kind: "namespace", name: own },
    { kind: "dns" },
    ...optional.filter(([applies]) => applies).map(([, peer]) => peer),
    ...databasePeers(component, textsOf(addressFacts.dataCidrBlocks)),
    ...targets,
  ];
}

function reachedByOf(
  component: GraphResource,
  components: Map<string, GraphResource>,
  entry: Pick<ApplicationEntry, "albSubnets" | "loadBalancer" | "ports">,
): Connection[] {
  const own = applicationNameOf(component);
  const callers = applicationPeers(own, declaredCallersOf(component), (name) => {
    const other = components.get(name);
    return other && declaredTargetsOf(other);
  });
  const loadBalancer: Connection[] = entry.loadBalancer
    ? [
        {
          kind: "load-balancer",
          placement: entry.loadBalancer.placement,
          ports: entry.ports,
          cidrBlocks: [
            ...entry.albSubnets.map(({ cidr }) => cidr),
            ...textsOf(objectOf(component.inputs.loadBalancer).sourceCidrBlocks),
          ],
        },
      ]
    : [];
  return [{ kind: "namespace", name: own }, ...loadBalancer, ...callers];
}

function loadBalancerOf(component: GraphResource): ApplicationEntry["loadBalancer"] {
  if (typeof component.inputs.loadBalancer !== "object") return null;
  if (component.inputs.loadBalancer === null) return null;
  const { placement, scheme, hosts } = objectOf(component.inputs.loadBalancer);
  return {
    placement: textOf(placement) ?? "dedicated",
    scheme: textOf(scheme) ?? "internet-facing",
    hosts: textsOf(hosts),
  };
}

/** The subnets of its own load balancer, or those of the shared one. */
function albSubnetsOf(
  graph: ResourceGraph,
  component: GraphResource,
  addresses: readonly AddressEntry[],
): ApplicationEntry["albSubnets"] {
  const own = new Set(graph.descendantsOf(component.urn).map(({ urn }) => urn));
  const subnets = addresses.filter(({ resource }) => own.has(resource));
  if (subnets.length > 0) return subnets.map(({ cidr, zone }) => ({ cidr, zone }));
  if (loadBalancerOf(component)?.placement !== "shared") return [];
  const network = objectOf(objectOf(component.inputs.platform).network);
  const zones = textsOf(network.availabilityZones);
  return textsOf(objectOf(network.sharedAlb).cidrBlocks)
    .map((cidr, position) => ({ cidr, zone: zones[position] ?? UNKNOWN }))
    .sort((left, right) => byAddress(left.cidr, right.cidr));
}

function namespaceOf(graph: ResourceGraph, component: GraphResource): string {
  const namespace = graph
    .descendantsOf(component.urn)
    .find(({ type }) => type === KUBERNETES_NAMESPACE);
  return textOf(objectOf(namespace?.inputs.metadata).name) ?? applicationNameOf(component);
}

/** Every AppNamespace, by the name of its application. */
export function applicationsOf(
  graph: ResourceGraph,
  addresses: readonly AddressEntry[],
): ApplicationEntry[] {
  const components = applicationComponents(graph);
  return graph
    .ofType(Component.AppNamespace)
    .map((component) => {
      const albSlot = numberOf(component.inputs.albSlot);
      const entry = {
        application: applicationNameOf(component),
        namespace: namespaceOf(graph, component),
        ...(albSlot === undefined ? {} : { albSlot }),
        albSubnets: albSubnetsOf(graph, component, addresses),
        ports: portsOf(component.inputs.ports),
        loadBalancer: loadBalancerOf(component),
      };
      return {
        ...entry,
        reaches: reachesOf(component, components),
        reachedBy: reachedByOf(component, components, entry),
        storage: storageOf(component),
        access: accessOf(graph, entry.application),
        resource: component.urn,
      };
    })
    .sort((left, right) => byText(left.application, right.application));
}
