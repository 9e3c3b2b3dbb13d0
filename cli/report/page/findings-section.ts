import { groupBy } from "../../../basics/group-by.js";
import { objectText } from "../../proof/finding-text.js";
import { placeText } from "../../proof/source-lines.js";
import type { ReportData } from "../data.js";
import { h, titledSection, type Section } from "./dom.js";

type FindingJson = ReportData["plan"]["findings"][number];
type WarningJson = ReportData["plan"]["warnings"][number];

/** A finding or a warning. */
interface Note {
  readonly code: string;
  readonly severity: "error" | "warning" | "note";
  readonly subject: string;
  readonly place: string;
  readonly message: string;
  readonly fix: string;
}

function noteOfFinding({
  code,
  severity,
  object,
  path,
  file,
  line,
  message,
  fix,
}: FindingJson): Note {
  const subject = [object === undefined ? "" : objectText(object), path ?? ""]
    .filter(Boolean)
    .join(", ");
  const place = file === undefined ? "" : placeText({ file, line: line ?? null });
  return { code, severity, subject, place, message, fix: fix ?? "" };
}

function noteOfWarning({ code, severity, subject, message, fix }: WarningJson): Note {
  return { code, severity, subject, place: "", message, fix };
}

/** More subjects than this are folded away. */
const MANY_SUBJECTS = 12;

function subjectView({ subject, place }: Note): HTMLElement {
  return h(
    "li",
    {},
    h("span", { class: "subject" }, subject),
    place === "" ? undefined : h("code", { class: "place" }, place),
  );
}

function subjectsView(notes: readonly Note[]): HTMLElement | undefined {
  const told = notes.filter(({ subject, place }) => subject !== "" || place !== "");
  if (told.length === 0) return undefined;
  const list = h("ul", { class: "subjects" }, told.map(subjectView));
  if (told.length <= MANY_SUBJECTS) return list;
  return h("details", {}, h("summary", {}, `${told.length} places`), list);
}

function alikeView(notes: readonly Note[]): HTMLElement {
  const [first] = notes;
  return h(
    "div",
    { class: "note-body", "data-count": notes.length },
    subjectsView(notes),
    h("p", { class: "message" }, first?.message),
    first?.fix
      ? h("p", { class: "fix" }, h("b", {}, "Fix: "), h("span", {}, first.fix))
      : undefined,
  );
}

function codeView([first, ...others]: readonly Note[]): HTMLElement[] {
  if (first === undefined) return [];
  const notes = [first, ...others];
  const alike = groupBy(notes, ({ message, fix }) => `${message}\n${fix}`);
  return [
    h(
      "article",
      { class: "note", "data-code": first.code },
      h(
        "h4",
        {},
        h("span", { class: `mark ${first.severity}` }, first.severity),
        h("code", {}, first.code),
        notes.length > 1 ? h("span", { class: "count" }, String(notes.length)) : undefined,
      ),
      [...alike.values()].map(alikeView),
    ),
  ];
}

function notesView(kind: string, title: string, notes: readonly Note[]): HTMLElement {
  const codes = groupBy(notes, ({ code, severity }) => `${severity} ${code}`);
  return h(
    "div",
    { class: "notes", "data-notes": kind },
    h("h3", {}, title),
    notes.length === 0 ? h("p", { class: "faint" }, "none") : undefined,
    [...codes.values()].flatMap(codeView),
  );
}

export function findingsHead({ plan }: ReportData): Section {
  const count = String(plan.findings.length + plan.warnings.length);
  return { id: "findings", title: "Findings and warnings", count };
}

/** What was found in the manifests and what the plan warns of, with what to do about it. */
export function findingsSection(data: ReportData): HTMLElement {
  const { findings, warnings } = data.plan;
  return titledSection(
    findingsHead(data),
    h(
      "div",
      { class: "columns" },
      notesView("findings", "Findings in the manifests", findings.map(noteOfFinding)),
      notesView("warnings", "Warnings of the plan", warnings.map(noteOfWarning)),
    ),
  );
}
