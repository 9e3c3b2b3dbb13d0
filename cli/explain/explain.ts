import { PeerError, serviceNamed, TrafficError } from "../../prover/index.js";
import { defaultPaths, readNamedFile } from "../input/read-input.js";
import { createPalette, type Palette } from "../output/palette.js";
import { openWorld, type WorldRequest } from "../proof/open-world.js";
import { type OpenedWorld } from "../proof/opened-world.js";
import { requireJudgeable } from "../proof/require-provable.js";
import type { Terminal } from "../terminal.js";
import { UsageError } from "../usage-error.js";
import { BatchJudge, batchLines } from "./batch.js";
import type { FlowWords } from "./arguments.js";
import { EXPLAIN_HELP, parseExplainArguments, type ExplainArguments } from "./arguments.js";
import { answerFlow, answerJson, answerText } from "./flow.js";
import { answerService, serviceJson, serviceText } from "./service.js";
import { PacketError } from "./flow-request.js";
import { openRelevantPart } from "./scope-to-question.js";

const FAILED = 1;

function worldRequest({ paths, options }: ExplainArguments): WorldRequest {
  return { paths: paths.length > 0 ? paths : defaultPaths("--in PATH"), options };
}

function judgeable(opened: OpenedWorld, terminal: Terminal): OpenedWorld {
  requireJudgeable(opened.findings, terminal);
  return opened;
}

interface Answer {
  readonly json: () => object;
  readonly text: (palette: Palette) => string;
}

function answerQuestion(opened: OpenedWorld, words: FlowWords): Answer {
  const service = serviceNamed(opened.addressed, words.to);
  if (service !== undefined) {
    const answer = answerService(opened, words, service);
    return {
      json: () => serviceJson(opened, answer),
      text: (palette) => serviceText(opened, answer, palette),
    };
  }
  const answer = answerFlow(opened, words);
  return {
    json: () => answerJson(opened, answer),
    text: (palette) => answerText(opened, answer, palette),
  };
}

function isQuestionError(error: unknown): error is Error {
  return [PeerError, TrafficError, PacketError].some((type) => error instanceof type);
}

function answered(answer: () => Answer): Answer {
  try {
    return answer();
  } catch (error) {
    throw isQuestionError(error) ? new UsageError(error.message) : error;
  }
}

interface FlowQuestion {
  readonly flow: FlowWords;
  readonly json: boolean;
}

/** Standard input that can be read again. */
function readingOnce(terminal: Terminal): Terminal {
  let text: string | undefined;
  return { ...terminal, input: () => (text ??= terminal.input()) };
}

function explainFlow(parsed: ExplainArguments, question: FlowQuestion, terminal: Terminal): number {
  const { out, colored } = terminal;
  const request = worldRequest(parsed);
  const opened = judgeable(
    openRelevantPart(request, question.flow, terminal) ?? openWorld(request, terminal),
    terminal,
  );
  const answer = answered(() => answerQuestion(opened, question.flow));
  out(
    question.json
      ? `${JSON.stringify(answer.json(), null, 2)}\n`
      : answer.text(createPalette(colored)),
  );
  return 0;
}

function explainBatch(opened: OpenedWorld, text: string, { out }: Terminal): number {
  const judge = new BatchJudge(opened);
  let failed = false;
  for (const line of batchLines(text)) {
    const answer = judge.answer(line);
    failed ||= answer.failed;
    out(`${answer.line}\n`);
  }
  return failed ? FAILED : 0;
}

/** `bulkhead explain`. */
export function runExplain(args: readonly string[], terminal: Terminal): number {
  const parsed = parseExplainArguments(args);
  if (parsed === undefined) {
    terminal.out(EXPLAIN_HELP);
    return 0;
  }
  const { question } = parsed;
  if (question.kind === "flow") {
    return explainFlow(parsed, question, readingOnce(terminal));
  }
  const text = question.file === "-" ? terminal.input() : readNamedFile("batch", question.file);
  const opened = judgeable(openWorld(worldRequest(parsed), terminal), terminal);
  return explainBatch(opened, text, terminal);
}
