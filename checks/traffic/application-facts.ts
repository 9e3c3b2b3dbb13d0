import type { Application, Database, DeclaredConnection } from "../../contract/application.js";
import { CLUSTER_NAMESPACES } from "../../contract/names.js";
import { Protocol, TrafficSet, type WorldOptions, type ZoneMap } from "../../prover/index.js";

/** What an application declares. Its name is that of its namespace. */
export interface ApplicationFacts extends Pick<
  Application,
  "ports" | "reaches" | "reachedBy" | "internet" | "kubernetesApi"
> {
  readonly namespace: string;
  readonly databases: readonly Pick<Database, "cidrBlocks" | "port">[];
  /** Names of the zones of its load balancer. */
  readonly loadBalancerZones: readonly string[];
  /** The ids of the subnets of its load balancer, where the platform makes it. */
  readonly loadBalancerSubnets?: readonly string[];
  /** The only host names that its Ingresses may answer for; any where there is none. */
  readonly hosts?: readonly string[];
}

/** What the invariants are judged against. */
export interface InvariantInput {
  readonly applications: readonly ApplicationFacts[];
  readonly zones: ZoneMap;
  /** Namespaces that belong to the cluster. Default: those of Kubernetes and Calico. */
  readonly systemNamespaces?: readonly string[];
  /** Where the Kubernetes API is reached from pods. Default: 443. */
  readonly apiServerPort?: number;
  /** Whether the Pod Identity agent runs, so that every application has to reach it. Default: no. */
  readonly podIdentityAgent?: boolean;
  /**
   * Why the policies for all namespaces are not among the manifests, such as "another program renders them"; then
   * nothing is said of namespaces that nobody onboarded.
   */
  readonly baselineElsewhere?: string;
  /** Why an owner may open a namespace that nobody onboarded; by default nobody may. */
  readonly unmanagedOwnersMayOpen?: string;
  /** Whether Calico is installed with these manifests. Default: no. */
  readonly installsCalico?: boolean;
  /** Who writes the addresses of pods. Default: the service account of the Amazon VPC CNI. */
  readonly cniUsers?: readonly string[];
  /** The key of a taint that every node has until Calico runs on it. Default: there is none. */
  readonly startupTaint?: string;
  /** How the cluster reads what manifests leave open. */
  readonly world?: Omit<WorldOptions, "adversaries" | "podRanges">;
}

export function systemNamespacesOf({ systemNamespaces }: InvariantInput): readonly string[] {
  return systemNamespaces ?? CLUSTER_NAMESPACES;
}

export function tcp(ports: readonly number[]): TrafficSet {
  return TrafficSet.of(new Map([[Protocol.TCP, ports.map((port) => [port, port] as const)]]));
}

export const DNS = TrafficSet.protocol(Protocol.UDP, 53).union(tcp([53]));

/**
 * The ports on which the one may reach the other: those that both declare. Where the other belongs to another program,
 * its side is not known and the own declaration counts.
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
