import { issue, type Issue } from "../issues.js";

/** A toleration as Kubernetes writes it. */
export interface Toleration {
  readonly key: string;
  readonly operator: "Exists";
  readonly effect?: "NoSchedule";
}

/** Lets a pod of the platform onto a node that applications do not get yet. Empty without a start-up taint. */
export function startupTolerations(startupTaint: string | undefined): Toleration[] {
  if (startupTaint === undefined) return [];
  return [{ key: startupTaint, operator: "Exists", effect: "NoSchedule" }];
}

/** A qualified name of Kubernetes: an optional DNS prefix, a slash, and a name of at most 63 characters. */
const QUALIFIED_NAME =
  /^(?:(?=[^/]{1,253}\/)[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*\/)?[A-Za-z0-9](?:[-\w.]{0,61}[A-Za-z0-9])?$/;

/** EKS ends keys of taints here (https://docs.aws.amazon.com/eks/latest/APIReference/API_Taint.html). */
const LONGEST_KEY = 63;

export function findStartupTaintIssues(key: string | undefined): Issue[] {
  if (key === undefined || (QUALIFIED_NAME.test(key) && key.length <= LONGEST_KEY)) return [];
  const expected = `a taint key of at most ${LONGEST_KEY} characters, such as readiness.k8s.io/calico`;
  return [issue("startupTaint", key, expected)];
}
