import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { Page } from "./bundle-page.js";
import type { ReportData, ReportWorld } from "./data.js";

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}

/** Base64 has no character that HTML knows, so that no name in it can be read as markup. */
function packed(value: unknown): string {
  return gzipSync(JSON.stringify(value), { level: 9 }).toString("base64");
}

function scriptHash(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** The only script and the only style are those of the file itself; nothing is ever loaded. */
function contentSecurityPolicy({ script, style }: Page): string {
  return [
    "default-src 'none'",
    `script-src ${scriptHash(script)}`,
    `style-src ${scriptHash(style)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

export interface ReportContents {
  readonly data: ReportData;
  /** Absent without a matrix to explain. */
  readonly world?: ReportWorld;
}

function dataBlock(id: string, value: unknown): string {
  return `<script type="application/octet-stream" id="${id}">${packed(value)}</script>`;
}

/** The whole report in one file. The same contents give the same bytes. */
export function reportHtml({ data, world }: ReportContents, page: Page): string {
  const { project, stack } = data.plan;
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy(page)}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    '<meta name="referrer" content="no-referrer">',
    `<title>${escaped(`${project} ${stack}: isolation report`)}</title>`,
    `<style>${page.style}</style>`,
    "</head>",
    "<body>",
    "<noscript><p>This report needs JavaScript, which stays in this file. plan.json beside it has the same content.</p></noscript>",
    dataBlock("report-data", data),
    ...(world === undefined ? [] : [dataBlock("report-world", world)]),
    `<script type="module">${page.script}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}
