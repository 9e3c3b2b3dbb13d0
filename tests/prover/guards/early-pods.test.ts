import assert from "node:assert/strict";
import { earlyPods, PATIENT_PODS } from "../../../prover/guards/early-pods.js";
import type { TriedWrite } from "../../../prover/guards/writes.js";

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
  for (const pod of earlyPods(TAINT.key)) {
    it(`${pod.what} comes early`, () => {
      assert.ok(comesEarly(pod));
    });
  }

  for (const pod of PATIENT_PODS) {
    it(`control: ${pod.what} waits`, () => {
      assert.ok(!comesEarly(pod));
    });
  }
});
