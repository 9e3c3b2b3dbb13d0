import { grouped, plural } from "../../basics/counts.js";
import { groupBy } from "../../basics/group-by.js";
import type { Finding, UnknownKind } from "../../prover/index.js";
import type { Check } from "../proof/check.js";
import { findingPlace, findingSubject } from "../proof/finding-text.js";
import type { Palette } from "./palette.js";
import { paragraph } from "./wrap.js";

type Titles = Readonly<Record<Check["group"], string>>;

const TITLES: Titles = {
  invariant: "Invariants",
  assertion: "Assertions",
  difference: "Differences",
};

/** The titles where policies are staged: invariants are judged as if they were enforced. */
export const STAGED_TITLES: Titles = {
  ...TITLES,
  invariant: "Invariants, once the staged policies are enforced",
};

const MARKS: Readonly<Record<Check["status"], string>> = {
  holds: "holds",
  broken: "BROKEN",
  "not-applicable": "does not apply",
};

const MARK_WIDTH = Math.max(...Object.values(MARKS).map((mark) => mark.length)) + 2;

function statusMark(status: Check["status"], palette: Palette): string {
  const mark = MARKS[status].padEnd(MARK_WIDTH);
  if (status === "broken") return palette.warning(mark);
  return status === "holds" ? palette.note(mark) : palette.faint(mark);
}

function checkLines({ group, id, sentence, status, details }: Check, palette: Palette): string[] {
  const text = status === "broken" && group === "invariant" ? `${id}: ${sentence}` : sentence;
  const indent = " ".repeat(MARK_WIDTH + 2);
  const lines = paragraph(text, indent);
  return [
    ...lines.map((line, index) =>
      index === 0 ? `  ${statusMark(status, palette)}${line.trimStart()}` : line,
    ),
    ...details.flatMap((detail) => {
      const depth = /^ */.exec(detail)?.[0] ?? "";
      return paragraph(detail.trimStart(), `    ${depth}`);
    }),
  ];
}

/** What holds and what does not, with who breaks it. */
export function checkSection(
  checks: readonly Check[],
  palette: Palette,
  titles: Titles = TITLES,
): string[] {
  return [...groupBy(checks, ({ group }) => group)].flatMap(([group, members], index) => [
    ...(index > 0 ? [""] : []),
    palette.heading(titles[group]),
    ...members.flatMap((check) => checkLines(check, palette)),
  ]);
}

/** Places of one finding that are listed. */
const MOST_PLACES = 3;

/** Findings that say the same of several objects or places are one paragraph. */
function findingGroup(group: readonly Finding[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  const subjects = [...new Set(group.map(findingSubject))];
  const isOfOne = subjects.length === 1 && subjects[0] !== "";
  const places = group
    .map((finding) => [isOfOne ? "" : findingSubject(finding), findingPlace(finding)])
    .map((parts) => parts.filter((part) => part !== ""))
    .filter((parts) => parts.length > 0);
  const more = places.length - MOST_PLACES;
  return [
    ...paragraph(isOfOne ? `${subjects[0] ?? ""}: ${first.message}` : first.message, "    "),
    ...places
      .slice(0, MOST_PLACES)
      .flatMap((parts) => parts.map((part, depth) => `      ${"  ".repeat(depth)}${part}`)),
    ...(more > 0 ? [`      and ${plural(more, "more place")}`] : []),
    ...(first.fix === undefined ? [] : paragraph(`Fix: ${first.fix}`, "      ")),
  ];
}

/** Of one code. Who has more of them reads JSON. */
const MOST_GROUPS = 10;

function codeLines(code: string, findings: readonly Finding[], palette: Palette): string[] {
  const [first] = findings;
  const paint = first?.severity === "note" ? palette.note : palette.warning;
  const count = findings.length > 1 ? ` (${findings.length})` : "";
  const alike = groupBy(findings, ({ message, fix = "" }) => `${message}\n${fix}`);
  const groups = [...alike.values()];
  const more = groups.length - MOST_GROUPS;
  return [
    `  ${first?.severity ?? ""} ${paint(code)}${count}`,
    ...groups.slice(0, MOST_GROUPS).flatMap(findingGroup),
    ...(more > 0 ? [`    and ${grouped(more)} more; --json shows all`] : []),
  ];
}

/** What was found in the manifests, errors first. */
export function findingSection(findings: readonly Finding[], palette: Palette): string[] {
  if (findings.length === 0) return [];
  return [
    palette.heading("Findings"),
    ...[...groupBy(findings, ({ code }) => code)].flatMap(([code, group]) =>
      codeLines(code, group, palette),
    ),
  ];
}

function isAbout({ kind, apiVersion }: UnknownKind, sentence: string): boolean {
  return sentence.includes(` of the kind ${kind} (${apiVersion}) `);
}

/** What the answer does not cover; kinds that decide about no traffic in as few words as possible. */
export function notModelledSection(
  unknown: readonly UnknownKind[],
  sentences: readonly string[],
  palette: Palette,
): string[] {
  const others = sentences.filter((sentence) => !unknown.some((kind) => isAbout(kind, sentence)));
  const kinds = unknown.map(({ kind, count }) => `${grouped(count)} ${kind}`).join(", ");
  const listed = kinds === "" ? [] : [`Not read: ${kinds}.`];
  if (others.length + listed.length === 0) return [];
  return [
    palette.heading("Not modelled"),
    ...[...others, ...listed].flatMap((sentence) => paragraph(sentence, "  ")),
  ];
}

const LIMITS =
  "Policies alone were asked. Established connections, NodePorts and a pod's own node are among what they do not " +
  "decide: `bulkhead prove` lists all of it.";

/** The end of an answer that has no room for the whole list. */
export function limitsLines(palette: Palette): string[] {
  return paragraph(LIMITS, "").map((line) => palette.faint(line));
}
