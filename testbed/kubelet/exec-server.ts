import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { WebSocket, WebSocketServer } from "ws";
import type { Certificate } from "../cluster/certificates.js";
import { CHANNEL, CHANNEL_PROTOCOL, type CommandStatus } from "../kubernetes/exec.js";

/** A command as the kubelet is asked to run it. */
export interface Asked {
  readonly namespace: string;
  readonly pod: string;
  readonly command: readonly string[];
}

/** The command as it runs on this machine; undefined for an unknown pod. */
export type Resolve = (asked: Asked) => readonly string[] | undefined;

function askedBy(url: string): Asked | undefined {
  const { pathname, searchParams } = new URL(url, "https://kubelet");
  const [, verb, namespace, pod] = pathname.split("/");
  if (verb !== "exec" || namespace === undefined || pod === undefined) return undefined;
  return { namespace, pod, command: searchParams.getAll("command") };
}

function send(socket: WebSocket, channel: number, data: Buffer): void {
  if (socket.readyState !== WebSocket.OPEN) return;
  socket.send(Buffer.concat([Buffer.from([channel]), data]));
}

function endWith(socket: WebSocket, status: CommandStatus): void {
  send(socket, CHANNEL.STATUS, Buffer.from(JSON.stringify(status)));
  socket.close();
}

function statusOf(code: number | null): CommandStatus {
  if (code === 0) return { status: "Success" };
  const causes = [{ reason: "ExitCode", message: String(code ?? "killed") }];
  const message = `command terminated with exit code ${String(code)}`;
  return { status: "Failure", reason: "NonZeroExitCode", message, details: { causes } };
}

function runFor(socket: WebSocket, argv: readonly string[]): void {
  const [file = "", ...args] = argv;
  const child = spawn(file, args, { stdio: ["ignore", "pipe", "pipe"] });
  child.stdout.on("data", (data: Buffer) => {
    send(socket, CHANNEL.STDOUT, data);
  });
  child.stderr.on("data", (data: Buffer) => {
    send(socket, CHANNEL.STDERR, data);
  });
  child.on("error", ({ message }) => {
    endWith(socket, { status: "Failure", reason: "InternalError", message });
  });
  child.on("close", (code) => {
    endWith(socket, statusOf(code));
  });
  socket.on("close", () => child.kill());
}

/** The part of a kubelet's HTTPS server that runs commands; only the API server is let in. */
export class ExecServer {
  private constructor(
    private readonly server: Server,
    private readonly sockets: WebSocketServer,
  ) {}

  static async start(
    own: Certificate,
    authority: Certificate,
    resolve: Resolve,
  ): Promise<ExecServer> {
    const server = createServer({
      cert: readFileSync(own.certFile),
      key: readFileSync(own.keyFile),
      ca: readFileSync(authority.certFile),
      requestCert: true,
      rejectUnauthorized: true,
    });
    const sockets = new WebSocketServer({
      noServer: true,
      handleProtocols: (offered) => offered.has(CHANNEL_PROTOCOL) && CHANNEL_PROTOCOL,
    });
    server.on("upgrade", (request, connection, head) => {
      const asked = askedBy(request.url ?? "");
      const argv = asked === undefined ? undefined : resolve(asked);
      if (argv === undefined) {
        connection.end("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nno such pod");
        return;
      }
      sockets.handleUpgrade(request, connection, head, (socket) => {
        runFor(socket, argv);
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return new ExecServer(server, sockets);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, "close");
  }
}
