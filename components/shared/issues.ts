/** One problem of a component's arguments, in the words of whoever wrote them. */
export interface Issue {
  /** Where: the path of the argument, such as `nodeGroups.web.minSize`. */
  readonly path: string;
  /** What was seen, what is accepted, and the likely fix. */
  readonly message: string;
}

/** An issue that quotes what was seen, or says that nothing was. */
export function issue(path: string, seen: unknown, accepted: string): Issue {
  const problem = seen === undefined ? "is missing" : `${JSON.stringify(seen)} is not accepted`;
  return { path, message: `${problem}: ${accepted}` };
}

/** An issue when `value` is given and is none of the accepted words. */
export function findChoiceIssues(
  path: string,
  value: string | undefined,
  accepted: Readonly<Record<string, string>>,
): Issue[] {
  const words = Object.values(accepted);
  if (value === undefined || words.includes(value)) return [];
  return [issue(path, value, `one of ${words.map((word) => `"${word}"`).join(", ")}`)];
}

/** An issue for each value that occurs more than once. */
export function findDuplicateIssues(path: string, values: readonly (string | number)[]): Issue[] {
  const repeated = values.filter((value, index) => values.indexOf(value) !== index);
  return [...new Set(repeated)].map((value) => ({
    path,
    message: `${JSON.stringify(value)} stands there more than once`,
  }));
}

/** The same issues, seen from the argument that holds the checked value. */
export function issuesWithin(path: string, issues: readonly Issue[]): Issue[] {
  return issues.map((inner) => ({ ...inner, path: inner.path ? `${path}.${inner.path}` : path }));
}

export function formatIssues(issues: readonly Issue[]): string {
  return issues.map(({ path, message }) => `  ${path}: ${message}`).join("\n");
}
