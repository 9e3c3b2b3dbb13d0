import { formatTraffic, type Finding } from "../../prover/index.js";
import type { Check } from "../proof/check.js";
import { writeDot } from "../output/dot.js";
import { writeJunit } from "../output/junit.js";
import { writeSarif } from "../output/sarif.js";
import { requireJudgeable } from "../proof/require-provable.js";
import { peerLabel } from "../proof/matrix.js";
import type { Format } from "../prove/arguments.js";
import type { Terminal } from "../terminal.js";
import { createPalette } from "../output/palette.js";
import { DIFF_HELP, parseDiffArguments } from "./arguments.js";
import { openBoth } from "./open-both.js";
import { diffText } from "./text.js";
import {
  findDifferences,
  changedPeers,
  type ChangedCell,
  type Differences,
  type ObjectName,
} from "./differences.js";

/** The format of `diff --json`. It grows by fields; what changes or takes away a field raises it. */
const DIFF_VERSION = 1;

const FAILED = 1;

function cellJson({ from, to, traffic }: ChangedCell): object {
  return { from, to, traffic };
}

function objectJson({ apiVersion, kind, namespace, name }: ObjectName): object {
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}

function diffJson({ opened, closed, namespaces, zones, objects, resources }: Differences): string {
  const document = {
    version: DIFF_VERSION,
    opened: opened.map(cellJson),
    closed: closed.map(cellJson),
    namespaces,
    zones,
    objects: {
      added: objects.added.map(objectJson),
      removed: objects.removed.map(objectJson),
      changed: objects.changed.map(objectJson),
    },
    ...(resources === undefined ? {} : { resources }),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function cellSentence({ from, to, traffic }: ChangedCell): string {
  return `${peerLabel(from)} → ${peerLabel(to)}: ${formatTraffic(traffic)}`;
}

/** One check: nothing became reachable. */
function openedCheck({ opened }: Differences): Check {
  return {
    group: "difference",
    id: "opened",
    sentence: "Nothing becomes reachable.",
    status: opened.length > 0 ? "broken" : "holds",
    details: opened.map(cellSentence),
  };
}

/** One result for each connection that opened. */
function openedChecks({ opened }: Differences): Check[] {
  return opened.map((cell) => ({
    group: "difference",
    id: "opened",
    sentence: `Becomes reachable: ${cellSentence(cell)}`,
    status: "broken",
    details: [],
  }));
}

function diffDot({ opened, closed }: Differences): string {
  const edge = (color: string, sign: string) => (cell: ChangedCell) => ({
    from: cell.from,
    to: cell.to,
    label: `${sign} ${formatTraffic(cell.traffic)}`,
    attributes: `, color=${color}, fontcolor=${color}`,
  });
  const edges = [...opened.map(edge("red", "+")), ...closed.map(edge("gray", "-"))];
  return writeDot(changedPeers([...opened, ...closed]), edges);
}

interface Compared {
  readonly differences: Differences;
  readonly findings: readonly Finding[];
}

type Writer = (compared: Compared, terminal: Terminal) => string;

const WRITERS: Readonly<Record<Format, Writer>> = {
  text: ({ differences }, { colored }) => diffText(differences, createPalette(colored)),
  json: ({ differences }) => diffJson(differences),
  junit: ({ differences, findings }) =>
    writeJunit("bulkhead diff", findings, [openedCheck(differences)]),
  sarif: ({ differences, findings }) => writeSarif(findings, openedChecks(differences)),
  dot: ({ differences }) => diffDot(differences),
};

/** `bulkhead diff`. */
export function runDiff(args: readonly string[], terminal: Terminal): number {
  const parsed = parseDiffArguments(args);
  if (parsed === undefined) {
    terminal.out(DIFF_HELP);
    return 0;
  }
  const { before, after } = openBoth(parsed, terminal);
  requireJudgeable([...before.findings, ...after.findings], terminal);
  const differences = findDifferences(before, after);
  const compared = { differences, findings: after.findings };
  terminal.out(WRITERS[parsed.format](compared, terminal));
  return parsed.failOnOpen && differences.opened.length > 0 ? FAILED : 0;
}
