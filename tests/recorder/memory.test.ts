import assert from "node:assert/strict";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type * as pulumi from "@pulumi/pulumi";
import { Box, record, Thing } from "./programs.js";

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
}

/** What a recorded program made, for as long as something else keeps it. */
async function made(): Promise<readonly WeakRef<pulumi.Resource>[]> {
  const resources: WeakRef<pulumi.Resource>[] = [];
  await record(() => {
    const box = new Box("box");
    const thing = new Thing("thing", {}, { parent: box });
    resources.push(new WeakRef<pulumi.Resource>(box), new WeakRef<pulumi.Resource>(thing));
    return { thing: thing.urn };
  });
  return resources;
}

describe("a recording", () => {
  it("leaves nothing of the program in memory; control: what something holds stays", async () => {
    const resources = await made();
    const held = resources.map((each) => each.deref());
    collectGarbage();
    assert.ok(resources.every((each) => each.deref() !== undefined));
    held.length = 0;
    // A reference that was asked for stays until the end of the turn.
    await new Promise(setImmediate);
    collectGarbage();
    assert.deepEqual(
      resources.map((each) => each.deref()?.constructor.name),
      [undefined, undefined],
    );
  });

  it("is freed once nothing refers to it", async () => {
    const recorded = new WeakRef(await record(() => ({})));
    await new Promise(setImmediate);
    collectGarbage();
    assert.equal(recorded.deref(), undefined);
  });

  it("leaves the SDK's global stack as it was", async () => {
    const before = Reflect.get(globalThis, "stackResource") as unknown;
    await made();
    assert.ok(Object.is(Reflect.get(globalThis, "stackResource"), before));
  });
});
