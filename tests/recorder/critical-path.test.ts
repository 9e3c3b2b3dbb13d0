import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import {
  criticalPath,
  dataOrder,
  engineOrder,
  type RecordedProgram,
  type RecordedResource,
} from "../../recorder/index.js";
import { Box, record, resourceOf, TestProvider, Thing } from "./programs.js";

const ONE_EACH = ({ custom }: RecordedResource): number => (custom ? 1 : 0);

/** Resources named by their place in the list, each after some that come before it, with its seconds. */
interface Row {
  readonly seconds: number;
  readonly after: readonly number[];
}

const rows: fc.Arbitrary<Row[]> = fc
  .array(fc.record({ seconds: fc.nat(9), after: fc.array(fc.nat(8), { maxLength: 3 }) }), {
    minLength: 1,
    maxLength: 9,
  })
  .map((drawn) =>
    drawn.map(({ seconds, after }, at) => ({ seconds, after: after.filter((each) => each < at) })),
  );

/** Every way through the rows that ends at one of them, in seconds. */
function waysTo(drawn: readonly Row[], at: number): number[] {
  const row = drawn[at];
  if (row === undefined) return [];
  const before = row.after.flatMap((each) => waysTo(drawn, each));
  return [0, ...before].map((seconds) => seconds + row.seconds);
}

describe("criticalPath", () => {
  it("is the longest of all ways, and names those on it that take time", async () => {
    const recorded = await record(() => {
      const a = new Thing("a", { size: 1 });
      const box = new Box("box", { dependsOn: a });
      new Thing("b", { size: a.size }, { parent: box });
      new Thing("alone");
    });
    const { seconds, urns } = criticalPath(recorded, engineOrder(recorded), ONE_EACH);
    assert.equal(seconds, 2);
    assert.deepEqual(
      urns,
      ["a", "b"].map((name) => resourceOf(recorded, name).urn),
    );
  });

  it("equals the longest of all ways for any order", () => {
    fc.assert(
      fc.property(rows, (drawn) => {
        const resources = drawn.map((_, at) => ({ urn: String(at) }) as RecordedResource);
        const { seconds, urns } = criticalPath(
          { resources } as RecordedProgram,
          (urn) => (drawn[Number(urn)]?.after ?? []).map(String),
          ({ urn }) => drawn[Number(urn)]?.seconds ?? 0,
        );
        assert.equal(seconds, Math.max(...drawn.flatMap((_, at) => waysTo(drawn, at))));
        const onPath = urns.map((urn) => drawn[Number(urn)]?.seconds ?? 0);
        assert.equal(
          onPath.reduce((sum, each) => sum + each, 0),
          seconds,
        );
        assert.ok(!onPath.includes(0));
      }),
    );
  });

  it("refuses an order that goes in a circle", () => {
    const resources = [{ urn: "a" }, { urn: "b" }] as RecordedResource[];
    const order = (urn: string): string[] => (urn === "a" ? ["b"] : ["a"]);
    assert.throws(() => criticalPath({ resources } as RecordedProgram, order, () => 1), {
      message: "the order goes in a circle through a",
    });
  });
});

describe("dataOrder", () => {
  it("has what is taken, parents and providers, and neither dependsOn nor what a component waits for", async () => {
    const recorded = await record(() => {
      const a = new Thing("a", { size: 1 });
      const provider = new TestProvider("provider", { endpoint: a.id });
      new Thing("taking", { size: a.size });
      new Thing("through", {}, { provider });
      new Thing("waiting", {}, { dependsOn: a });
      new Thing("child", {}, { parent: new Box("box", { dependsOn: a }) });
      new pulumi.ComponentResource("test:index:Fed", "fed", { size: a.size });
    });
    const urn = (name: string): string => resourceOf(recorded, name).urn;
    const order = dataOrder(recorded);
    const stack = recorded.resources[0]?.urn;
    assert.deepEqual([...order(urn("taking"))].sort(), [stack, urn("a")].sort());
    assert.deepEqual([...order(urn("through"))].sort(), [stack, urn("provider")].sort());
    assert.deepEqual([...order(urn("waiting"))], [stack]);
    assert.deepEqual([...order(urn("child"))], [urn("box")]);
    assert.deepEqual([...order(urn("box"))], [stack]);
    assert.deepEqual(Object.keys(resourceOf(recorded, "fed").propertyDependencies), ["size"]);
    assert.deepEqual([...order(urn("fed"))], [stack]);
  });
});
