import { formatPacket, parseTraffic, type Service } from "../../prover/index.js";
import type { Palette } from "../output/palette.js";
import { paragraph } from "../output/wrap.js";
import type { OpenedWorld } from "../proof/opened-world.js";
import type { FlowWords } from "./arguments.js";
import { distinct, explainFlows, explanationJson } from "./flow.js";
import { ExplanationWriter, type Explanation } from "./text.js";
import { PeerFinder, peerName } from "./find-peers.js";
import { callFlows, serviceCalls, type ServiceCall } from "./service-calls.js";
import { VerdictWriter } from "./verdict-json.js";

/** A connection to one port of a Service, explained for each backend. */
interface ExplainedCall {
  readonly call: ServiceCall;
  readonly explanations: readonly Explanation[];
}

/** The answer to a question about a Service. */
export interface ServiceAnswer {
  readonly words: FlowWords;
  readonly service: Service;
  readonly calls: readonly ExplainedCall[];
}

/** @throws PeerError, TrafficError and PacketError for words that name no peer and no traffic. */
export function answerService(
  opened: OpenedWorld,
  words: FlowWords,
  service: Service,
): ServiceAnswer {
  const peers = new PeerFinder(opened);
  const from = peers.find(words.from);
  const traffic = words.traffic === undefined ? undefined : parseTraffic(words.traffic);
  const calls = serviceCalls(opened, service, traffic).map((call) => {
    const flows = callFlows(peers, from, call);
    const explanations = call.backends.map(({ peer }, at) =>
      explainFlows(opened, { from: words.from, to: peerName(peer) }, flows[at] ?? []),
    );
    return { call, explanations };
  });
  return { words, service, calls };
}

/** The answer for programs: every port with everyone behind it. */
export function serviceJson({ lines }: OpenedWorld, { words, calls }: ServiceAnswer): object {
  const writer = new VerdictWriter(lines);
  const { from, to } = words;
  return {
    from,
    to,
    ports: calls.map(({ call, explanations }) => {
      const { protocol, port } = call.port;
      const verdicts = explanations.map(({ judged }) => judged.verdict);
      return {
        protocol,
        port,
        allowed: verdicts.some(({ allowed }) => allowed),
        certain: verdicts.every(({ must }) => must),
        backends: explanations.map((each) => explanationJson(each, writer)),
      };
    }),
  };
}

const MANY_BACKENDS = 8;

function backendsText({ port, backends }: ServiceCall): string {
  const shown = backends
    .slice(0, MANY_BACKENDS)
    .map((each) => `${peerName(each.peer)} ${formatPacket({ ...port, port: each.port })}`);
  const more = backends.length - shown.length;
  const all = [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
  return `${formatPacket(port)} of the Service goes to ${all}.`;
}

const REPLACED =
  "kube-proxy puts the pod's address and port in place of the Service's before any policy is asked; rules that name " +
  "those of the Service do not match.";

const HEADLESS =
  "It is headless: its name stands for the addresses of its pods, and neither address nor port is replaced. Where no " +
  "port was named, its ports are those that its pods have for them.";

/** The answer for people. */
export function serviceText(
  { lines }: OpenedWorld,
  { words, service, calls }: ServiceAnswer,
  palette: Palette,
): string {
  const writer = new ExplanationWriter(lines, palette);
  const head = [
    palette.strong(`${words.from} → ${words.to}`),
    ...calls.flatMap(({ call }) => paragraph(backendsText(call), "  ")),
    ...paragraph(service.headless ? HEADLESS : REPLACED, "  "),
  ];
  const shown = calls.flatMap(({ explanations }) => distinct(explanations));
  return [`${head.join("\n")}\n`, ...shown.map((each) => writer.text(each))].join("\n");
}
