import assert from "node:assert/strict";
import { earlyPods, PATIENT_PODS } from "../../../checks/tenant-writes/early-pods.js";
import type { TriedWrite } from "../../../checks/tenant-writes/tried-write.js";

const TAINT = { key: "node.example/start-up", value: "", effect: "NoSchedule" };

interface Toleration {
  readonly key?: string;
  readonly operator?: string;
  readonly value?: string;
  readonly effect?: string;
}

/** https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/ */
function tolerates({ key, operator = "Equal", value = "", effect }: Toleration): boolean {
  if (effect !== undefined && effect !== TAINT.effect) return false;
  if (operator === "Exists") return key === undefined || key === TAINT.key;
  return operator === "Equal" && key === TAINT.key && value === TAINT.value;
}

/** Whether a pod may run on a node that has the taint. */
function comesEarly(tried: TriedWrite): boolean {
  const { spec = {} } = tried.in("app-a").object as {
    readonly spec?: { readonly nodeName?: string; readonly tolerations?: readonly Toleration[] };
  };
  return spec.nodeName !== undefined || (spec.tolerations ?? []).some(tolerates);
}

describe("Pods that would run before Calico does", () => {
  it("come early, each in its way", () => {
    assert.deepEqual(
      earlyPods(TAINT.key).map((pod) => [pod.what, comesEarly(pod)]),
      [
        ["a pod that tolerates the start-up taint", true],
        ["a pod that tolerates the start-up taint by its value", true],
        ["a pod that tolerates every taint", true],
        ["a pod that names its node", true],
      ],
    );
  });

  it("control: patient pods wait", () => {
    assert.deepEqual(
      PATIENT_PODS.map((pod) => [pod.what, comesEarly(pod)]),
      [
        ["a pod without tolerations", false],
        ["a pod for GPUs", false],
      ],
    );
  });
});
