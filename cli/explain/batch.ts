import { PeerError, serviceNamed, type Flow } from "../../prover/index.js";
import type { OpenedWorld } from "../proof/opened-world.js";
import { PeerFinder } from "./find-peers.js";
import { checkedPacket, PacketError, protocolNumberOf, type Packet } from "./flow-request.js";
import { pairFlows, judgeFlows } from "./judge-flow.js";
import { callFlows, serviceCalls } from "./service-calls.js";
import { VerdictWriter } from "./verdict-json.js";

type Fields = Readonly<Record<string, unknown>>;

/** A line that is no question. */
class LineError extends Error {
  override readonly name = "LineError";
}

function parsedLine(line: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new LineError(`not JSON: ${(error as Error).message}`);
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Fields;
  throw new LineError("not a JSON object.");
}

function textField(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value === "string" && value !== "") return value;
  throw new LineError(`"${name}" is missing, or no text.`);
}

function numberField(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number") return value;
  throw new LineError(`"${name}" is no number.`);
}

function packetIn(fields: Fields): Packet {
  const { protocol = "TCP" } = fields;
  if (typeof protocol !== "string" && typeof protocol !== "number") {
    throw new LineError('"protocol" is no name and no number.');
  }
  return checkedPacket({
    protocol: protocolNumberOf(protocol),
    port: numberField(fields, "port"),
    icmpType: numberField(fields, "icmpType"),
    icmpCode: numberField(fields, "icmpCode"),
  });
}

/** One line of a batch with its answer. */
export interface BatchAnswer {
  readonly line: string;
  readonly failed: boolean;
}

/** Answers the lines of a batch, each on its own. */
export class BatchJudge {
  private readonly peers: PeerFinder;
  private readonly writer: VerdictWriter;

  constructor(private readonly opened: OpenedWorld) {
    this.peers = new PeerFinder(opened);
    this.writer = new VerdictWriter(opened.lines);
  }

  /** The same object with the verdict, or with what is wrong with it. */
  answer(line: string): BatchAnswer {
    let fields: Fields = {};
    try {
      fields = parsedLine(line);
      return { line: JSON.stringify({ ...fields, ...this.verdictOn(fields) }), failed: false };
    } catch (error) {
      if (!isQuestionError(error)) throw error;
      return { line: JSON.stringify({ ...fields, error: error.message }), failed: true };
    }
  }

  private verdictOn(fields: Fields): object {
    const { verdict } = judgeFlows(this.opened.world, this.flowsIn(fields));
    return this.writer.verdict(verdict);
  }

  private flowsIn(fields: Fields): Flow[] {
    const from = this.peers.find(textField(fields, "from"));
    const to = textField(fields, "to");
    const packet = packetIn(fields);
    const service = serviceNamed(this.opened.addressed, to);
    if (service === undefined) return pairFlows({ from, to: this.peers.find(to), packet });
    return serviceCalls(this.opened, service, packet).flatMap((call) =>
      callFlows(this.peers, from, call).flat(),
    );
  }
}

function isQuestionError(error: unknown): error is Error {
  return error instanceof LineError || error instanceof PacketError || error instanceof PeerError;
}

/** The lines that ask something, in order; empty ones do not. */
export function batchLines(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== "");
}
