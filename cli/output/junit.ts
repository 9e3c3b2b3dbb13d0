import type { Finding } from "../../prover/index.js";
import { findingLines } from "../proof/finding-text.js";
import type { Check } from "../proof/check.js";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\n": "&#10;",
};

/** XML 1.0 has no place for most control characters, not even as references. */
const UNFIT = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

function attribute(text: string): string {
  return text.replace(UNFIT, "?").replace(/[&<>"\n]/g, (letter) => ENTITIES[letter] ?? letter);
}

function content(text: string): string {
  return text.replace(UNFIT, "?").replace(/[&<>]/g, (letter) => ENTITIES[letter] ?? letter);
}

interface TestCase {
  readonly group: string;
  readonly name: string;
  readonly status: Check["status"];
  readonly details: readonly string[];
}

/** The input is a test of its own: without it, nothing was looked at. */
function inputCase(findings: readonly Finding[]): TestCase {
  const errors = findings.filter(({ severity }) => severity === "error");
  return {
    group: "input",
    name: "The manifests can be judged.",
    status: errors.length > 0 ? "broken" : "holds",
    details: errors.flatMap(findingLines).map((line) => line.trim()),
  };
}

function caseLines({ group, name, status, details }: TestCase): string[] {
  const open = `    <testcase classname="bulkhead.${attribute(group)}" name="${attribute(name)}"`;
  if (status === "holds") return [`${open}/>`];
  const [first = ""] = details;
  if (status === "not-applicable") {
    return [`${open}>`, `      <skipped message="${attribute(first)}"/>`, "    </testcase>"];
  }
  return [
    `${open}>`,
    `      <failure message="${attribute(first)}">${content(details.join("\n"))}</failure>`,
    "    </testcase>",
  ];
}

/** A report of one suite, with a test for each thing that was looked at. */
export function writeJunit(
  suite: string,
  findings: readonly Finding[],
  checks: readonly Check[],
): string {
  const cases: TestCase[] = [
    inputCase(findings),
    ...checks.map(({ group, sentence, status, details }) => ({
      group,
      name: sentence,
      status,
      details,
    })),
  ];
  const count = (status: Check["status"]) => cases.filter((each) => each.status === status).length;
  const totals = `tests="${cases.length}" failures="${count("broken")}"`;
  const skipped = count("not-applicable");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${totals} errors="0">`,
    `  <testsuite name="${attribute(suite)}" ${totals} errors="0" skipped="${skipped}">`,
    ...cases.flatMap(caseLines),
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
}
