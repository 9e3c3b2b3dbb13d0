import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { KubernetesApi } from "../kubernetes/api.js";
import { kubeconfigText } from "../kubernetes/kubeconfig.js";
import type { Run } from "../run/state.js";
import { waitFor } from "../run/wait.js";
import { Certificates, contentOf, type Certificate } from "./certificates.js";
import { freePorts } from "./ports.js";

/** Names of certificates that others look up. */
export const AUTHORITY = "kubernetes-ca";
export const KUBELET = "kubelet";

const SERVICE_CIDR = "172.20.0.0/16";
const SERVICE_NAMES = ["kubernetes", "kubernetes.default", "kubernetes.default.svc"];

interface Ports {
  readonly etcd: number;
  readonly peer: number;
  readonly api: number;
  readonly controllers: number;
}

/** What the API server's neighbours need of it. */
export interface ControlPlane {
  readonly certificates: Certificates;
  readonly authority: Certificate;
  readonly apiPort: number;
}

interface Setup extends ControlPlane {
  readonly run: Run;
  readonly folder: string;
  readonly ports: Ports;
  readonly signing: { readonly privateFile: string; readonly publicFile: string };
}

async function answersOk(url: string): Promise<boolean> {
  const { ok } = await fetch(url);
  return ok;
}

async function startEtcd({ run, folder, ports }: Setup): Promise<void> {
  const client = `http://127.0.0.1:${ports.etcd}`;
  const peer = `http://127.0.0.1:${ports.peer}`;
  const argv = [
    path.join(folder, "etcd"),
    "--name=testbed",
    `--data-dir=${run.path("etcd-data")}`,
    "--unsafe-no-fsync",
    "--log-level=warn",
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=testbed=${peer}`,
  ];
  await waitFor(run.start({ name: "etcd", argv }), 60, () => answersOk(`${client}/health`));
}

function servingFlags({ certificates, authority, signing }: Setup): string[] {
  const server = certificates.issue({
    name: "kube-apiserver",
    authority,
    subject: "/CN=kube-apiserver",
    usage: "serverAuth",
    alternativeNames: [
      "IP:127.0.0.1",
      "DNS:localhost",
      ...SERVICE_NAMES.map((each) => `DNS:${each}`),
    ],
  });
  return [
    `--client-ca-file=${authority.certFile}`,
    `--tls-cert-file=${server.certFile}`,
    `--tls-private-key-file=${server.keyFile}`,
    "--service-account-issuer=https://kubernetes.default.svc.cluster.local",
    `--service-account-key-file=${signing.publicFile}`,
    `--service-account-signing-key-file=${signing.privateFile}`,
  ];
}

/** By these the API server tells the Calico API server who asks. */
function aggregationFlags({ certificates }: Setup): string[] {
  const authority = certificates.authority("front-proxy-ca");
  const subject = "/CN=front-proxy-client";
  const client = { name: "front-proxy-client", authority, subject, usage: "clientAuth" } as const;
  const { certFile, keyFile } = certificates.issue(client);
  return [
    `--requestheader-client-ca-file=${authority.certFile}`,
    "--requestheader-allowed-names=front-proxy-client",
    "--requestheader-username-headers=X-Remote-User",
    "--requestheader-group-headers=X-Remote-Group",
    "--requestheader-extra-headers-prefix=X-Remote-Extra-",
    `--proxy-client-cert-file=${certFile}`,
    `--proxy-client-key-file=${keyFile}`,
  ];
}

/** By these the API server and a kubelet know each other. */
function kubeletFlags({ certificates, authority }: Setup): string[] {
  const [subject, alternativeNames] = ["/CN=kubelet", ["IP:127.0.0.1"]];
  certificates.issue({ name: KUBELET, authority, subject, usage: "serverAuth", alternativeNames });
  const { certFile, keyFile } = certificates.issue({
    name: "kube-apiserver-kubelet-client",
    authority,
    subject: "/CN=kube-apiserver-kubelet-client",
    usage: "clientAuth",
  });
  return [
    `--kubelet-certificate-authority=${authority.certFile}`,
    `--kubelet-client-certificate=${certFile}`,
    `--kubelet-client-key=${keyFile}`,
  ];
}

async function startApiServer(setup: Setup): Promise<void> {
  const { run, folder, ports } = setup;
  const argv = [
    path.join(folder, "kube-apiserver"),
    `--etcd-servers=http://127.0.0.1:${ports.etcd}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${ports.api}`,
    "--advertise-address=127.0.0.1",
    "--endpoint-reconciler-type=none",
    `--service-cluster-ip-range=${SERVICE_CIDR}`,
    "--allow-privileged=true",
    "--authorization-mode=Node,RBAC",
    "--enable-admission-plugins=NodeRestriction",
    "--anonymous-auth=false",
    ...servingFlags(setup),
    ...aggregationFlags(setup),
    ...kubeletFlags(setup),
  ];
  const server = run.start({ name: "kube-apiserver", argv });
  const api = KubernetesApi.of(run.kubeconfig);
  await waitFor(server, 120, async () => (await api.call({ path: "/readyz" })).status === 200);
}

function writeKubeconfig(setup: Setup, who: { file: string; name: string; subject: string }): void {
  const { certificates, authority, ports } = setup;
  const client = { name: who.name, authority, subject: who.subject, usage: "clientAuth" } as const;
  const { cert, key } = contentOf(certificates.issue(client));
  const server = `https://127.0.0.1:${ports.api}`;
  const ca = readFileSync(authority.certFile, "utf8");
  writeFileSync(who.file, kubeconfigText({ server, ca, cert, key }), { mode: 0o600 });
}

/** Without the node lifecycle controller, because these nodes send no heartbeats. */
async function startControllers(setup: Setup): Promise<void> {
  const { run, folder, ports, signing, authority } = setup;
  const name = "kube-controller-manager";
  const file = run.path(`${name}.kubeconfig`);
  writeKubeconfig(setup, { file, name, subject: `/CN=system:${name}` });
  const argv = [
    path.join(folder, name),
    `--kubeconfig=${file}`,
    `--authentication-kubeconfig=${file}`,
    `--authorization-kubeconfig=${file}`,
    "--bind-address=127.0.0.1",
    `--secure-port=${ports.controllers}`,
    "--leader-elect=false",
    "--use-service-account-credentials=true",
    "--controllers=*,-node-lifecycle-controller",
    `--service-account-private-key-file=${signing.privateFile}`,
    `--root-ca-file=${authority.certFile}`,
  ];
  const started = run.start({ name, argv });
  const api = KubernetesApi.of(run.kubeconfig);
  const account = "/api/v1/namespaces/default/serviceaccounts/default";
  await waitFor(started, 60, async () => (await api.call({ path: account })).status === 200);
}

/** etcd, the API server and the controller manager, on the loopback interface. `folder` has the commands. */
export async function startControlPlane(run: Run, folder: string): Promise<ControlPlane> {
  const certificates = Certificates.of(run);
  const [etcd = 0, peer = 0, api = 0, controllers = 0] = await freePorts(4);
  const setup: Setup = {
    run,
    folder,
    certificates,
    authority: certificates.authority(AUTHORITY),
    signing: certificates.signingKeys(),
    ports: { etcd, peer, api, controllers },
    apiPort: api,
  };
  const subject = "/O=system:masters/CN=testbed-admin";
  writeKubeconfig(setup, { file: run.kubeconfig, name: "admin", subject });
  await startEtcd(setup);
  await startApiServer(setup);
  await startControllers(setup);
  return setup;
}
