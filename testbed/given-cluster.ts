import { FIELD_MANAGER, type KubernetesApi, type KubernetesObject } from "./kubernetes/api.js";
import { pause } from "./run/own-process.js";

/** Names a kubeconfig whose current context is used in place of a control plane of the testbed's own. */
export const GIVEN_CLUSTER = "BULKHEAD_E2E_KUBECONFIG";

/** Why suites that change nodes and networks do not run on it. */
export const NOT_ON_A_GIVEN_CLUSTER = `they need the testbed's own nodes and networks, and ${GIVEN_CLUSTER} names another cluster`;

const CALICO = "projectcalico.org/v3";

/** Namespaces of the cluster itself: what is isolated closes all others. */
const SYSTEM = /^(default|kube-.*|calico-.*|tigera-operator|local-path-storage|amazon-.*)$/;

/** What the suites make, and what must not be somebody's already. */
const OURS = /^(app-isolation|alb-|bulkhead-)|\.elbv2\.k8s\.aws$/;

/** Policies that Calico's operator makes for its own pods and for CoreDNS, in a tier whose name changed with 3.32. */
const OF_THE_OPERATOR = /^(calico-system|allow-tigera)\./;

const IN_THE_WAY: readonly (readonly [
  apiVersion: string,
  kind: string,
  is: (name: string) => boolean,
])[] = [
  ["v1", "Namespace", (name) => !SYSTEM.test(name)],
  [CALICO, "Tier", (name) => OURS.test(name)],
  [CALICO, "GlobalNetworkPolicy", (name) => !OF_THE_OPERATOR.test(name)],
  ["admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", (name) => OURS.test(name)],
  ["apiextensions.k8s.io/v1", "CustomResourceDefinition", (name) => OURS.test(name)],
];

/** Namespaces and kinds outlive the suites that make them, for the next one, and pods a suite that is killed. */
const OUTLIVING: readonly (readonly [apiVersion: string, kind: string])[] = [
  ["v1", "Pod"],
  ["v1", "Namespace"],
  ["apiextensions.k8s.io/v1", "CustomResourceDefinition"],
];

const DEADLINE_MS = 120_000;

type Reader = Pick<KubernetesApi, "call" | "list">;

/** Why the suites cannot run there; each problem in a sentence. */
export async function problemsOf(api: Reader): Promise<string[]> {
  const { status, message } = await api.call({ path: `/apis/${CALICO}` });
  if (status === 404) return [`it does not serve ${CALICO}: install Calico with its API server.`];
  if (status >= 400) return [`it answers ${status} when asked for ${CALICO}: ${message}`];
  const found: string[] = [];
  for (const [apiVersion, kind, isInTheWay] of IN_THE_WAY) {
    const names = (await api.list(apiVersion, kind)).map(({ metadata }) => metadata.name);
    found.push(...names.filter(isInTheWay).map((name) => `${kind} ${name}`));
  }
  if (found.length === 0) return [];
  return [
    `it has ${found.join(", ")}: the suites would change or close it, give them a cluster of their own.`,
  ];
}

/** @throws Error when the cluster is not reached, or not to be used. */
export async function demandUsable(api: Reader): Promise<void> {
  const problems = await problemsOf(api);
  if (problems.length === 0) return;
  throw new Error(`the cluster of ${GIVEN_CLUSTER} cannot be used:\n${problems.join("\n")}`);
}

interface Fields {
  readonly manager: string;
}

/** Whether it was written as suites write. */
function isWrittenHere({ metadata }: KubernetesObject): boolean {
  const fields = (metadata.managedFields ?? []) as readonly Fields[];
  return fields.some(({ manager }) => manager === FIELD_MANAGER);
}

function nameOf({ kind, metadata }: KubernetesObject): string {
  return [kind, metadata.namespace, metadata.name].filter((each) => each !== undefined).join(" ");
}

/** Namespaces and kinds that are written as suites write them. */
async function writtenIn(api: Pick<KubernetesApi, "list">): Promise<KubernetesObject[]> {
  const lists = await Promise.all(OUTLIVING.map(([version, kind]) => api.list(version, kind)));
  return lists.flat().filter(isWrittenHere);
}

/** A cluster that somebody else made, and gets back as it was. */
export class GivenCluster {
  private constructor(private readonly before: ReadonlySet<string>) {}

  /** As it is before the suites. */
  static async seen(api: Pick<KubernetesApi, "list">): Promise<GivenCluster> {
    return new GivenCluster(new Set((await writtenIn(api)).map(nameOf)));
  }

  /** Removes what the suites left, and nothing that somebody else made meanwhile; waits until it is gone. */
  async tidy(api: Pick<KubernetesApi, "list" | "remove">): Promise<void> {
    const deadline = Date.now() + DEADLINE_MS;
    for (const object of await this.leftIn(api)) await api.remove(object);
    for (let left = await this.leftIn(api); left.length > 0; left = await this.leftIn(api)) {
      if (Date.now() > deadline) throw new Error(`still there: ${left.map(nameOf).join(", ")}`);
      await pause(500);
    }
  }

  private async leftIn(api: Pick<KubernetesApi, "list">): Promise<KubernetesObject[]> {
    return (await writtenIn(api)).filter((object) => !this.before.has(nameOf(object)));
  }
}
