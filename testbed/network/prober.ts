import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { createInterface, type Interface } from "node:readline";
import type { Shelter } from "./shelter.js";

/** Something that answers every connection with its name and the address it was reached at. */
export interface Server {
  readonly network: string;
  readonly name: string;
  readonly addresses: readonly string[];
  readonly tcp: readonly number[];
  readonly udp: readonly number[];
}

/** One connection from inside a network, from a certain address of it. */
export interface Probe {
  readonly network: string;
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
  /** Milliseconds after which silence is a denial. */
  readonly wait: number;
}

/** What came back: a greeting, an error, or nothing. */
export interface Outcome {
  readonly answer?: string;
  readonly error?: string;
}

interface Response {
  readonly results: readonly (Outcome & { readonly id: number })[] | null;
  readonly error?: string;
}

/** The process that holds all servers and opens all connections. */
export class Prober {
  private readonly child: ChildProcessWithoutNullStreams;
  private readonly lines: Interface;
  private readonly answers: AsyncIterator<string>;
  private errors = "";

  constructor(shelter: Shelter, binary: string) {
    const [file = "", ...args] = shelter.enter([binary]);
    this.child = spawn(file, args, { env: shelter.environment() });
    this.child.stderr.on("data", (chunk: Buffer) => {
      this.errors += chunk.toString();
    });
    this.lines = createInterface(this.child.stdout);
    this.answers = this.lines[Symbol.asyncIterator]();
  }

  async serve(servers: readonly Server[]): Promise<void> {
    await this.ask({
      serve: servers.map(({ network, ...rest }) => ({ ...rest, namespace: network })),
    });
  }

  /** What each connection brought, in the order asked. */
  async probe(probes: readonly Probe[]): Promise<readonly Outcome[]> {
    const asked = probes.map(({ network, ...rest }, id) => ({ ...rest, id, namespace: network }));
    return (await this.ask({ probe: asked })).results ?? [];
  }

  /** Ends the process; its servers go with it. */
  async close(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once("close", resolve));
    this.child.stdin.end();
    this.lines.close();
    this.child.kill();
    await gone;
  }

  private async ask(request: object): Promise<Response> {
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    const line = await this.answers.next();
    if (line.done === true) throw new Error(`the probe ended: ${this.errors.trim()}`);
    const response = JSON.parse(line.value) as Response;
    if (response.error !== undefined) throw new Error(`the probe: ${response.error}`);
    return response;
  }
}
