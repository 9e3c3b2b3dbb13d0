import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** A user of a kubeconfig: credentials as they are, in a file, or as a command prints them. */
export interface KubeconfigUser {
  readonly "client-certificate-data"?: string;
  readonly "client-certificate"?: string;
  readonly "client-key-data"?: string;
  readonly "client-key"?: string;
  readonly token?: string;
  readonly tokenFile?: string;
  readonly exec?: ExecConfig;
}

interface ExecConfig {
  readonly apiVersion: string;
  readonly command: string;
  readonly args?: readonly string[] | null;
  readonly env?: readonly { readonly name: string; readonly value: string }[] | null;
}

/** What the API server is shown; empty where there is none. */
export interface Credentials {
  readonly cert: string;
  readonly key: string;
  readonly token: string;
}

interface ExecCredential {
  readonly status?: {
    readonly clientCertificateData?: string;
    readonly clientKeyData?: string;
    readonly token?: string;
  };
}

/** Text that a kubeconfig holds in base64, or in a separate file. */
export function contentOf(data: string | undefined, file: string | undefined): string {
  if (data !== undefined) return Buffer.from(data, "base64").toString();
  return file === undefined ? "" : readFileSync(file, "utf8");
}

/** https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins */
function credentialsBy({ apiVersion, command, args, env }: ExecConfig): Credentials {
  const info = { apiVersion, kind: "ExecCredential", spec: { interactive: false } };
  const own = Object.fromEntries((env ?? []).map(({ name, value }) => [name, value]));
  const done = spawnSync(command, args ?? [], {
    env: { ...process.env, ...own, KUBERNETES_EXEC_INFO: JSON.stringify(info) },
    encoding: "utf8",
  });
  if (done.status !== 0) {
    const why = (done.error?.message ?? done.stderr).trim();
    throw new Error(`the kubeconfig's command ${command} gives no credentials: ${why}`);
  }
  const { status = {} } = JSON.parse(done.stdout) as ExecCredential;
  const { clientCertificateData = "", clientKeyData = "", token = "" } = status;
  return { cert: clientCertificateData, key: clientKeyData, token };
}

export function credentialsOf(user: KubeconfigUser): Credentials {
  if (user.exec !== undefined) return credentialsBy(user.exec);
  const token = user.tokenFile === undefined ? "" : readFileSync(user.tokenFile, "utf8").trim();
  return {
    cert: contentOf(user["client-certificate-data"], user["client-certificate"]),
    key: contentOf(user["client-key-data"], user["client-key"]),
    token: user.token ?? token,
  };
}
