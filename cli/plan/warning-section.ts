import { groupBy } from "../../basics/group-by.js";
import type { Warning } from "../../checks/index.js";
import type { Palette } from "../output/palette.js";
import { paragraph } from "../output/wrap.js";

/** Warnings that say the same of several subjects are one paragraph. */
function paragraphLines(alike: readonly Warning[]): string[] {
  const [first] = alike;
  if (first === undefined) return [];
  const subjects = alike.map(({ subject }) => subject).join(", ");
  return [
    ...paragraph(`${subjects}: ${first.message}`, "    "),
    ...paragraph(`Fix: ${first.fix}`, "      "),
  ];
}

function codeLines(code: string, warnings: readonly Warning[], palette: Palette): string[] {
  const paint = warnings[0]?.level === "note" ? palette.note : palette.warning;
  const count = warnings.length > 1 ? ` (${warnings.length})` : "";
  const alike = groupBy(warnings, ({ message, fix }) => `${message}\n${fix}`);
  return [`  ${paint(code)}${count}`, ...[...alike.values()].flatMap(paragraphLines)];
}

export function warningSection(warnings: readonly Warning[], palette: Palette): string[] {
  if (warnings.length === 0) return [palette.heading("Warnings"), "  none"];
  return [
    palette.heading("Warnings"),
    ...[...groupBy(warnings, ({ code }) => code)].flatMap(([code, group]) =>
      codeLines(code, group, palette),
    ),
  ];
}
