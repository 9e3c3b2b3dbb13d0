import { readFileSync } from "node:fs";
import { isPlanDocument } from "../plan-folder/document.js";
import { UsageError } from "../usage-error.js";

type Outputs = Record<string, unknown>;

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new UsageError(`--stack-outputs ${file}: ${(error as Error).message}.`);
  }
}

function outputsIn(file: string): Outputs {
  const content = readJson(file);
  if (isPlanDocument(content)) return content.outputs;
  if (typeof content === "object" && content !== null && !Array.isArray(content)) {
    return content as Outputs;
  }
  throw new UsageError(
    `--stack-outputs ${file}: expected a plan.json or a JSON object of outputs.`,
  );
}

/** Answers to stack references, by the name that the program uses. */
export function readStackOutputs(files: Readonly<Record<string, string>>): Record<string, Outputs> {
  return Object.fromEntries(Object.entries(files).map(([name, file]) => [name, outputsIn(file)]));
}

/** Why a stack reference failed, when that is what happened, and how to answer it. */
export function stackReferenceAdvice(message: string): string | undefined {
  const [, name] = /stack reference "([^"]+)" has no answer/.exec(message) ?? [];
  if (name === undefined) return undefined;
  return (
    `stack reference "${name}" has no answer: plan that stack first, ` +
    `then pass --stack-outputs ${name}=…/plan.json`
  );
}
