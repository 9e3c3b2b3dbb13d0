import assert from "node:assert/strict";
import { openWorld } from "../../../cli/proof/open-world.js";
import { cellKey, computeMatrix } from "../../../cli/proof/matrix.js";
import { TWO_NAMESPACES } from "../manifests.js";

function opened(text: string) {
  const options = { world: {}, cidrMatchesPods: true };
  return openWorld({ paths: ["-"], options }, { input: () => text });
}

describe("computeMatrix", () => {
  const { world, zones } = opened(TWO_NAMESPACES);

  it("has the open cells of every namespace with every other and with the zones, in a fixed order", () => {
    const { namespaces, cells } = computeMatrix(world, zones);
    assert.deepEqual(namespaces, ["bank", "shop"]);
    const told = cells.map((cell) => `${cellKey(cell)}: ${String(cell.traffic)}`);
    assert.deepEqual(told.slice(-2), [
      "namespace shop → namespace bank: 8443/TCP",
      "namespace shop → namespace shop: everything",
    ]);
    const outward = told.slice(0, -2).map((text) => text.replace(/^namespace bank → zone /, ""));
    assert.deepEqual(
      outward,
      zones.zones.map(({ name }) => `${name}: everything`),
    );
  });

  it("leaves out what concerns none of the named namespaces", () => {
    const { namespaces, others, cells } = computeMatrix(world, zones, ["shop", "not-there"]);
    assert.deepEqual(namespaces, ["shop"]);
    assert.deepEqual(others[0], { namespace: "bank" });
    assert.deepEqual(cells.map(cellKey), [
      "namespace shop → namespace shop",
      "namespace shop → namespace bank",
    ]);
  });

  it("covers pods with labels still to be chosen", () => {
    const picky = TWO_NAMESPACES.replace(
      "metadata: {name: from-shop, namespace: bank}\nspec:\n  podSelector: {}",
      "metadata: {name: from-shop, namespace: bank}\nspec:\n  podSelector: {matchLabels: {app: x}}",
    );
    const other = opened(picky);
    const cell = computeMatrix(other.world, other.zones).cells.find(
      (each) => cellKey(each) === "zone internet → namespace bank",
    );
    assert.equal(cell?.traffic.isEverything, true);
  });
});
