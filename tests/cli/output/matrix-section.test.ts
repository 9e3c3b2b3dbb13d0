import assert from "node:assert/strict";
import type { Matrix, MatrixCell, MatrixPeer } from "../../../cli/proof/matrix.js";
import { matrixSection } from "../../../cli/output/matrix-section.js";
import { createPalette } from "../../../cli/output/palette.js";
import { formatTraffic, TrafficSet } from "../../../prover/index.js";

const TCP = 6;

/** `shop` is a namespace, `@internet` a zone. */
function peer(text: string): MatrixPeer {
  return text.startsWith("@") ? { zone: text.slice(1) } : { namespace: text };
}

function cell(from: string, to: string, port?: number): MatrixCell {
  const traffic = port === undefined ? TrafficSet.everything : TrafficSet.protocol(TCP, port);
  return { from: peer(from), to: peer(to), traffic };
}

function section(
  namespaces: readonly string[],
  others: readonly string[],
  cells: MatrixCell[],
): string[] {
  const matrix: Matrix = { namespaces, others: others.map(peer), cells };
  return matrixSection(matrix, "applications", createPalette(false)).slice(3);
}

function own(namespaces: readonly string[]): MatrixCell[] {
  return namespaces.map((name) => cell(name, name));
}

describe("matrixSection", () => {
  it("groups what is alike and leaves out what is closed", () => {
    const names = ["bank", "cart", "mail", "shop"];
    const lines = section(
      names,
      ["dns", "@internet", "@imds", "@alb-shop"],
      [
        ...own(names),
        cell("shop", "bank", 8080),
        cell("shop", "cart", 8080),
        cell("mail", "bank", 25),
        ...names.map((name) => cell(name, "dns", 53)),
        cell("mail", "@internet"),
        cell("@alb-shop", "shop", 8080),
      ],
    );
    assert.deepEqual(lines, [
      "  inside a namespace: all",
      "  between applications",
      "          bank  cart",
      "    mail  25    –",
      "    shop  8080  8080",
      "  from applications",
      "                      dns  internet",
      "    bank, cart, shop  53   –",
      "    mail              53   all",
      "  to applications",
      "              shop",
      "    alb-shop  8080",
    ]);
  });

  it("merges columns that are alike", () => {
    const lines = section(
      ["a", "b"],
      ["@imds", "@internet", "@peers"],
      [cell("a", "@imds"), cell("a", "@internet"), cell("a", "@peers", 443)],
    );
    assert.deepEqual(lines.slice(2, 6), [
      "  from applications",
      "       imds      peers",
      "       internet",
      "    a  all       443",
    ]);
  });

  it("says so where nothing is open", () => {
    assert.deepEqual(section(["a", "b"], ["@internet"], own(["a"])), [
      "  inside a namespace: all (a), nothing (b)",
      "  between applications: nothing",
      "  from applications: nothing",
      "  to applications: nothing",
    ]);
  });

  it("lists what is open where a table would be too wide", () => {
    const names = Array.from({ length: 13 }, (_, index) => `application-${index + 1}`);
    const chain = names.slice(1).map((name, index) => cell(names[index] ?? "", name, 8000 + index));
    const lines = section(names, [], [...own(names), ...chain]);
    assert.equal(lines[2], "    application-1 → application-2 8000");
    assert.equal(lines.filter((line) => line.includes("→")).length, 12);
  });

  it("fits on a page for a dozen applications with long names", () => {
    const names = Array.from({ length: 12 }, (_, index) => `department-application-${index}`);
    const zones = Array.from({ length: 12 }, (_, index) => `@alb-application-number-${index}`);
    const cells = [
      ...own(names),
      ...names.flatMap((from, index) => [
        cell(from, names[(index + 1) % 12] ?? "", 8080 + index),
        cell(from, names[(index + 5) % 12] ?? "", 9090),
        cell(zones[index] ?? "", from, 8080),
        cell(from, "@internet"),
      ]),
    ];
    const lines = section(names, [...zones, "@internet"], cells);
    assert.deepEqual(
      lines.filter((line) => line.length > 100),
      [],
    );
  });

  it("shows every open cell, in whatever form", () => {
    const names = ["a", "b", "c"];
    const cells = names.flatMap((from, row) =>
      names.map((to, column) => cell(from, to, 1000 + 10 * row + column)),
    );
    const text = section(names, [], cells).join("\n");
    for (const { traffic } of cells) assert.ok(text.includes(formatTraffic(traffic, "short")));
  });
});
