import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Measurement } from "./child.js";

const SIZES = [10, 100, 1000] as const;
const WARM_UP = 2;
const CHILD = join(__dirname, "child.ts");
const GIBIBYTE = 2 ** 30;

type Kind = "bulkhead" | "bare";

function runChild(...args: string[]): string {
  return execFileSync(process.execPath, ["--import", "tsx", CHILD, ...args], { encoding: "utf8" });
}

/** Files with the resources that the bare program registers, by number of applications. */
class Graphs {
  constructor(private readonly folder: string) {
    for (const size of [WARM_UP, ...SIZES]) runChild("graph", String(size), this.file(size));
  }

  file(size: number): string {
    return join(this.folder, `${size}.json`);
  }
}

function measure(kind: Kind, size: number, graphs: Graphs): Measurement {
  const args = kind === "bare" ? [graphs.file(size), graphs.file(WARM_UP)] : [String(size)];
  return JSON.parse(runChild(kind, ...args)) as Measurement;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

interface Row {
  readonly size: number;
  readonly resources: number;
  readonly milliseconds: Record<Kind, number>;
  readonly mebibytes: Record<Kind, number>;
}

type Samples = Record<Kind, Measurement[]>;

function rowOf(size: number, samples: Samples): Row {
  const medians = (pick: (measurement: Measurement) => number) => ({
    bulkhead: median(samples.bulkhead.map(pick)),
    bare: median(samples.bare.map(pick)),
  });
  return {
    size,
    resources: samples.bulkhead[0]?.resources ?? 0,
    milliseconds: medians(({ milliseconds }) => milliseconds),
    mebibytes: medians(({ peakBytes }) => peakBytes / 2 ** 20),
  };
}

/** One child after the other, kinds and sizes in turn, so that a busy moment does not hit one of them alone. */
function sample(repetitions: number, graphs: Graphs): Row[] {
  const samples = new Map(
    SIZES.map((size): [number, Samples] => [size, { bulkhead: [], bare: [] }]),
  );
  for (let round = 1; round <= repetitions; round += 1) {
    process.stderr.write(`round ${round} of ${repetitions}\n`);
    for (const [size, bySize] of samples) {
      bySize.bulkhead.push(measure("bulkhead", size, graphs));
      bySize.bare.push(measure("bare", size, graphs));
    }
  }
  return [...samples].map(([size, bySize]) => rowOf(size, bySize));
}

const COLUMNS = ["applications", "resources", "bulkhead", "bare", "ratio", "peak", "peak bare"];

function cellsOf({ size, resources, milliseconds, mebibytes }: Row): string[] {
  return [
    String(size),
    String(resources),
    `${milliseconds.bulkhead.toFixed(0)} ms`,
    `${milliseconds.bare.toFixed(0)} ms`,
    (milliseconds.bulkhead / milliseconds.bare).toFixed(2),
    `${mebibytes.bulkhead.toFixed(0)} MiB`,
    `${mebibytes.bare.toFixed(0)} MiB`,
  ];
}

function tableOf(rows: readonly Row[]): string {
  const lines = [COLUMNS, ...rows.map(cellsOf)];
  const widths = COLUMNS.map((_, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) => line.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "))
    .join("\n");
}

/** How many times as much each size takes as the one before it. */
function growthOf(rows: readonly Row[]): string[] {
  return rows.slice(1).map((large, at) => {
    const small = rows[at] ?? large;
    const times = (pick: (row: Row) => number) => `×${(pick(large) / pick(small)).toFixed(1)}`;
    const growth = [
      `resources ${times(({ resources }) => resources)}`,
      `bulkhead ${times(({ milliseconds }) => milliseconds.bulkhead)}`,
      `bare ${times(({ milliseconds }) => milliseconds.bare)}`,
    ];
    return `From ${small.size} to ${large.size} applications: ${growth.join(", ")}.`;
  });
}

function report(rows: readonly Row[], repetitions: number): string {
  return [
    tableOf(rows),
    "",
    ...growthOf(rows),
    `Medians of ${repetitions} child processes each, taken in turn. Time is processor time of the program`,
    "alone, after a small run that loads every module. The bare program registers the same resources with",
    "inputs that are known already.",
    `Node ${process.version}, ${availableParallelism()} of ${cpus().length} cores, ${(totalmem() / GIBIBYTE).toFixed(0)} GiB.`,
    "",
  ].join("\n");
}

function main(): void {
  const { values } = parseArgs({ options: { repetitions: { type: "string", default: "5" } } });
  const repetitions = Number(values.repetitions);
  if (!Number.isInteger(repetitions) || repetitions < 1)
    throw new Error("--repetitions takes a number from 1");
  const folder = mkdtempSync(join(tmpdir(), "bulkhead-bench-"));
  try {
    process.stdout.write(report(sample(repetitions, new Graphs(folder)), repetitions));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main();
