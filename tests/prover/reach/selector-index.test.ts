import assert from "node:assert/strict";
import type { Selector } from "../../../prover/model/selector.js";
import { SelectorIds } from "../../../prover/reach/selector-ids.js";
import { SelectorIndex } from "../../../prover/reach/selector-index.js";
import { is, pod } from "../evaluate/worlds.js";
import { numbersOf } from "./bit-sets.js";

const IN: Selector = { kind: "in", label: "app", values: ["web", "api"] };
const BOTH: Selector = { kind: "and", operands: [is("app", "web"), is("team", "x")] };
const ENDPOINTS = [
  pod("a", { labels: { app: "web", team: "x" } }),
  pod("b", { labels: { app: "api", team: "*" } }),
  pod("c", { labels: { app: "web", team: "*" } }),
];

describe("What selectors pick", () => {
  const index = new SelectorIndex([IN, BOTH], ENDPOINTS, new SelectorIds());
  index.useClasses(ENDPOINTS);

  it("is known for certain, or only possible", () => {
    const { must, may } = index.picked(BOTH);
    assert.deepEqual([numbersOf(must), numbersOf(may)], [[0], [0, 2]]);
  });

  it("is one set where all of it is certain", () => {
    const { must, may } = index.picked(IN);
    assert.equal(must, may);
    assert.deepEqual(numbersOf(must), [0, 1, 2]);
  });

  it("without conditions selects all for `and`, and none for `or`", () => {
    const told = (kind: "and" | "or"): number[] =>
      numbersOf(index.picked({ kind, operands: [] }).may);
    assert.deepEqual([told("and"), told("or")], [[0, 1, 2], []]);
  });

  it("is calculated once", () => {
    assert.equal(index.picked(BOTH), index.picked(structuredClone(BOTH)));
  });

  it("tells endpoints apart that a selector tells apart, and no others", () => {
    const twin = pod("d", { labels: { app: "web", team: "x", other: "y" } });
    const signatures = [...ENDPOINTS, twin].map((each) => index.signature(each));
    assert.equal(new Set(signatures).size, 3);
    assert.equal(signatures[3], signatures[0]);
  });
});
