import { z } from "zod";
import type { Issue } from "../components/shared/issues.js";
import { findNearest } from "../basics/nearest.js";

/** A problem of the input's shape. */
export interface ShapeIssue extends Issue {
  /** Whether the value cannot be read for it. An unknown field leaves the others readable. */
  readonly unreadable: boolean;
}

/** What a value of each type is called in a settings file. */
const WORDS: Readonly<Record<string, string>> = {
  string: "a string",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map of fields",
  record: "a map by name",
};

/** Longer values would bury the message. */
const QUOTE_LIMIT = 60;

function formatPath(segments: readonly PropertyKey[]): string {
  return segments.reduce<string>(
    (path, segment) =>
      typeof segment === "number"
        ? `${path}[${segment}]`
        : `${path}${path ? "." : ""}${String(segment)}`,
    "",
  );
}

function unwrapped(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema instanceof z.ZodOptional ? unwrapped(schema.unwrap()) : schema;
}

function descend(
  schema: z.core.$ZodType | undefined,
  key: PropertyKey,
): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodObject) return unwrapped(schema.shape[String(key)] as z.core.$ZodType);
  if (schema instanceof z.ZodArray) return unwrapped(schema.element);
  if (schema instanceof z.ZodRecord) return unwrapped(schema.valueType);
  return undefined;
}

/** The fields that the schema knows at a path. */
function fieldsAt(schema: z.ZodObject, path: readonly PropertyKey[]): string[] {
  const found = path.reduce<z.core.$ZodType | undefined>(descend, schema);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function unknownFieldMessage(field: string, known: readonly string[]): string {
  const nearest = findNearest(field, known);
  return nearest === undefined
    ? `unknown field: expected one of ${known.join(", ")}`
    : `unknown field; did you mean "${nearest}"?`;
}

/** The value at a path of the input, for the message. */
function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  );
}

function isScalar(value: unknown): value is number | boolean {
  return typeof value === "number" || typeof value === "boolean";
}

function typeMessage(expected: string, seen: unknown): string {
  const words = WORDS[expected] ?? expected;
  // YAML reads 1.30 as the number 1.3, so the text must be quoted where it is written.
  return expected === "string" && isScalar(seen) ? `${words}; put it in quotes` : words;
}

function choiceMessage(words: readonly string[], seen: unknown): string {
  const list = words.map((word) => `"${word}"`).join(", ");
  const nearest = typeof seen === "string" ? findNearest(seen, words) : undefined;
  return `one of ${list}${nearest === undefined ? "" : `; did you mean "${nearest}"?`}`;
}

function expectedBy(problem: z.core.$ZodIssue, seen: unknown): string {
  if (problem.code === "invalid_type") return typeMessage(problem.expected, seen);
  if (problem.code === "invalid_value") return choiceMessage(problem.values.map(String), seen);
  return problem.message;
}

function quoted(seen: unknown): string {
  const text = JSON.stringify(seen);
  return text.length > QUOTE_LIMIT ? `${text.slice(0, QUOTE_LIMIT)}…` : text;
}

function valueMessage(problem: z.core.$ZodIssue, seen: unknown): string {
  const expected = expectedBy(problem, seen);
  if (seen === undefined) return `is missing: expected ${expected}`;
  if (seen === null) return `is empty: expected ${expected}`;
  return `${quoted(seen)} is invalid: expected ${expected}`;
}

function toShapeIssues(
  schema: z.ZodObject,
  input: unknown,
  problem: z.core.$ZodIssue,
): ShapeIssue[] {
  if (problem.code === "unrecognized_keys") {
    const known = fieldsAt(schema, problem.path);
    return problem.keys.map((key) => ({
      path: formatPath([...problem.path, key]),
      message: unknownFieldMessage(key, known),
      unreadable: false,
    }));
  }
  const message = valueMessage(problem, valueAt(input, problem.path));
  return [{ path: formatPath(problem.path), message, unreadable: true }];
}

/** Problems of the input's shape, in the words of whoever wrote the file. */
export function findShapeIssues(schema: z.ZodObject, input: unknown): ShapeIssue[] {
  const { error } = schema.safeParse(input);
  return (error?.issues ?? []).flatMap((problem) => toShapeIssues(schema, input, problem));
}
