/**
 * Whether the policies act, or are only evaluated and logged.
 *
 * @enum
 */
export const IsolationMode = {
  /** Policies are enforced. */
  Enforced: "enforced",
  /** Calico evaluates and logs the policies, traffic flows as if they did not exist. */
  Staged: "staged",
} as const;
export type IsolationMode = (typeof IsolationMode)[keyof typeof IsolationMode];
