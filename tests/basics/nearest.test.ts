import assert from "node:assert/strict";
import { listed, suggestion } from "../../basics/nearest.js";

describe("A suggestion", () => {
  const cases = [
    { name: "one letter too many", seen: "shops", known: ["mall", "shop"], meant: "shop" },
    { name: "one wrong letter of a short word", seen: "tp", known: ["to"], meant: "to" },
    { name: "two wrong letters of six", seen: "nevxxr", known: ["neverr"], meant: "neverr" },
    { name: "letters in a wrong order", seen: "form", known: ["from", "to"], meant: "from" },
    {
      name: "letters of two places in a wrong order",
      seen: "abdc",
      known: ["abcd"],
      meant: "abcd",
    },
    { name: "two wrong letters of five", seen: "shxyz", known: ["shopz"], meant: undefined },
    { name: "two wrong letters of two", seen: "xy", known: ["to"], meant: undefined },
    { name: "another word", seen: "orders", known: ["shop"], meant: undefined },
    { name: "no known word", seen: "shop", known: [], meant: undefined },
  ];
  for (const { name, seen, known, meant } of cases) {
    it(`for ${name} is ${meant ?? "none"}`, () => {
      const expected = meant === undefined ? "" : ` Did you mean ${JSON.stringify(meant)}?`;
      assert.equal(suggestion(seen, known), expected);
    });
  }
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
