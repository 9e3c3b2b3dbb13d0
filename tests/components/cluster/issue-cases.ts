import assert from "node:assert/strict";
import type { ClusterArgs } from "../../../components/cluster/args.js";
import { findClusterIssues } from "../../../components/cluster/issues.js";
import { clusterArgs } from "./build.js";

export type Refused = readonly [what: string, args: Partial<ClusterArgs>, expected: RegExp];
export type Accepted = readonly [what: string, args: Partial<ClusterArgs>];

export function issuesOf(overrides: Partial<ClusterArgs>, name = "prod"): string[] {
  return findClusterIssues(name, clusterArgs(overrides)).map(
    ({ path, message }) => `${path}: ${message}`,
  );
}

/** A test for each: one issue, or none. */
export function checkIssueCases(refused: readonly Refused[], accepted: readonly Accepted[]): void {
  for (const [what, args, expected] of refused) {
    it(`refuse ${what}`, () => {
      const issues = issuesOf(args);
      assert.equal(issues.length, 1, issues.join("\n"));
      assert.match(issues[0] ?? "", expected);
    });
  }

  for (const [what, args] of accepted) {
    it(`accept ${what}`, () => {
      assert.deepEqual(issuesOf(args), []);
    });
  }
}
