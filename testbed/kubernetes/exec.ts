import type { Agent, IncomingMessage } from "node:http";
import { WebSocket, type RawData } from "ws";

/** A command in a container of a pod. */
export interface PodCommand {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
  readonly command: readonly string[];
}

/** How a command ended, and what it said. */
export interface Executed {
  readonly status: number;
  readonly output: string;
  readonly errors: string;
}

/** Where and as whom: the API server's address, and what every request to it carries. */
export interface Connection {
  readonly server: string;
  readonly agent: Agent;
  readonly headers: Readonly<Record<string, string | string[]>>;
}

/** Each message begins with the number of its channel; the last of channel 3 is how the command ended. */
export const CHANNEL_PROTOCOL = "v4.channel.k8s.io";
export const CHANNEL = { STDOUT: 1, STDERR: 2, STATUS: 3 } as const;

/** What channel 3 carries: `Status` of `meta/v1`. */
export interface CommandStatus {
  readonly status: "Success" | "Failure";
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly causes: readonly { reason: string; message: string }[] };
}

function addressOf(server: string, { namespace, pod, container, command }: PodCommand): string {
  const query = new URLSearchParams([
    ["container", container],
    ["stdout", "true"],
    ["stderr", "true"],
    ...command.map((word): [string, string] => ["command", word]),
  ]);
  const base = server.replace(/^http/, "ws").replace(/\/$/, "");
  return `${base}/api/v1/namespaces/${namespace}/pods/${pod}/exec?${query.toString()}`;
}

/** @throws Error when the command did not run. */
function exitStatusOf(text: string, what: string): number {
  if (text === "") throw new Error(`${what}: the connection ended before the command did`);
  const { status, message = "", reason, details } = JSON.parse(text) as CommandStatus;
  if (status === "Success") return 0;
  const cause = details?.causes.find((each) => each.reason === "ExitCode");
  if (reason !== "NonZeroExitCode" || cause === undefined) throw new Error(`${what}: ${message}`);
  return Number(cause.message);
}

async function textOf(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** What each channel carried until the connection ended. */
function listen(socket: WebSocket, what: string): Promise<(channel: number) => string> {
  const said = new Map<number, string>();
  return new Promise((resolve, reject) => {
    socket.on("message", (data: RawData) => {
      const message = data as Buffer;
      const channel = message[0] ?? 0;
      said.set(channel, `${said.get(channel) ?? ""}${message.subarray(1).toString()}`);
    });
    socket.on("unexpected-response", (_, response) => {
      textOf(response)
        .then((text) => {
          reject(new Error(`${what}: ${response.statusCode ?? 0} ${text}`));
        })
        .catch(reject);
    });
    socket.on("error", reject);
    socket.on("close", () => {
      resolve((channel) => said.get(channel) ?? "");
    });
  });
}

/**
 * Runs a command in a container, as `kubectl exec` does.
 *
 * @throws Error when the API server refuses, or the command could not be run.
 */
export async function executeIn(connection: Connection, command: PodCommand): Promise<Executed> {
  const { server, agent, headers } = connection;
  const what = `exec in ${command.namespace}/${command.pod}`;
  const socket = new WebSocket(addressOf(server, command), CHANNEL_PROTOCOL, { agent, headers });
  const said = await listen(socket, what);
  const status = exitStatusOf(said(CHANNEL.STATUS), what);
  return { status, output: said(CHANNEL.STDOUT), errors: said(CHANNEL.STDERR) };
}
