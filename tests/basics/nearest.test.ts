import assert from "node:assert/strict";
import fc from "fast-check";
import { findNearest, listed, suggestion } from "../../basics/nearest.js";

const COMMANDS = ["plan", "prove", "explain", "diff", "pending"];
const STACKS = ["dev", "staging", "prod"];
const SECTIONS = ["network", "cluster", "existingCluster", "isolation", "applications"];
const SCHEMES = ["internal", "internet-facing"];

describe("The nearest known word", () => {
  const cases: [why: string, seen: string, known: readonly string[], nearest?: string][] = [
    ["one letter too many", "shops", ["mall", "shop"], "shop"],
    ["one wrong letter of two", "tp", ["to"], "to"],
    ["two wrong letters of six", "nevxxr", ["neverr"], "neverr"],
    ["swapped letters", "form", ["from", "to"], "from"],
    ["swapped letters in two places", "abdc", ["abcd"], "abcd"],
    ["swapped letters of a stack", "prdo", STACKS, "prod"],
    ["swapped letters of a section", "netwrok", SECTIONS, "network"],
    ["other capitals", "PROD", STACKS, "prod"],
    ["other capitals of a section", "existingcluster", SECTIONS, "existingCluster"],
    ["its beginning", "existing", SECTIONS, "existingCluster"],
    ["its beginning, before a word of the same length", "internet", SCHEMES, "internet-facing"],
    ["its beginning, and of several the shortest", "app", ["app-frontend", "app-a"], "app-a"],
    ["a word that begins with it", "production", STACKS, "prod"],
    ["a slip, before a word that begins with it", "explains", ["exp", "explain"], "explain"],
    ["a beginning of two letters", "ap", SECTIONS],
    ["two wrong letters of five", "shxyz", ["shopz"]],
    ["two wrong letters of four", "plug", COMMANDS],
    ["two wrong letters of two", "xy", ["to"]],
    ["one wrong letter of one", "x", ["a"]],
    ["another word", "orders", ["shop"]],
    ["another word of the same beginning", "stack-output-files", ["stack-outputs"]],
    ["an empty word", "", ["a"]],
    ["no known word", "shop", []],
  ];
  for (const [why, seen, known, nearest] of cases) {
    it(`to "${seen}" is ${nearest ?? "none"}: ${why}`, () => {
      assert.equal(findNearest(seen, known), nearest);
    });
  }

  it("is always one of the known words", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1 })), (seen, known) => {
        const nearest = findNearest(seen, known);
        return nearest === undefined || known.includes(nearest);
      }),
    );
  });

  it("to a known word is that word", () => {
    for (const section of SECTIONS) assert.equal(findNearest(section, SECTIONS), section);
  });
});

describe("A suggestion", () => {
  it("asks for the nearest word in quotes", () => {
    assert.equal(suggestion("prdo", STACKS), ' Did you mean "prod"?');
  });

  it("is empty where no known word is near", () => {
    assert.equal(suggestion("orders", STACKS), "");
  });
});

describe("A list in a sentence", () => {
  const names = ["a", "b", "c", "d", "e", "f", "g", "h"];
  const cases = [
    { count: 0, text: "none" },
    { count: 1, text: "a" },
    { count: 6, text: "a, b, c, d, e, f" },
    { count: 7, text: "a, b, c, d, e, f, and 1 more" },
    { count: 8, text: "a, b, c, d, e, f, and 2 more" },
  ];
  for (const { count, text } of cases) {
    it(`of ${count} reads ${text}`, () => {
      assert.equal(listed(names.slice(0, count)), text);
    });
  }

  it("is as long as one wants", () => {
    assert.equal(listed(names, 2), "a, b, and 6 more");
    assert.equal(listed(names, 8), names.join(", "));
  });
});
