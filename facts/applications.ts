import type { DeclaredConnection, SettledApplication } from "../contract/application.js";
import type { PlatformFacts } from "../contract/component-facts.js";
import { ComponentType } from "../contract/component-type.js";
import { byText } from "../basics/json.js";
import { findAccess, describeStorage, type AccessLists, type StorageEntry } from "./grants.js";
import { findRegistered } from "./registered.js";
import type { ResourceGraph } from "./resource-graph.js";

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

/** An application with what its platform is known for, and the others of its program. */
interface Context {
  readonly application: SettledApplication;
  readonly platform: PlatformFacts;
  readonly others: ReadonlyMap<string, SettledApplication>;
}

/** A connection needs both sides; whether the other one agrees is not known across programs. */
function applicationPeers(
  { application: own, others }: Context,
  side: "reaches" | "reachedBy",
  otherSide: "reaches" | "reachedBy",
): Connection[] {
  return own[side].map(({ application, ports }: DeclaredConnection) => {
    const declared = others
      .get(application)
      ?.[otherSide].filter((other) => other.application === own.name);
    const agreed = declared?.flatMap((other) => other.ports);
    const declaredByBoth = declared
      ? declared.length > 0 && ports.every((port) => agreed?.includes(port))
      : null;
    return { kind: "application", name: application, ports, declaredByBoth };
  });
}

function describeReaches(context: Context): Connection[] {
  const { application, platform } = context;
  const { podIdentityAgent, endpointCidrBlocks } = platform.addressFacts;
  const optional: [boolean, Connection][] = [
    [podIdentityAgent, { kind: "pod-identity" }],
    [endpointCidrBlocks.length > 0, { kind: "vpc-endpoints", cidrBlocks: endpointCidrBlocks }],
    [application.kubernetesApi, { kind: "kubernetes-api" }],
    [application.internet, { kind: "internet" }],
  ];
  return [
    { kind: "namespace", name: application.name },
    { kind: "dns" },
    ...optional.filter(([applies]) => applies).map(([, peer]) => peer),
    ...application.databases.map(({ name, port, cidrBlocks }): Connection => ({
      kind: "database",
      name,
      port,
      cidrBlocks,
    })),
    ...applicationPeers(context, "reaches", "reachedBy"),
  ];
}

function describeReachedBy(context: Context): Connection[] {
  const { name, loadBalancer, loadBalancerCidrs, ports } = context.application;
  const { placement } = loadBalancer ?? {};
  return [
    { kind: "namespace", name },
    ...(placement
      ? [{ kind: "load-balancer", placement, ports, cidrBlocks: loadBalancerCidrs } as const]
      : []),
    ...applicationPeers(context, "reachedBy", "reaches"),
  ];
}

function describeLoadBalancer({
  loadBalancer,
}: Pick<SettledApplication, "loadBalancer">): Pick<
  ApplicationEntry,
  "loadBalancer" | "albSubnets"
> {
  if (loadBalancer === undefined) return { loadBalancer: null, albSubnets: [] };
  const { placement, scheme, hosts, subnets } = loadBalancer;
  return {
    loadBalancer: { placement, scheme, hosts },
    albSubnets: subnets.map(({ zone, cidrBlock }) => ({ cidr: cidrBlock, zone })),
  };
}

/** Every AppNamespace, by the name of its application. */
export function findApplications(graph: ResourceGraph): ApplicationEntry[] {
  const components = findRegistered(graph.resources, ComponentType.AppNamespace);
  const others = new Map(
    components.map(({ facts: { application } }) => [application.name, application]),
  );
  return components
    .map(({ resource, facts: { application, platform, storage } }): ApplicationEntry => {
      const { name, albSlot, ports } = application;
      const context = { application, platform, others };
      return {
        application: name,
        namespace: name,
        ...(albSlot === undefined ? {} : { albSlot }),
        ...describeLoadBalancer(application),
        ports,
        reaches: describeReaches(context),
        reachedBy: describeReachedBy(context),
        storage: storage.map(describeStorage),
        access: findAccess(graph, name),
        resource: resource.urn,
      };
    })
    .sort((left, right) => byText(left.application, right.application));
}
