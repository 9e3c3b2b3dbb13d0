import assert from "node:assert/strict";
import { ComponentType } from "../../contract/component-type.js";

describe("ComponentType", () => {
  it("has the token of each component, which its name ends", () => {
    const names = Object.keys(ComponentType);
    assert.deepEqual(
      Object.values(ComponentType),
      names.map((name) => `bulkhead:index:${name}`),
    );
  });
});
