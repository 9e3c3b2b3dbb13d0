import type { Application, Database, DeclaredConnection } from "../../contract/application.js";
import { CLUSTER_NAMESPACES } from "../../contract/names.js";
import { Protocol, TrafficSet, type WorldOptions, type ZoneMap } from "../../prover/index.js";

/** What an application declares, by its namespace. */
export interface ApplicationFacts extends Pick<
  Application,
  "ports" | "reaches" | "reachedBy" | "internet" | "kubernetesApi"
> {
  readonly namespace: string;
  readonly databases: readonly Pick<Database, "cidrBlocks" | "port">[];
  /** Names of the zones that hold the addresses of its load balancer. */
  readonly loadBalancerZones: readonly string[];
  /** The ids of the subnets of its load balancer, if the platform creates it. */
  readonly loadBalancerSubnets?: readonly string[];
  /** The only host names that its Ingresses may serve. Default: any. */
  readonly hosts?: readonly string[];
}

/** What the checks of traffic and of tenant writes compare the manifests with. */
export interface InvariantInput {
  readonly applications: readonly ApplicationFacts[];
  readonly zones: ZoneMap;
  /** System namespaces. Default: those of Kubernetes and Calico. */
  readonly systemNamespaces?: readonly string[];
  /** The port on which pods reach the Kubernetes API. Default: 443. */
  readonly apiServerPort?: number;
  /** Whether the Pod Identity agent runs, so that every application has to reach it. Default: no. */
  readonly podIdentityAgent?: boolean;
  /**
   * Why the policies for all namespaces are not among the manifests, such as "another program renders them". Checks of
   * unmanaged namespaces then do not apply. Default: the manifests contain these policies.
   */
  readonly baselineElsewhere?: string;
  /** Why a tenant may open an unmanaged namespace. Default: tenants may not. */
  readonly unmanagedTenantsMayOpen?: string;
  /** Whether these manifests install Calico. Default: no. */
  readonly installsCalico?: boolean;
  /** The users that write the addresses of pods. Default: the service account of the Amazon VPC CNI. */
  readonly cniUsers?: readonly string[];
  /** The key of a taint that every node has until Calico runs on it. Default: none. */
  readonly startupTaint?: string;
  /** How the cluster interprets what manifests leave open. */
  readonly world?: Omit<WorldOptions, "adversaries" | "podRanges">;
}

export function listSystemNamespaces({ systemNamespaces }: InvariantInput): readonly string[] {
  return systemNamespaces ?? CLUSTER_NAMESPACES;
}

export function tcp(ports: readonly number[]): TrafficSet {
  return TrafficSet.of(new Map([[Protocol.TCP, ports.map((port) => [port, port] as const)]]));
}

export const DNS = TrafficSet.protocol(Protocol.UDP, 53).union(tcp([53]));

/**
 * The ports on which one application may reach another: those that both declare. If the other belongs to another
 * program, its declaration is unknown and the own one counts.
 */
export function agreedPorts(input: InvariantInput, from: string, to: string): number[] {
  const find = (name: string): ApplicationFacts | undefined =>
    input.applications.find(({ namespace }) => namespace === name);
  const [caller, callee] = [find(from), find(to)];
  const asked = portsFor(caller?.reaches, to);
  const offered = portsFor(callee?.reachedBy, from);
  if (caller === undefined) return offered;
  if (callee === undefined) return asked;
  return asked.filter((port) => offered.includes(port));
}

function portsFor(peers: readonly DeclaredConnection[] = [], name: string): number[] {
  return peers.filter(({ application }) => application === name).flatMap(({ ports }) => [...ports]);
}
