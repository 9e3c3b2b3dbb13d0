import { readFileSync } from "node:fs";
import { parse, stringify } from "yaml";

/** How to reach an API server, and as whom. */
export interface Access {
  readonly server: string;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

/** A kubeconfig with one context, `testbed`. */
export function kubeconfigText({ server, ca, cert, key }: Access): string {
  const name = "testbed";
  return stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name, cluster: { server, "certificate-authority-data": base64(ca) } }],
    users: [
      { name, user: { "client-certificate-data": base64(cert), "client-key-data": base64(key) } },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  });
}

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: Readonly<Record<string, string>> }[];
  readonly users: readonly { readonly user: Readonly<Record<string, string>> }[];
}

/** The access that a kubeconfig of this shape gives. */
export function readAccess(file: string): Access {
  const { clusters, users } = parse(readFileSync(file, "utf8")) as Kubeconfig;
  const cluster = clusters[0]?.cluster ?? {};
  const user = users[0]?.user ?? {};
  const decoded = (value: string | undefined): string =>
    Buffer.from(value ?? "", "base64").toString();
  return {
    server: cluster.server ?? "",
    ca: decoded(cluster["certificate-authority-data"]),
    cert: decoded(user["client-certificate-data"]),
    key: decoded(user["client-key-data"]),
  };
}
