import {
  formatPacket,
  parseTraffic,
  PeerError,
  serviceNamed,
  TrafficError,
  TrafficSet,
  type Flow,
  type PacketHeader,
  type Peer,
  type Service,
} from "../../prover/index.js";
import type { OpenedWorld } from "../proof/opened-world.js";
import { PeerFinder } from "./find-peers.js";
import { checkPacket, PacketError, parseProtocol } from "./flow-request.js";
import { pairFlows, judgeFlows } from "./judge-flow.js";
import { callFlows, serviceCalls } from "./service-calls.js";
import { singlePacket } from "./open-traffic.js";
import { judgeParts } from "./traffic-parts.js";
import { VerdictWriter } from "./verdict-json.js";

type Fields = Readonly<Record<string, unknown>>;

/** A line of a batch that cannot be read as a question. */
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
  throw new LineError(`"${name}" is missing or not a string.`);
}

function numberField(fields: Fields, name: string): number | undefined {
  const value = fields[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value === "number") return value;
  throw new LineError(`"${name}" is invalid: expected a number.`);
}

/** What a line asks about: one packet, or more. */
interface Asked {
  readonly packet?: PacketHeader;
  readonly traffic: TrafficSet;
}

const PACKET_FIELDS = ["protocol", "port", "icmpType", "icmpCode"];

function askedIn(fields: Fields): Asked {
  if (fields.traffic === undefined) {
    const packet = packetIn(fields);
    return { packet, traffic: headerTraffic(packet) };
  }
  const other = PACKET_FIELDS.find((name) => fields[name] !== undefined);
  if (other !== undefined) throw new LineError(`"traffic" cannot be combined with "${other}".`);
  const traffic = parseTraffic(textField(fields, "traffic"));
  return { packet: singlePacket(traffic), traffic };
}

function headerTraffic({ protocol, port }: PacketHeader): TrafficSet {
  return TrafficSet.protocol(protocol, port);
}

function packetIn(fields: Fields): PacketHeader {
  const { protocol = "TCP" } = fields;
  if (typeof protocol !== "string" && typeof protocol !== "number") {
    throw new LineError('"protocol" is invalid: expected a name or a number.');
  }
  return checkPacket({
    protocol: parseProtocol(protocol),
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
    const from = this.peers.find(textField(fields, "from"));
    const to = textField(fields, "to");
    const asked = askedIn(fields);
    const service = serviceNamed(this.opened.addressed, to);
    if (service !== undefined) return this.onService(from, service, asked);
    const ends = { from, to: this.peers.find(to) };
    if (asked.packet !== undefined)
      return this.onFlows(pairFlows({ ...ends, packet: asked.packet }));
    const parts = judgeParts(this.opened.world, ends, asked.traffic);
    return {
      parts: parts.map(({ traffic, judged }) => ({
        traffic: String(traffic),
        ...this.writer.verdict(judged.verdict),
      })),
    };
  }

  private onFlows(flows: readonly Flow[]): object {
    return this.writer.verdict(judgeFlows(this.opened.world, flows).verdict);
  }

  /** One verdict for a port; otherwise one for each port of the Service in the traffic. */
  private onService(from: readonly Peer[], service: Service, { packet, traffic }: Asked): object {
    const calls = serviceCalls(this.opened, service, traffic).map((call) => ({
      port: call.port,
      verdict: this.onFlows(callFlows(this.peers, from, call).flat()),
    }));
    const [only] = calls;
    if (packet?.port !== undefined && only !== undefined) return only.verdict;
    return {
      parts: calls.map(({ port, verdict }) => ({ traffic: formatPacket(port), ...verdict })),
    };
  }
}

function isQuestionError(error: unknown): error is Error {
  return [LineError, PacketError, PeerError, TrafficError].some((type) => error instanceof type);
}

/** The lines that ask something, in order; empty ones do not. */
export function batchLines(text: string): string[] {
  return text.split(/\r?\n/).filter((line) => line.trim() !== "");
}
