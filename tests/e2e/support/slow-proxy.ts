import { connect, createServer, type Server, type Socket } from "node:net";

function passSlowly(from: Socket, to: Socket, delayMs: number): void {
  from.on("data", (chunk) => setTimeout(() => to.write(chunk), delayMs));
  from.on("close", () => setTimeout(() => to.destroy(), delayMs));
  from.on("error", () => to.destroy());
}

/** A way to a port of this machine on which everything takes longer, in both directions. It keeps no process alive. */
export async function slowWayTo(
  port: number,
  delayMs: number,
): Promise<{ port: number; server: Server }> {
  const server = createServer((client) => {
    const upstream = connect(port, "127.0.0.1").unref();
    client.unref();
    passSlowly(client, upstream, delayMs);
    passSlowly(upstream, client, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return { port: address.port, server };
}
