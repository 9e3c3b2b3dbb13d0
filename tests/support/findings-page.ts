import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type FindingText, LINTS, WORLD_FINDINGS } from "../../checks/index.js";

export const FINDINGS_PAGE = join(__dirname, "../../docs/findings.md");

const BEGIN = "<!-- npm run docs:findings writes what follows -->";

function sectionOf({ code, severity, title, why, fix }: FindingText): string {
  return [`### ${code}`, `${title} (${severity}). ${why}`, `**Fix:** ${fix}`].join("\n\n");
}

function sections(title: string, findings: readonly FindingText[]): string {
  return [`## ${title}`, ...findings.map(sectionOf)].join("\n\n");
}

/** The page as it is, and as the lints say it should be. */
export function readFindingsPage(): { readonly written: string; readonly expected: string } {
  const written = readFileSync(FINDINGS_PAGE, "utf8");
  const begin = written.indexOf(BEGIN);
  if (begin === -1) throw new Error(`docs/findings.md: no ${BEGIN}`);
  const told = [
    sections("What is allowed and should not be done", LINTS),
    sections("What the objects say of themselves", WORLD_FINDINGS),
  ];
  const before = written.slice(0, begin + BEGIN.length);
  return { written, expected: `${[before, ...told].join("\n\n")}\n` };
}
