import { createRequire } from "node:module";
import { recordProgram, type RecordedOutputs } from "../../recorder/index.js";

/*
 * Runs programs one after the other, in a process whose TypeScript settings map `bulkhead` to the source. The outputs
 * of the first one answer stack references of the others. Prints the number of resources of each file as JSON.
 */

const load = createRequire(__filename);

type Outputs = Record<string, unknown>;

async function outputsOf(file: string): Promise<Outputs> {
  const exported = load(file) as Outputs | (() => Promise<Outputs>);
  return typeof exported === "function" ? exported() : exported;
}

async function main(files: readonly string[]): Promise<void> {
  const counts: Record<string, number> = {};
  let platform: RecordedOutputs = {};
  for (const file of files) {
    const { resources, outputs } = await recordProgram({
      project: "shop",
      stack: "test",
      config: { "shop:platformStack": "organization/bulkhead/dev" },
      stackReferences: { "organization/bulkhead/dev": platform },
      program: () => outputsOf(file),
    });
    counts[file] = resources.length;
    if ("platform" in outputs) platform = outputs;
  }
  process.stdout.write(JSON.stringify(counts));
}

void main(process.argv.slice(2));
