import { containsSecret } from "./values.js";
import type { RecordedOutputs } from "./recorded.js";
import { encodeMap } from "./wire.js";
import type { Encodable, WireObject } from "./wire.js";

export const STACK_REFERENCE_TYPE = "pulumi:pulumi:StackReference";

/** Recorded outputs, or plain values, by `organization/project/stack`. */
export type StackReferences = Record<string, RecordedOutputs | Record<string, unknown>>;

export function stackReferenceState(stack: string, references: StackReferences): WireObject {
  const outputs = references[stack] as Record<string, Encodable> | undefined;
  if (outputs === undefined) {
    throw new Error(`stack reference "${stack}" has no answer: ${answerHint(references)}`);
  }
  const secretOutputNames = Object.keys(outputs).filter((name) => containsSecret(outputs[name]));
  return { name: stack, outputs: encodeMap(outputs), secretOutputNames };
}

function answerHint(references: StackReferences): string {
  const known = Object.keys(references).sort();
  const hint = 'add it to "stackReferences"';
  return known.length === 0 ? hint : `${hint}, which has ${known.join(", ")}`;
}
