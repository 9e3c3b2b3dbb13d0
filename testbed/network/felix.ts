import { KubernetesApi } from "../kubernetes/api.js";
import { isRunning } from "../run/own-process.js";
import type { Run } from "../run/state.js";
import { endOf, waitFor } from "../run/wait.js";
import type { Shelter } from "./shelter.js";
import { NODES } from "./topology.js";

const HEALTH_PORT = 9099;

/** As the operator sets Felix up on EKS beside the VPC CNI, without what this build or an empty node lacks. */
const SETTINGS: Readonly<Record<string, string>> = {
  DATASTORE_TYPE: "kubernetes",
  CALICO_NETWORKING_BACKEND: "none",
  CLUSTER_TYPE: "k8s,ecs",
  FELIX_DATASTORETYPE: "kubernetes",
  FELIX_INTERFACEPREFIX: "eni",
  FELIX_IPTABLESMANGLEALLOWACTION: "Return",
  FELIX_ROUTESOURCE: "WorkloadIPs",
  FELIX_DEFAULTENDPOINTTOHOSTACTION: "ACCEPT",
  FELIX_IPV6SUPPORT: "false",
  FELIX_NFTABLESMODE: "Disabled",
  FELIX_BPFENABLED: "false",
  FELIX_XDPENABLED: "false",
  // Without C, cleaning up after an earlier eBPF load balancer would end Felix.
  FELIX_DebugSkipCTLBCleanup: "true",
  FELIX_USAGEREPORTINGENABLED: "false",
  FELIX_ENDPOINTSTATUSPATHPREFIX: "none",
  FELIX_LOGFILEPATH: "none",
  FELIX_LOGSEVERITYSYS: "none",
  FELIX_LOGSEVERITYSCREEN: "INFO",
  FELIX_HEALTHENABLED: "true",
  FELIX_HEALTHHOST: "127.0.0.1",
  FELIX_HEALTHPORT: String(HEALTH_PORT),
  GOMEMLIMIT: "512MiB",
};

function processName(node: string): string {
  return `felix-${node}`;
}

/** The table that iptables writes to: a user namespace has the old one alone. */
function iptablesBackend(): "NFT" | "Legacy" {
  return process.getuid?.() === 0 ? "NFT" : "Legacy";
}

/**
 * A way from inside the nodes to the API server on this machine's loopback interface. It leads through a socket
 * in a file, so that no other address of the machine is used.
 */
export function startRelays(run: Run, shelter: Shelter, apiPort: number): void {
  const socket = run.path("api.sock");
  const toServer = ["socat", `UNIX-LISTEN:${socket},fork,mode=600`, `TCP:127.0.0.1:${apiPort}`];
  const env = shelter.environment();
  run.start({ name: "relay", argv: toServer, env });
  for (const { name } of NODES) {
    const listen = `TCP-LISTEN:${apiPort},bind=127.0.0.1,fork,reuseaddr`;
    const argv = shelter.enter(["socat", listen, `UNIX-CONNECT:${socket}`], name);
    run.start({ name: `relay-${name}`, argv, env });
  }
}

/** Starts Felix on every node and waits until each enforces. */
export async function startFelix(run: Run, shelter: Shelter, binary: string): Promise<void> {
  for (const { name } of NODES) {
    const settings = {
      ...SETTINGS,
      PATH: shelter.environment().PATH ?? "",
      KUBECONFIG: run.kubeconfig,
      FELIX_FELIXHOSTNAME: name,
      FELIX_IPTABLESBACKEND: iptablesBackend(),
      FELIX_IPTABLESLOCKFILEPATH: run.path(`xtables-${name}.lock`),
    };
    const pairs = Object.entries(settings).map(([key, value]) => `${key}=${value}`);
    // Felix writes below /var/lib, which is the machine's own.
    const hidden = ["sh", "-c", 'mount -t tmpfs tmpfs /var/lib && exec "$@"', "sh"];
    const argv = shelter.enter([...hidden, "env", "-i", ...pairs, binary], name);
    run.start({ name: processName(name), argv, env: shelter.environment() });
  }
  await Promise.all(NODES.map(({ name }) => untilEnforcing(run, shelter, name)));
}

/** `/readiness` answers 200 before anything is enforced; what counts is the main loop's own report. */
async function untilEnforcing(run: Run, shelter: Shelter, node: string): Promise<void> {
  const asked = `printf 'GET /readiness HTTP/1.0\\r\\n\\r\\n' | socat -t 5 - TCP:127.0.0.1:${HEALTH_PORT}`;
  await waitFor(run.named(processName(node)), 90, () =>
    /InternalDataplaneMainLoop .*reporting ready/.test(shelter.demand([asked], node)),
  );
}

/** A dead Felix enforces nothing new and old rules stay: whatever is measured then proves nothing. */
export function demandFelix(run: Run): void {
  for (const { name } of NODES) {
    const felix = run.named(processName(name));
    if (isRunning(felix)) continue;
    throw new Error(`Felix on ${name} has ended; its log ends:\n${endOf(felix.log)}`);
  }
}

/** The nodes as the API server knows them. */
export async function registerNodes(run: Run): Promise<void> {
  const api = KubernetesApi.of(run.kubeconfig);
  for (const { name } of NODES) {
    const spec = { providerID: `aws:///testbed/${name}` };
    await api.apply({ apiVersion: "v1", kind: "Node", metadata: { name }, spec });
  }
}
