import assert from "node:assert/strict";
import { once } from "node:events";
import { Agent, createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { WebSocketServer } from "ws";
import {
  CHANNEL,
  CHANNEL_PROTOCOL,
  type CommandStatus,
  type Executed,
  executeIn,
} from "../../testbed/kubernetes/exec.js";

type Frame = readonly [channel: number, text: string];

const SUCCESS: Frame = [CHANNEL.STATUS, JSON.stringify({ status: "Success" })];

function failure(fields: Omit<CommandStatus, "status">): Frame {
  return [CHANNEL.STATUS, JSON.stringify({ status: "Failure", ...fields })];
}

function exitCode(code: string): Frame {
  const details = { causes: [{ reason: "ExitCode", message: code }] };
  return failure({ reason: "NonZeroExitCode", details });
}

/** Successful ends: what the API server says, and what is reported. */
const ENDINGS: readonly (readonly [what: string, frames: readonly Frame[], told: Executed])[] = [
  ["says nothing", [SUCCESS], { status: 0, output: "", errors: "" }],
  [
    "says something in pieces",
    [[CHANNEL.STDOUT, ""], [CHANNEL.STDOUT, "one "], [CHANNEL.STDOUT, "two\n"], SUCCESS],
    { status: 0, output: "one two\n", errors: "" },
  ],
  [
    "fails",
    [[CHANNEL.STDERR, "TIMEOUT\n"], [CHANNEL.STDOUT, "so far"], exitCode("7")],
    { status: 7, output: "so far", errors: "TIMEOUT\n" },
  ],
];

/** Commands that never ran, or whose end is unknown. */
const TROUBLES: readonly (readonly [what: string, frames: readonly Frame[], told: RegExp])[] = [
  [
    "could not begin",
    [failure({ reason: "InternalError", message: "no such file" })],
    /^Error: exec in shop\/web: no such file$/,
  ],
  [
    "was cut off",
    [[CHANNEL.STDOUT, "so far"]],
    /^Error: exec in shop\/web: the connection ended before the command did$/,
  ],
];

describe("Commands in pods", () => {
  const agent = new Agent();
  let server: Server;
  let frames: readonly Frame[] = [];
  let asked: string[] = [];

  before(async () => {
    server = createServer();
    const sockets = new WebSocketServer({ noServer: true });
    server.on("upgrade", (request, connection, head) => {
      asked = [request.url ?? "", request.headers["sec-websocket-protocol"] ?? ""];
      if (request.headers.authorization !== "Bearer secret") {
        connection.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\nyou may not");
        return;
      }
      sockets.handleUpgrade(request, connection, head, (socket) => {
        for (const [channel, text] of frames) {
          socket.send(Buffer.concat([Buffer.from([channel]), Buffer.from(text)]));
        }
        socket.close();
      });
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
  });

  after(() => {
    server.close();
  });

  function execute(token = "secret"): Promise<Executed> {
    const { port } = server.address() as AddressInfo;
    const headers = { Authorization: `Bearer ${token}` };
    const command = ["/agnhost", "connect", "10.0.0.1:80", "--timeout=1s"];
    return executeIn(
      { server: `http://127.0.0.1:${port}/`, agent, headers },
      { namespace: "shop", pod: "web", container: "main", command },
    );
  }

  for (const [what, sent, told] of ENDINGS) {
    it(`one that ${what}`, async () => {
      frames = sent;
      assert.deepEqual(await execute(), told);
    });
  }

  for (const [what, sent, told] of TROUBLES) {
    it(`one that ${what} is an error`, async () => {
      frames = sent;
      await assert.rejects(execute(), told);
    });
  }

  it("are asked for word by word, in the protocol whose last message is the status", async () => {
    frames = [SUCCESS];
    await execute();
    assert.deepEqual(asked, [
      "/api/v1/namespaces/shop/pods/web/exec?container=main&stdout=true&stderr=true" +
        "&command=%2Fagnhost&command=connect&command=10.0.0.1%3A80&command=--timeout%3D1s",
      CHANNEL_PROTOCOL,
    ]);
  });

  it("a rejection is reported in the server's words", async () => {
    await assert.rejects(execute("other"), /^Error: exec in shop\/web: 403 you may not$/);
  });
});
