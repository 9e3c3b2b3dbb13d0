import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import { groupBy } from "../../basics/group-by.js";
import { CHECKS } from "../../checks/index.js";
import type { Finding } from "../../prover/index.js";
import type { Check } from "../proof/check.js";
import { findingSubject } from "../proof/finding-text.js";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

type Level = "error" | "warning" | "note";

/** One result before its rule has a number. */
interface Reported {
  readonly ruleId: string;
  /** What the rule is about, whatever it was found in. */
  readonly rule: string;
  readonly level: Level;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
}

/** What is known of a kind of finding, whatever it was found in. */
const DOCUMENTED = new Map(CHECKS.manifests.map((check) => [check.code, check]));

/** `tied-order` as `Tied order`. */
function codeTitle(code: string): string {
  const words = code.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function findingReported(finding: Finding): Reported {
  const { code, severity, message, fix, origin, object } = finding;
  const at = origin ?? object?.origin;
  const subject = findingSubject(finding);
  const text = [subject === "" ? message : `${subject}: ${message}`, fix ?? ""];
  return {
    ruleId: code,
    rule: codeTitle(code),
    level: severity,
    message: text.filter(Boolean).join(" "),
    file: at?.file,
    line: at?.line,
  };
}

function checkReported({ group, id, sentence, details, file, line }: Check): Reported {
  return {
    ruleId: `${group}/${id}`,
    rule: group === "invariant" ? sentence : `${codeTitle(group)} ${id}`,
    level: "error",
    message: [sentence, ...details].join("\n"),
    file,
    line,
  };
}

/** A path as the reference that SARIF wants: relative to where the command ran, or absolute. */
function fileUri(file: string): string {
  if (isAbsolute(file)) return pathToFileURL(file).href;
  return file.split(/[\\/]/).map(encodeURIComponent).join("/");
}

function sarifLocations({ file, line }: Reported): object[] {
  if (file === undefined) return [];
  const region = line === undefined ? {} : { region: { startLine: line } };
  return [{ physicalLocation: { artifactLocation: { uri: fileUri(file) }, ...region } }];
}

function sarifRule({ ruleId, rule, level }: Reported): {
  readonly id: string;
  [field: string]: unknown;
} {
  const documented = DOCUMENTED.get(ruleId);
  const known =
    documented === undefined
      ? {}
      : { fullDescription: { text: documented.why }, help: { text: documented.fix } };
  return {
    id: ruleId,
    shortDescription: { text: documented?.title ?? rule },
    ...known,
    defaultConfiguration: { level },
  };
}

/** What was found and what is broken, as SARIF 2.1.0. */
export function writeSarif(findings: readonly Finding[], checks: readonly Check[]): string {
  const broken = checks.filter(({ status }) => status === "broken");
  const reported = [...findings.map(findingReported), ...broken.map(checkReported)];
  const rules = [...groupBy(reported, ({ ruleId }) => ruleId).values()].flatMap((group) =>
    group.slice(0, 1).map(sarifRule),
  );
  const numbers = new Map(rules.map(({ id }, index) => [id, index]));
  const results = reported.map((each) => ({
    ruleId: each.ruleId,
    ruleIndex: numbers.get(each.ruleId),
    level: each.level,
    message: { text: each.message },
    locations: sarifLocations(each),
  }));
  const driver = { name: "bulkhead", rules };
  const document = { $schema: SCHEMA, version: "2.1.0", runs: [{ tool: { driver }, results }] };
  return `${JSON.stringify(document, null, 2)}\n`;
}
