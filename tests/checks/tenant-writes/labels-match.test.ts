import assert from "node:assert/strict";
import { labelsMatch } from "../../../checks/tenant-writes/admission.js";

const LABELS = { app: "web", tier: "" };

const SELECTORS: readonly (readonly [selector: object, picked: boolean])[] = [
  [{}, true],
  [{ matchLabels: {} }, true],
  [{ matchLabels: { app: "web" } }, true],
  [{ matchLabels: { app: "web", tier: "" } }, true],
  [{ matchLabels: { app: "db" } }, false],
  [{ matchLabels: { app: "web", other: "web" } }, false],
  [{ matchExpressions: [{ key: "app", operator: "In", values: ["db", "web"] }] }, true],
  [{ matchExpressions: [{ key: "app", operator: "In", values: ["db"] }] }, false],
  [{ matchExpressions: [{ key: "other", operator: "In", values: ["web"] }] }, false],
  [{ matchExpressions: [{ key: "app", operator: "NotIn", values: ["db"] }] }, true],
  [{ matchExpressions: [{ key: "app", operator: "NotIn", values: ["db", "web"] }] }, false],
  [{ matchExpressions: [{ key: "other", operator: "NotIn", values: ["web"] }] }, true],
  [{ matchExpressions: [{ key: "tier", operator: "Exists" }] }, true],
  [{ matchExpressions: [{ key: "other", operator: "Exists" }] }, false],
  [{ matchExpressions: [{ key: "other", operator: "DoesNotExist" }] }, true],
  [{ matchExpressions: [{ key: "tier", operator: "DoesNotExist" }] }, false],
  [{ matchExpressions: [{ key: "app", operator: "Gt", values: ["a"] }] }, false],
  [{ matchExpressions: [{ key: "app" }] }, false],
  [{ matchExpressions: [{ operator: "Exists" }] }, false],
  [
    {
      matchExpressions: [
        { key: "app", operator: "Exists" },
        { key: "app", operator: "In", values: ["db"] },
      ],
    },
    false,
  ],
  [{ matchLabels: { app: "db" }, matchExpressions: [{ key: "app", operator: "Exists" }] }, false],
];

describe("labelsMatch", () => {
  for (const [selector, picked] of SELECTORS) {
    it(`${JSON.stringify(selector)} ${picked ? "matches" : "does not match"} ${JSON.stringify(LABELS)}`, () => {
      assert.equal(labelsMatch({ ...selector }, LABELS), picked);
    });
  }

  it("tests a label that is not a text for presence only", () => {
    const holds = (operator: string): boolean =>
      labelsMatch({ matchExpressions: [{ key: "n", operator, values: ["1"] }] }, { n: 1 });
    assert.deepEqual(["In", "NotIn", "Exists"].map(holds), [false, true, true]);
  });
});
