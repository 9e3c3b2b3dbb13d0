import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import type { BuiltPart } from "../build/build-part.js";
import { KubernetesApi, type KubernetesObject } from "../kubernetes/api.js";
import type { OwnProcess } from "../run/own-process.js";
import type { Run } from "../run/state.js";
import { waitFor } from "../run/wait.js";
import type { ControlPlane } from "./control-plane.js";
import { freePorts } from "./ports.js";

const NAMESPACE = "calico-apiserver";
const SERVICE = "calico-api";
const GROUP = "projectcalico.org";

/** Objects of Kubernetes in the YAML files of a folder. */
function objectsIn(folder: string): KubernetesObject[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".yaml"))
    .flatMap((file) => parseAllDocuments(readFileSync(path.join(folder, file), "utf8")))
    .map((document) => document.toJS() as KubernetesObject | null)
    .filter((object) => object !== null);
}

function registration(port: number, authority: string): KubernetesObject[] {
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: NAMESPACE } },
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: SERVICE, namespace: NAMESPACE },
      // Endpoints may not be loopback addresses, an external name may lead to one.
      spec: { type: "ExternalName", externalName: "localhost", ports: [{ port }] },
    },
    {
      apiVersion: "apiregistration.k8s.io/v1",
      kind: "APIService",
      metadata: { name: `v3.${GROUP}` },
      spec: {
        group: GROUP,
        version: "v3",
        groupPriorityMinimum: 1500,
        versionPriority: 200,
        service: { name: SERVICE, namespace: NAMESPACE, port },
        caBundle: Buffer.from(authority).toString("base64"),
      },
    },
  ];
}

const TIER_GETTER = "calico-tier-getter";
const RBAC = "rbac.authorization.k8s.io";

/**
 * Calico refuses lists of policies to whoever may not get tiers. Calico's operator makes these for the garbage collector,
 * without which whatever is deleted in the foreground would stay for ever.
 */
const FOR_GARBAGE_COLLECTION: readonly KubernetesObject[] = [
  {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRole",
    metadata: { name: TIER_GETTER },
    rules: [{ apiGroups: [GROUP], resources: ["tiers"], verbs: ["get"] }],
  },
  {
    apiVersion: `${RBAC}/v1`,
    kind: "ClusterRoleBinding",
    metadata: { name: TIER_GETTER },
    roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: TIER_GETTER },
    subjects: [{ apiGroup: RBAC, kind: "User", name: "system:kube-controller-manager" }],
  },
];

function startServer(run: Run, binary: string, plane: ControlPlane, port: number): OwnProcess {
  const { certFile, keyFile } = plane.certificates.issue({
    name: "calico-apiserver",
    authority: plane.authority,
    subject: "/CN=calico-apiserver",
    usage: "serverAuth",
    alternativeNames: [`DNS:${SERVICE}.${NAMESPACE}.svc`, "DNS:localhost", "IP:127.0.0.1"],
  });
  const kubeconfigs = ["kubeconfig", "authentication-kubeconfig", "authorization-kubeconfig"];
  const argv = [
    binary,
    "--bind-address=127.0.0.1",
    `--secure-port=${port}`,
    `--tls-cert-file=${certFile}`,
    `--tls-private-key-file=${keyFile}`,
    ...kubeconfigs.map((flag) => `--${flag}=${run.kubeconfig}`),
  ];
  const cwd = run.path("calico");
  mkdirSync(cwd);
  const env = {
    ...process.env,
    DATASTORE_TYPE: "kubernetes",
    KUBECONFIG: run.kubeconfig,
  } as Record<string, string>;
  return run.start({ name: "calico-apiserver", argv, cwd, env });
}

/** Calico's own definitions, and the server through which its policies are validated and read. */
export async function startCalicoApi(
  run: Run,
  part: BuiltPart,
  plane: ControlPlane,
): Promise<void> {
  const api = KubernetesApi.of(run.kubeconfig);
  for (const definition of objectsIn(path.join(part.folder, "crd"))) await api.apply(definition);
  const [port = 0] = await freePorts(1);
  const server = startServer(run, part.binary, plane, port);
  const authority = readFileSync(plane.authority.certFile, "utf8");
  const objects = [...FOR_GARBAGE_COLLECTION, ...registration(port, authority)];
  for (const object of objects) await api.apply(object);
  await Promise.all(
    ["tiers", "clusterinformations"].map((plural) => {
      const known = { path: `/apis/${GROUP}/v3/${plural}/default` };
      return waitFor(server, 90, async () => (await api.call(known)).status === 200);
    }),
  );
}
