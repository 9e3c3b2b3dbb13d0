import {
  isSecret,
  unwrapSecrets,
  type PropertyValue,
  type RecordedProgram,
} from "../../recorder/index.js";
import { SECRET } from "../../basics/json.js";

/** Shorter texts occur everywhere, and nothing is gained by hiding them. */
const SHORTEST = 4;

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function secretTextsIn(value: PropertyValue): string[] {
  if (isSecret(value)) return textsIn(unwrapSecrets(value));
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value as Record<string, PropertyValue>).flatMap(secretTextsIn);
}

/** Every text that a recording keeps secret. */
export function secretTexts({ resources }: RecordedProgram): string[] {
  return resources.flatMap(({ inputs, outputs }) => [
    ...secretTextsIn(inputs),
    ...secretTextsIn(outputs),
  ]);
}

/** The same text with each secret replaced; for what a program says in its own words. */
export function scrubbed(text: string, secrets: readonly string[]): string {
  const telling = secrets.filter((secret) => secret.length >= SHORTEST && secret !== SECRET);
  const longestFirst = telling.sort((left, right) => right.length - left.length);
  return longestFirst.reduce((kept, secret) => kept.replaceAll(secret, SECRET), text);
}
