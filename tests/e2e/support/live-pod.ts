import type { KubernetesApi, KubernetesObject } from "../../../testbed/kubernetes/api.js";
import { podObject } from "./pod-objects.js";
import type { Cast, ScenePod } from "./scene.js";

/** The test image of Kubernetes, in the version that belongs to 1.34. */
export const AGNHOST = { name: "registry.k8s.io/e2e-test-images/agnhost", tag: "2.56" } as const;
export const PROGRAM = "/agnhost";

/** Its UDP server is never without one for HTTP; tests do not use that one. */
const UNASKED_PORT = 8181;
const NOBODY = 65_534;

/** In this container commands run. */
export const MAIN_CONTAINER = "tcp";

const CONTAINER = {
  image: `${AGNHOST.name}:${AGNHOST.tag}`,
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
};

function containersOf({ tcp, udp }: Pick<Cast, "tcp" | "udp">): object[] {
  const main = {
    ...CONTAINER,
    name: MAIN_CONTAINER,
    args: ["porter"],
    env: tcp.map((port) => ({ name: `SERVE_PORT_${port}`, value: "here" })),
  };
  const others = udp.map((port) => ({
    ...CONTAINER,
    name: `udp-${port}`,
    args: ["netexec", `--udp-port=${port}`, `--http-port=${UNASKED_PORT}`],
  }));
  return [main, ...others];
}

/**
 * A pod that answers on all ports, also on those below 1024, as the strictest Pod Security Standard wants it. It never
 * becomes ready: a Service that selects it sends no traffic to it.
 */
export function livePod(pod: ScenePod, ports: Pick<Cast, "tcp" | "udp">): KubernetesObject {
  const plain = podObject(pod);
  const spec = plain.spec as Readonly<Record<string, object>>;
  return {
    ...plain,
    spec: {
      ...spec,
      containers: containersOf(ports),
      enableServiceLinks: false,
      readinessGates: [{ conditionType: "bulkhead.test/never" }],
      securityContext: {
        ...spec.securityContext,
        runAsUser: NOBODY,
        sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
      },
    },
  };
}

interface ContainerStatus {
  readonly state?: {
    readonly running?: object;
    readonly waiting?: { readonly reason?: string; readonly message?: string };
    readonly terminated?: { readonly reason?: string; readonly message?: string };
  };
}

interface PodStatus {
  readonly podIP?: string;
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly reason?: string;
  readonly message?: string;
}

/** What the API server says of a pod: its address once everything runs, or what is in the way. */
export async function lookAt(
  api: KubernetesApi,
  { namespace, name }: ScenePod,
): Promise<{ readonly address: string } | { readonly waitsFor: string }> {
  const { status } = (await api.demand({
    path: `/api/v1/namespaces/${namespace}/pods/${name}`,
  })) as { readonly status: PodStatus };
  const { podIP, containerStatuses = [], reason, message } = status;
  const states = containerStatuses.map(({ state }) => state);
  const isRunning = states.length > 0 && states.every((state) => state?.running !== undefined);
  if (isRunning && podIP !== undefined) return { address: podIP };
  const reasons = [reason, message, ...states.map((each) => each?.waiting?.reason)];
  const why = reasons.filter((each) => each !== undefined).join(", ");
  return { waitsFor: `${namespace}/${name}: ${why === "" ? "not started" : why}` };
}
