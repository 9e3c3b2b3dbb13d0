import { readFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { contentOf, credentialsOf, type Credentials, type KubeconfigUser } from "./credentials.js";

/** How to reach an API server, and as whom. */
export interface Access extends Credentials {
  readonly server: string;
  readonly ca: string;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** A kubeconfig with one context, `testbed`. */
export function kubeconfigText({ server, ca, cert, key }: Omit<Access, "token">): string {
  return kubeconfigOf(
    { server, "certificate-authority-data": base64(ca) },
    { "client-certificate-data": base64(cert), "client-key-data": base64(key) },
  );
}

function kubeconfigOf(cluster: object, user: object): string {
  const name = "testbed";
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster }],
    users: [{ name, user }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}

interface Kubeconfig {
  readonly "current-context"?: string;
  readonly clusters?: readonly { readonly name: string; readonly cluster: KubeconfigCluster }[];
  readonly users?: readonly { readonly name: string; readonly user: KubeconfigUser }[];
  readonly contexts?: readonly {
    readonly name: string;
    readonly context: { readonly cluster: string; readonly user: string };
  }[];
}

interface KubeconfigCluster {
  readonly server: string;
  readonly "certificate-authority-data"?: string;
  readonly "certificate-authority"?: string;
}

type Named = Readonly<Record<"name", string>>;

function entryOf<Entry extends Named>(all: readonly Entry[] | undefined, name: string): Entry {
  const found = all?.find((each) => each.name === name);
  if (found === undefined) throw new Error(`the kubeconfig has no "${name}"`);
  return found;
}

function currentOf(config: Kubeconfig): { cluster: KubeconfigCluster; user: KubeconfigUser } {
  const current = config["current-context"] ?? "";
  if (current === "") throw new Error("the kubeconfig has no current-context");
  const { context } = entryOf(config.contexts, current);
  const { cluster } = entryOf(config.clusters, context.cluster);
  return { cluster, user: entryOf(config.users, context.user).user };
}

/** The access that the current context of a kubeconfig gives. */
export function readAccess(file: string): Access {
  const { cluster, user } = currentOf(parse(readFileSync(file, "utf8")) as Kubeconfig);
  const ca = contentOf(cluster["certificate-authority-data"], cluster["certificate-authority"]);
  return { server: cluster.server, ca, ...credentialsOf(user) };
}

/** Fields that name files, from the folder of the kubeconfig. */
const FILES = ["certificate-authority", "client-certificate", "client-key", "tokenFile"];

function withWholePaths(fields: object, folder: string): object {
  const entries = Object.entries(fields).map(([key, value]) =>
    FILES.includes(key) ? [key, path.resolve(folder, String(value))] : [key, value as unknown],
  );
  return Object.fromEntries(entries) as object;
}

/** A kubeconfig with nothing but the current context of another, called `testbed`. */
export function currentContextOf(file: string): string {
  const { cluster, user } = currentOf(parse(readFileSync(file, "utf8")) as Kubeconfig);
  const folder = path.dirname(path.resolve(file));
  return kubeconfigOf(withWholePaths(cluster, folder), withWholePaths(user, folder));
}
