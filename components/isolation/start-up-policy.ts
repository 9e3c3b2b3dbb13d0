import { onWrite, type AdmissionSpec } from "./admission-spec.js";

/**
 * A pod that tolerates the start-up taint, or that names its node and so passes the scheduler by, would run on a node
 * whose Calico agent has not begun.
 */
export function startUp(startupTaint: string): AdmissionSpec {
  const other = `has(t.key) && t.key != '' && t.key != '${startupTaint}'`;
  return {
    failurePolicy: "Fail",
    matchConstraints: { resourceRules: [onWrite("", "pods")] },
    validations: [
      {
        message: `a pod waits until Calico is ready on its node: it may not tolerate ${startupTaint}, nor every taint`,
        expression: `!has(object.spec.tolerations) || object.spec.tolerations.all(t, ${other})`,
      },
      {
        message: "the scheduler chooses the node of a pod",
        expression:
          "request.operation == 'UPDATE' || !has(object.spec.nodeName) || object.spec.nodeName == ''",
      },
    ],
  };
}
