import assert from "node:assert/strict";
import { PodRow } from "../../../checks/traffic/check-context.js";
import { A } from "./declared.js";

const COUNTS = { first: 2, second: 0, third: 1, last: 3 };

const ROW = new PodRow(
  Object.entries(COUNTS).map(([namespace, count]) => ({
    facts: { ...A, namespace },
    pods: Array.from({ length: count }, (_, at) => ({
      name: `${namespace} ${at}`,
      namespace,
      ref: { endpoint: `${namespace}/${at}` },
      peers: [],
    })),
  })),
);

function namesOutside(...namespaces: readonly string[]): string[] {
  return ROW.outside(namespaces).map(({ name }) => name);
}

const FIRST = ["first 0", "first 1"];
const THIRD = ["third 0"];
const LAST = ["last 0", "last 1", "last 2"];

const CUTS: readonly (readonly [namespaces: readonly string[], left: readonly string[]])[] = [
  [[], [...FIRST, ...THIRD, ...LAST]],
  [["first"], [...THIRD, ...LAST]],
  [["second"], [...FIRST, ...THIRD, ...LAST]],
  [["third"], [...FIRST, ...LAST]],
  [["last"], [...FIRST, ...THIRD]],
  [["last", "first"], THIRD],
  [
    ["third", "second", "third"],
    [...FIRST, ...LAST],
  ],
  [["last", "third", "second", "first"], []],
  [
    ["unknown", "first"],
    [...THIRD, ...LAST],
  ],
];

describe("PodRow.outside", () => {
  for (const [namespaces, left] of CUTS) {
    it(`leaves out the pods of ${namespaces.join(", ") || "nothing"}`, () => {
      assert.deepEqual(namesOutside(...namespaces), left);
    });
  }
});
