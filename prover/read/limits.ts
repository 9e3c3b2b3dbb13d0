import type { Path } from "../model/path.js";

/** More than any honest manifest needs; beyond these limits the reader reports an error. */
export const LIMITS = {
  /** Characters of YAML in one source: it is parsed at some megabytes a second. */
  yamlCharacters: 16 * 1024 * 1024,
  /** Characters of JSON in one source. */
  jsonCharacters: 256 * 1024 * 1024,
  /** Levels of nesting. */
  depth: 100,
  /** Brackets that are open at once in one YAML document, those in texts included. */
  openBrackets: 1000,
  /** Aliases (`*name`) in one YAML document. */
  aliases: 200,
  /** Values in one document, those behind aliases counted each time. */
  values: 5_000_000,
  /** Errors that are reported for one document. */
  errorsPerDocument: 20,
} as const;

interface Visit {
  readonly value: unknown;
  readonly path: Path;
}

/** The first reason why a value is not plain, finite JSON data. */
export function findShapeProblem(root: unknown): { path: Path; message: string } | undefined {
  const open: Visit[] = [{ value: root, path: [] }];
  for (let seen = 0; seen <= LIMITS.values; seen += 1) {
    const visit = open.pop();
    if (visit === undefined) return undefined;
    const message = findProblem(visit);
    if (message !== undefined) return { path: visit.path, message };
    for (const child of childVisits(visit)) open.push(child);
  }
  return { path: [], message: `more than ${LIMITS.values} values` };
}

function findProblem({ value, path }: Visit): string | undefined {
  if (path.length > LIMITS.depth) {
    return `nested deeper than ${LIMITS.depth} levels, or an object inside itself`;
  }
  if (typeof value === "number" && !Number.isFinite(value)) return `${value} is not a JSON number`;
  if (typeof value !== "object" || value === null) return findScalarProblem(value);
  const prototype = Object.getPrototypeOf(value) as unknown;
  const plain = Array.isArray(value) || prototype === null || prototype === Object.prototype;
  return plain ? undefined : "not plain JSON data";
}

function findScalarProblem(value: unknown): string | undefined {
  const plain = ["string", "number", "boolean", "undefined"].includes(typeof value);
  return plain || value === null ? undefined : `a ${typeof value} is not JSON data`;
}

function childVisits({ value, path }: Visit): Visit[] {
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => ({ value: item, path: [...path, index] }));
  }
  if (typeof value !== "object" || value === null) return [];
  const entries: [string, unknown][] = Object.entries(value);
  return entries.map(([key, item]) => ({ value: item, path: [...path, key] }));
}
