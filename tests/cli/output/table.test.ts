import assert from "node:assert/strict";
import fc from "fast-check";
import { grouped } from "../../../basics/counts.js";
import { tableLines } from "../../../cli/output/table.js";
import { PAGE_WIDTH, wrap } from "../../../cli/output/wrap.js";

const words = fc
  .array(fc.stringMatching(/^[a-z0-9./-]{1,30}$/), { maxLength: 20 })
  .map((list) => list.join(" "));

describe("wrap", () => {
  it("breaks between words, and inside one that is too long", () => {
    assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
    assert.deepEqual(wrap("abcdefgh ij", 5), ["abcde", "fgh", "ij"]);
    assert.deepEqual(wrap("a\n\nb", 5), ["a", "", "b"]);
  });

  it("loses no character and exceeds no width", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 40 }), (text, width) => {
        const lines = wrap(text, width);
        assert.equal(lines.join("").replaceAll(" ", ""), text.replaceAll(" ", ""));
        assert.ok(lines.every((line) => line.length <= width));
      }),
    );
  });
});

describe("tableLines", () => {
  it("aligns columns and trims the ends of lines", () => {
    const rows = [
      ["a", "long", "x"],
      ["bbb", "", ""],
      ["c", "1\n2", "y"],
    ];
    assert.deepEqual(tableLines(rows, " "), [" a    long  x", " bbb", " c    1     y", "      2"]);
  });

  it("fits on a page and loses no word", () => {
    const rows = fc.array(fc.array(words, { minLength: 6, maxLength: 6 }), { minLength: 1 });
    fc.assert(
      fc.property(rows, (cells) => {
        const lines = tableLines(cells, "  ");
        assert.ok(lines.every((line) => line.length <= PAGE_WIDTH));
        const letters = (text: string) => Array.from(text.replace(/\s/g, "")).sort().join("");
        assert.equal(letters(lines.join("")), letters(cells.flat().join("")));
      }),
    );
  });
});

describe("grouped", () => {
  it("groups thousands", () => {
    assert.deepEqual([0, 999, 1000, 65536, 1234567].map(grouped), [
      "0",
      "999",
      "1,000",
      "65,536",
      "1,234,567",
    ]);
  });
});
