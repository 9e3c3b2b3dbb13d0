import { readFileSync } from "node:fs";
import { bareProgram, type Replayed } from "./replay.js";

/** Where the recorded resources are that this program registers again, without any component of ours. */
export const GRAPH_VARIABLE = "BULKHEAD_BENCH_GRAPH";

function recorded(): Replayed[] {
  return JSON.parse(readFileSync(process.env[GRAPH_VARIABLE] ?? "", "utf8")) as Replayed[];
}

export function run(): Promise<Record<string, unknown>> {
  return bareProgram(recorded())();
}
