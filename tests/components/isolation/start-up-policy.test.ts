import assert from "node:assert/strict";
import { admissionPolicies } from "../../../components/isolation/admission.js";
import { CLUSTER_NAMESPACES } from "../../../contract/names.js";
import { AWS_NODE, POLICIES, refusalsOf, type Reviewed, type Write } from "./admission-review.js";

const TAINT = "readiness.k8s.io/calico";
const GUARDED = admissionPolicies({
  mode: "enforced",
  systemNamespaces: CLUSTER_NAMESPACES,
  cniUsers: [AWS_NODE],
  startupTaint: TAINT,
});

const WAITS = `a pod waits until Calico is ready on its node: it may not tolerate ${TAINT}, nor every taint`;
const SCHEDULED = "the scheduler chooses the node of a pod";

function pod(spec: Record<string, unknown>, operation: Write["operation"] = "CREATE"): Write {
  const object: Reviewed = { metadata: {}, spec };
  return { resource: "/pods", operation, object };
}

describe("admission policy start-up", () => {
  const CASES: readonly (readonly [what: string, write: Write, refused: readonly string[]])[] = [
    ["a plain pod", pod({}), []],
    ["a pod without tolerations", pod({ tolerations: [] }), []],
    [
      "other tolerations",
      pod({ tolerations: [{ key: "nvidia.com/gpu", operator: "Exists" }] }),
      [],
    ],
    ["the taint by its key", pod({ tolerations: [{ key: TAINT, operator: "Exists" }] }), [WAITS]],
    ["the taint by key and value", pod({ tolerations: [{ key: TAINT, value: "" }] }), [WAITS]],
    ["every taint", pod({ tolerations: [{ operator: "Exists" }] }), [WAITS]],
    [
      "every taint, by an empty key",
      pod({ tolerations: [{ key: "", operator: "Exists" }] }),
      [WAITS],
    ],
    [
      "one among others",
      pod({ tolerations: [{ key: "a", operator: "Exists" }, { operator: "Exists" }] }),
      [WAITS],
    ],
    ["a toleration later", pod({ tolerations: [{ key: TAINT }] }, "UPDATE"), [WAITS]],
    ["a node of its own choice", pod({ nodeName: "node-1" }), [SCHEDULED]],
    ["an update where the scheduler chose", pod({ nodeName: "node-1" }, "UPDATE"), []],
  ];
  for (const [what, write, refused] of CASES) {
    it(`${refused.length > 0 ? "refuses" : "accepts"} ${what}`, () => {
      assert.deepEqual(refusalsOf(write, GUARDED), refused);
    });
  }

  it("is there only with a start-up taint", () => {
    const keys = (policies: typeof POLICIES): string[] => policies.map(({ key }) => key);
    assert.deepEqual(keys(GUARDED), [...keys(POLICIES), "start-up"]);
    assert.deepEqual(refusalsOf(pod({ tolerations: [{ operator: "Exists" }] })), []);
  });

  it("leaves pods of the system alone", () => {
    const write = { ...pod({ tolerations: [{ operator: "Exists" }] }), namespace: "kube-system" };
    assert.deepEqual(refusalsOf(write, GUARDED), []);
  });
});
