import type { Palette } from "./palette.js";
import { paragraph } from "./wrap.js";

const LIMITS =
  "Policies alone were asked. Established connections, NodePorts and a pod's own node are among what they do not " +
  "decide: `bulkhead prove` lists all of it.";

/** The end of an answer that has no room for the whole list. */
export function limitsLines(palette: Palette): string[] {
  return paragraph(LIMITS, "").map((line) => palette.faint(line));
}
