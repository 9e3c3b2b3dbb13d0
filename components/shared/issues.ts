/** One refused argument. */
export interface Issue {
  /** Path of the argument, such as `nodeGroups.web.minSize`. */
  readonly path: string;
  /** What was seen, what is expected, and the fix when there is an obvious one. */
  readonly message: string;
}

/**
 * An issue that quotes the value that was seen. Every issue of a single value has this form.
 *
 * @param expected A noun phrase, such as `a port number from 1 to 65535`, and the fix after a semicolon.
 */
export function issue(path: string, seen: unknown, expected: string): Issue {
  const problem = seen === undefined ? "is missing" : `${JSON.stringify(seen)} is invalid`;
  return { path, message: `${problem}: expected ${expected}` };
}

/** An issue when `value` is given and is not one of the accepted words. */
export function findChoiceIssues(
  path: string,
  value: string | undefined,
  accepted: Readonly<Record<string, string>>,
): Issue[] {
  const words = Object.values(accepted);
  if (value === undefined || words.includes(value)) return [];
  return [issue(path, value, `one of ${words.map((word) => `"${word}"`).join(", ")}`)];
}

export function duplicateIssue(path: string, value: string | number): Issue {
  return { path, message: `${JSON.stringify(value)} is listed more than once` };
}

/** One issue for each value that occurs more than once. */
export function findDuplicateIssues(path: string, values: readonly (string | number)[]): Issue[] {
  const repeated = values.filter((value, index) => values.indexOf(value) !== index);
  return [...new Set(repeated)].map((value) => duplicateIssue(path, value));
}

/** The same issues with paths that begin at the argument that holds the checked value. */
export function issuesWithin(path: string, issues: readonly Issue[]): Issue[] {
  return issues.map((inner) => ({ ...inner, path: inner.path ? `${path}.${inner.path}` : path }));
}

export function formatIssues(issues: readonly Issue[]): string {
  return issues.map(({ path, message }) => `  ${path}: ${message}`).join("\n");
}
