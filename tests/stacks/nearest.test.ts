import assert from "node:assert/strict";
import fc from "fast-check";
import { settingsSchema } from "../../stacks/settings-schema.js";
import { nearestOf } from "../../stacks/nearest.js";

const SECTIONS = Object.keys(settingsSchema.shape);

describe("The word that was meant", () => {
  const cases: [seen: string, known: string[], meant: string | undefined][] = [
    ["netwrok", SECTIONS, "network"],
    ["networks", SECTIONS, "network"],
    ["Network", SECTIONS, "network"],
    ["existing", SECTIONS, "existingCluster"],
    ["app", SECTIONS, "applications"],
    ["ap", SECTIONS, undefined],
    ["region", SECTIONS, undefined],
    ["internet", ["internet-facing", "internal"], "internet-facing"],
    ["inetrnal", ["internet-facing", "internal"], "internal"],
    ["api", ["cni", "gpu"], undefined],
    ["gpus", ["gpu"], "gpu"],
    ["", ["gpu"], undefined],
    ["gpu", [], undefined],
  ];
  for (const [seen, known, meant] of cases) {
    it(`"${seen}" of ${known.join(", ") || "nothing"}: ${meant ?? "none"}`, () => {
      assert.equal(nearestOf(seen, known), meant);
    });
  }

  it("is always one of the known words", () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.string({ minLength: 1 })), (seen, known) => {
        const meant = nearestOf(seen, known);
        return meant === undefined || known.includes(meant);
      }),
    );
  });

  it("is the word itself when it is known", () => {
    for (const section of SECTIONS) assert.equal(nearestOf(section, SECTIONS), section);
  });
});
