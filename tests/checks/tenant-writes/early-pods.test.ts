import assert from "node:assert/strict";
import { earlyPods, WAITING_PODS } from "../../../checks/tenant-writes/writes.js";
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

/** Whether a pod may run on a node with the taint. */
function runsEarly(tried: TriedWrite): boolean {
  const { spec = {} } = tried.in("app-a").object as {
    readonly spec?: { readonly nodeName?: string; readonly tolerations?: readonly Toleration[] };
  };
  return spec.nodeName !== undefined || (spec.tolerations ?? []).some(tolerates);
}

describe("pods that run before Calico", () => {
  it("may start on a node with the start-up taint, each for another reason", () => {
    assert.deepEqual(
      earlyPods(TAINT.key).map((pod) => [pod.what, runsEarly(pod)]),
      [
        ["a pod that tolerates the start-up taint", true],
        ["a pod that tolerates the start-up taint by its value", true],
        ["a pod that tolerates every taint", true],
        ["a pod that sets nodeName", true],
      ],
    );
  });

  it("waiting pods do not start on a node with the taint", () => {
    assert.deepEqual(
      WAITING_PODS.map((pod) => [pod.what, runsEarly(pod)]),
      [
        ["a pod without tolerations", false],
        ["a pod for GPUs", false],
      ],
    );
  });
});
