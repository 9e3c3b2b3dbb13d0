import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { SOURCE, STACK, writeProject } from "./plan-project.js";

/** Prints the most memory that the process ever had, in KiB, when it ends. */
const REPORTER = `process.on("exit", () => require("fs").writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)));`;

interface Measurement {
  readonly seconds: number;
  readonly mebibytes: number;
}

/**
 * `bulkhead plan` as its users run it: a process of its own, everything proved and written. `heap` is how many MiB Node
 * may use for objects: without a limit it takes what the machine has before it tidies up.
 */
function measure(count: number, heap: string | undefined): Measurement {
  const folder = mkdtempSync(path.join(tmpdir(), "bulkhead-bench-plan-"));
  try {
    writeProject(folder, count);
    writeFileSync(path.join(folder, "reporter.cjs"), REPORTER);
    const peak = path.join(folder, "peak");
    const where = ["--program", folder, "--stack", STACK, "--out", path.join(folder, "out")];
    const limit = heap === undefined ? [] : [`--max-old-space-size=${heap}`];
    const preload = [...limit, "--require", path.join(folder, "reporter.cjs"), "--import", "tsx"];
    const began = Date.now();
    const { status, stderr } = spawnSync(
      process.execPath,
      [...preload, path.join(SOURCE, "cli", "main.ts"), "plan", ...where],
      { cwd: SOURCE, encoding: "utf8", env: { ...process.env, PEAK_FILE: peak } },
    );
    const seconds = (Date.now() - began) / 1000;
    if (status !== 0) throw new Error(stderr);
    return { seconds, mebibytes: Number(readFileSync(peak, "utf8")) / 1024 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function main(): void {
  const { values } = parseArgs({
    options: { sizes: { type: "string", default: "10,100,1000" }, heap: { type: "string" } },
  });
  console.log("applications      plan  for each    memory");
  for (const count of values.sizes.split(",").map(Number)) {
    const { seconds, mebibytes } = measure(count, values.heap);
    const each = `${((seconds * 1000) / count).toFixed(0)} ms`;
    const columns = [`${seconds.toFixed(1)} s`, each, `${mebibytes.toFixed(0)} MiB`];
    console.log(String(count).padStart(12) + columns.map((column) => column.padStart(10)).join(""));
  }
}

main();
