import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type CheckHead, CHECKS } from "../../checks/index.js";
import { replaceGeneratedBlock } from "./generated-block.js";

export const CHECKS_PAGE = join(__dirname, "../../docs/checks.md");

const SECTIONS: Readonly<Record<keyof typeof CHECKS, readonly [title: string, intro: string]>> = {
  resources: [
    "Resources of a plan",
    "`bulkhead plan` looks at AWS resources and components. The results are `warnings` in `plan.json`.",
  ],
  manifests: [
    "Manifests",
    "`bulkhead plan` and `bulkhead prove` look at Kubernetes and Calico objects. The results are `findings` in `plan.json`.",
  ],
  traffic: [
    "Traffic",
    "`bulkhead plan` proves who reaches whom on a platform. The results are `invariants` in `plan.json`; [Invariants](invariants.md) explains them.",
  ],
  "tenant-writes": [
    "Writes of tenants",
    "`bulkhead plan` checks what authorization and admission let a tenant write. The results are `invariants` in `plan.json`, too.",
  ],
};

function checkLines({ code, severity, title, why, fix }: CheckHead): string[] {
  return [`### ${code}`, `**${title}** (${severity}). ${why}`, `**Fix:** ${fix}`];
}

function sectionLines(folder: keyof typeof CHECKS): string[] {
  const [title, intro] = SECTIONS[folder];
  return [`## ${title}`, intro, ...CHECKS[folder].flatMap(checkLines)];
}

/** The page as it is, and as the checks say that it should be. */
export function readChecksPage(): { readonly written: string; readonly expected: string } {
  const written = readFileSync(CHECKS_PAGE, "utf8");
  const folders = Object.keys(CHECKS) as readonly (keyof typeof CHECKS)[];
  const content = folders.flatMap(sectionLines).join("\n\n");
  return { written, expected: replaceGeneratedBlock("docs/checks.md", written, content) };
}
