import { closest, distance } from "fastest-levenshtein";
import { z } from "zod";
import type { Issue } from "../components/shared/issues.js";

/** More wrong letters than this make another word. */
const MOST_TYPOS = 3;

function pathOf(segments: readonly PropertyKey[]): string {
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

function childOf(
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
  const found = path.reduce<z.core.$ZodType | undefined>(childOf, schema);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

function unknownFieldMessage(field: string, known: readonly string[]): string {
  const nearest = known.length > 0 ? closest(field, known) : field;
  return distance(field, nearest) <= MOST_TYPOS
    ? `no such field; did you mean "${nearest}"?`
    : `no such field; there are ${known.join(", ")}`;
}

/** The value at a path of the input, for the message. */
function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key],
    input,
  );
}

function expectedBy(problem: z.core.$ZodIssue): string {
  if (problem.code === "invalid_type") return `a value of type ${problem.expected}`;
  if (problem.code === "invalid_value") return `one of ${problem.values.map(String).join(", ")}`;
  return problem.message;
}

function seenMessage(seen: unknown, expected: string): string {
  if (seen === undefined) return `is missing; ${expected} is expected`;
  return `${JSON.stringify(seen)} is not accepted: ${expected} is expected`;
}

function issuesOf(schema: z.ZodObject, input: unknown, problem: z.core.$ZodIssue): Issue[] {
  const path = pathOf(problem.path);
  const seen = valueAt(input, problem.path);
  if (problem.code === "unrecognized_keys") {
    const known = fieldsAt(schema, problem.path);
    return problem.keys.map((key) => ({
      path: pathOf([...problem.path, key]),
      message: unknownFieldMessage(key, known),
    }));
  }
  return [{ path, message: seenMessage(seen, expectedBy(problem)) }];
}

/** Problems of the input's shape, in the words of whoever wrote the file. */
export function findShapeIssues(schema: z.ZodObject, input: unknown): Issue[] {
  const { error } = schema.safeParse(input);
  return (error?.issues ?? []).flatMap((problem) => issuesOf(schema, input, problem));
}
