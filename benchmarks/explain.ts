import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { SOURCE, STACK, writeProject } from "./plan-project.js";

const MAIN = path.join(SOURCE, "dist/cli/main.js");
const RUNS = 5;

interface Run {
  readonly seconds: number;
  readonly out: string;
}

/** A command of the compiled package in a process of its own. */
function run(...args: readonly string[]): Run {
  const began = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], {
    encoding: "utf8",
  });
  const seconds = (performance.now() - began) / 1000;
  if (status !== 0) throw new Error(stderr);
  return { seconds, out: stdout };
}

/** The quickest of several: the others waited for something else. */
function best(...args: readonly string[]): Run {
  const runs = Array.from({ length: RUNS }, () => run(...args));
  return runs.reduce((left, right) => (right.seconds < left.seconds ? right : left));
}

const FROM = "application-005/*";
const TO = "application-006/*";

interface Measurement {
  readonly question: number;
  readonly batch: number;
}

/** One question, which reads what bears on it, and the same as a batch, which reads everything. */
function measure(count: number): Measurement {
  const folder = mkdtempSync(path.join(tmpdir(), "bulkhead-bench-explain-"));
  try {
    writeProject(folder, count);
    const plan = path.join(folder, "out");
    run("plan", "--program", folder, "--stack", STACK, "--out", plan);
    const line = { from: FROM, to: TO, protocol: "TCP", port: 8080 };
    const questions = path.join(folder, "questions");
    writeFileSync(questions, JSON.stringify(line));
    const question = best("explain", FROM, TO, "8080/TCP", "--json", "--in", plan);
    const batch = best("explain", plan, "--batch", questions);
    const allowed = [question, batch].map(
      ({ out }) => (JSON.parse(out) as { allowed: boolean }).allowed,
    );
    if (allowed[0] !== allowed[1]) throw new Error(`different answers: ${allowed.join(", ")}`);
    return { question: question.seconds, batch: batch.seconds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main(): void {
  const { values } = parseArgs({ options: { sizes: { type: "string", default: "10,100,1000" } } });
  console.log("applications  one question  as a batch  ratio");
  for (const count of values.sizes.split(",").map(Number)) {
    const { question, batch } = measure(count);
    const columns = [
      String(count).padStart(12),
      `${question.toFixed(2)} s`.padStart(12),
      `${batch.toFixed(2)} s`.padStart(10),
      (question / batch).toFixed(2).padStart(5),
    ];
    console.log(columns.join("  "));
  }
}

main();
