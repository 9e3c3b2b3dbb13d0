import { readFileSync, writeFileSync } from "node:fs";
import * as aws from "@pulumi/aws";
import * as eks from "@pulumi/eks";
import * as kubernetes from "@pulumi/kubernetes";
import { recordProgram, type RecordedProgram } from "../recorder/index.js";
import { environmentProgram } from "./environment.js";
import { bareProgram, type Replayed } from "./replay.js";

/** What one process measured. */
export interface Measurement {
  readonly resources: number;
  /**
   * Processor time of the program alone: modules were loaded before, and a small run came first. A program of this
   * kind never waits, and a busy machine stretches its time on the clock.
   */
  readonly milliseconds: number;
  /** The most memory that the process ever had. */
  readonly peakBytes: number;
}

type Outputs = Record<string, unknown>;
type Program = () => Promise<Outputs> | Outputs;

/** The first run of a program loads the SDKs' modules one by one; it is not what is measured. */
const WARM_UP = 2;

function run(program: Program): Promise<RecordedProgram> {
  return recordProgram({ project: "bulkhead", stack: "bench", region: "eu-central-1", program });
}

function readGraph(file: string): Replayed[] {
  return JSON.parse(readFileSync(file, "utf8")) as Replayed[];
}

async function measure(warmUp: Program, program: Program): Promise<Measurement> {
  // The SDK notes a stack for each promise; reading source maps for them would drown what is measured.
  process.setSourceMapsEnabled(false);
  // Both programs are measured with the same SDKs in memory.
  for (const sdk of [aws.ec2.Vpc, eks.Cluster, kubernetes.Provider]) Object.is(sdk, undefined);
  await run(warmUp);
  const start = process.cpuUsage();
  const { resources } = await run(program);
  const { user, system } = process.cpuUsage(start);
  return {
    resources: resources.length,
    milliseconds: (user + system) / 1000,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** `bulkhead COUNT`, `bare GRAPH WARM-UP-GRAPH`, or `graph COUNT FILE`, which writes what `bare` reads. */
async function main([mode, subject = "", extra = ""]: readonly string[]): Promise<void> {
  const environment = () => environmentProgram(Number(subject));
  if (mode === "graph") {
    const { resources } = await run(environment());
    writeFileSync(extra, JSON.stringify(resources));
    return;
  }
  const measurement =
    mode === "bare"
      ? await measure(bareProgram(readGraph(extra)), bareProgram(readGraph(subject)))
      : await measure(environmentProgram(WARM_UP), environment());
  process.stdout.write(JSON.stringify(measurement));
}

void main(process.argv.slice(2));
