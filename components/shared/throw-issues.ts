import * as pulumi from "@pulumi/pulumi";
import type { Issue } from "./issues.js";
import { formatIssues } from "./issues.js";

/**
 * Throws once for all issues. The engine names each property, also when the component was
 * constructed from another language.
 *
 * @throws pulumi.InputPropertiesError when there is at least one issue.
 */
export function throwIssues(subject: string, issues: readonly Issue[]): void {
  if (issues.length === 0) return;
  const problems = issues.length === 1 ? "1 problem" : `${issues.length} problems`;
  throw new pulumi.InputPropertiesError({
    message: `${subject} has ${problems}:\n${formatIssues(issues)}`,
    errors: issues.map(({ path, message }) => ({ propertyPath: path, reason: message })),
  });
}
