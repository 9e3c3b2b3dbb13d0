import assert from "node:assert/strict";
import type * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { dependsTransitively, destroyOrder } from "../../recorder/index.js";
import type { RecordedProgram } from "../../recorder/index.js";
import { Box, record, resourceOf, TestProvider, Thing } from "./programs.js";

function asker(recorded: RecordedProgram): (from: string, to: string) => boolean {
  const urn = (name: string): string => resourceOf(recorded, name).urn;
  return (from, to) => dependsTransitively(recorded, urn(from), urn(to));
}

describe("dependsTransitively", () => {
  it("follows dependencies, parents, providers and deletedWith", async () => {
    const recorded = await record(() => {
      const a = new Thing("a", { size: 1 });
      const b = new Thing("b", { size: a.size });
      const provider = new TestProvider("provider", { endpoint: b.id });
      new Thing("c", {}, { provider });
      new Thing("child", {}, { parent: new Box("box", { dependsOn: b }) });
      new Thing("d", {}, { deletedWith: a });
      new Thing("alone");
    });
    const depends = asker(recorded);
    const pairs = [
      ["b", "a"],
      ["c", "provider"],
      ["c", "a"],
      ["child", "box"],
      ["child", "a"],
      ["d", "a"],
    ];
    assert.deepEqual(
      pairs.filter(([from = "", to = ""]) => !depends(from, to)),
      [],
    );
    const none = [
      ["a", "b"],
      ["alone", "a"],
      ["a", "alone"],
      ["box", "child"],
      ["d", "b"],
      ["a", "a"],
    ];
    assert.deepEqual(
      none.filter(([from = "", to = ""]) => depends(from, to)),
      [],
    );
  });

  it("takes a component for everything in it", async () => {
    const recorded = await record(() => {
      const first = new Box("first");
      const inner = new Box("inner", { parent: first });
      const one = new Thing("one", {}, { parent: first });
      new Thing("two", {}, { parent: inner });
      const second = new Box("second");
      new Thing("three", {}, { parent: second, dependsOn: first });
      new Thing("four", {}, { parent: second, dependsOn: first });
      const third = new Box("third");
      new Thing("five", {}, { parent: third, dependsOn: one });
      new Thing("six", {}, { parent: third });
    });
    const depends = asker(recorded);
    assert.ok(depends("three", "first") && depends("three", "two"));
    assert.ok(depends("second", "first"));
    assert.ok(!depends("five", "first"), "one of two children is not the component");
    assert.ok(depends("five", "one") && !depends("third", "one"), "six does not wait");
    assert.ok(!depends("one", "two"), "a parent's other children do not count as dependencies");
  });

  it("takes a dependency on a component, however it came about, for one on its children", async () => {
    const recorded = await record(() => {
      new Thing("child", {}, { parent: new Box("box") });
      new Thing("user");
    });
    const dependencies = [resourceOf(recorded, "box").urn];
    const resources = recorded.resources.map((resource) =>
      resource.name === "user" ? { ...resource, dependencies } : resource,
    );
    assert.ok(asker({ ...recorded, resources })("user", "child"));
  });

  it("refuses a URN that is not in the recording", async () => {
    const recorded = await record(() => {
      new Thing("a");
    });
    const { urn } = resourceOf(recorded, "a");
    assert.throws(
      () => dependsTransitively(recorded, urn, "urn:x"),
      /no resource has the URN urn:x/,
    );
  });
});

describe("destroyOrder", () => {
  it("holds every resource once and each before what it depends on", async () => {
    const edges = fc.array(fc.tuple(fc.nat(7), fc.nat(7), fc.boolean()), { maxLength: 8 });
    const law = fc.asyncProperty(edges, async (nodes) => {
      const recorded = await record(() => {
        const made: pulumi.Resource[] = [];
        nodes.forEach(([first, second, box], at) => {
          const dependsOn = [made[first], made[second]].filter((to) => to !== undefined);
          made.push(
            box ? new Box(`n${at}`, { dependsOn }) : new Thing(`n${at}`, {}, { dependsOn }),
          );
        });
      });
      const order = destroyOrder(recorded);
      assert.deepEqual([...order].sort(), recorded.resources.map(({ urn }) => urn).sort());
      for (const { urn, dependencies, parent } of recorded.resources) {
        const later = [...dependencies, ...(parent === null ? [] : [parent])];
        assert.ok(later.every((other) => order.indexOf(urn) < order.indexOf(other)));
      }
    });
    await fc.assert(law, { numRuns: 30 });
  });
});
