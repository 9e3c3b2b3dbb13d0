import assert from "node:assert/strict";
import type { WorldOptions } from "../../../prover/index.js";
import { calico, findingsOf, policiesOf, soundWorldOf, tier, worldOf } from "./worlds.js";

function tiersOf(text: string, options: WorldOptions = {}): unknown[] {
  const { tiers } = soundWorldOf(text, options);
  return tiers.map(({ name, order, exists, defaultAction }) => [
    name,
    order,
    exists,
    defaultAction,
  ]);
}

const NAMES = ["kube-admin", "default", "kube-baseline"];

describe("Tiers", () => {
  it("that every cluster of Calico 3.32 has", () => {
    assert.deepEqual(tiersOf(""), [
      ["kube-admin", 1_000, true, "Pass"],
      ["default", 1_000_000, true, "Deny"],
      ["kube-baseline", 10_000_000, true, "Pass"],
    ]);
  });

  it("that every cluster of Calico 3.31 has", () => {
    assert.deepEqual(tiersOf("", { tieBreak: "v3.31" }), [
      ["adminnetworkpolicy", 1_000, true, "Pass"],
      ["default", 1_000_000, true, "Deny"],
      ["baselineadminnetworkpolicy", 10_000_000, true, "Pass"],
    ]);
  });

  it("run by their order, those without one last, and by name where that is the same", () => {
    const text = ["zz", "aa"].map((name) => tier(name)).join("");
    const ordered = tier("late", "{order: 2000000}") + tier("early", "{order: 0.5}");
    const same = tier("y", "{order: 7}") + tier("x", "{order: 7}");
    assert.deepEqual(
      soundWorldOf(text + ordered + same).tiers.map(({ name }) => name),
      ["early", "x", "y", "kube-admin", "default", "late", "kube-baseline", "aa", "zz"],
    );
  });

  it("end in Deny where they do not say", () => {
    const [first] = tiersOf(tier("a", "{order: 1}"));
    const [other] = tiersOf(tier("a", "{order: 1, defaultAction: Pass}"));
    assert.deepEqual(
      [first, other],
      [
        ["a", 1, true, "Deny"],
        ["a", 1, true, "Pass"],
      ],
    );
  });

  it("without a definition run last, behind those without an order, and end in Deny", () => {
    const text = calico("{tier: a, types: [Ingress]}") + tier("z");
    const world = soundWorldOf(text);
    assert.deepEqual(
      world.tiers.slice(3).map(({ name, exists, defaultAction }) => [name, exists, defaultAction]),
      [
        ["z", true, "Deny"],
        ["a", false, "Deny"],
      ],
    );
    assert.deepEqual(findingsOf(world, "warning"), [["unknown-tier", "spec.tier", 5]]);
    assert.equal(policiesOf(world).length, 1);
  });

  it("built in may be given as they are and not otherwise", () => {
    const good =
      tier("default", "{order: 1000000}") +
      tier("kube-admin", "{order: 1000, defaultAction: Pass}");
    assert.deepEqual(
      soundWorldOf(good).tiers.map(({ name }) => name),
      NAMES,
    );
    const bad = tier("default", "\n  order: 10\n  defaultAction: Pass");
    assert.deepEqual(findingsOf(worldOf(bad), "error"), [
      ["bad-order", "spec.order", 6],
      ["bad-action", "spec.defaultAction", 7],
    ]);
  });

  const MISTAKES: [string, string, unknown[]][] = [
    ["a.b", "{}", ["bad-tier-name", "metadata.name", 4]],
    ["a-", "{}", ["bad-tier-name", "metadata.name", 4]],
    ["a", "{order: first}", ["wrong-type", "spec.order", 5]],
    ["a", "{defaultAction: Allow}", ["bad-action", "spec.defaultAction", 5]],
    ["a", "{orders: 3}", ["unknown-field", "spec.orders", 5]],
  ];
  for (const [name, spec, expected] of MISTAKES) {
    it(`${name} ${spec} is refused`, () => {
      const errors = findingsOf(worldOf(tier(name, spec)), "error");
      assert.deepEqual(errors[0], expected);
    });
  }

  it("of the operator come first and let kube-dns answer Calico and ask anybody", () => {
    const world = soundWorldOf("", { operatorTier: true });
    const [first] = world.tiers;
    assert.deepEqual(
      [first?.name, first?.order, first?.policies.map(({ name }) => name)],
      ["calico-system", 100, ["kube-system/calico-system.cluster-dns"]],
    );
    const [policy] = policiesOf(world);
    assert.deepEqual(
      policy?.rules.ingress.map(({ action }) => action),
      ["Allow", "Pass"],
    );
    assert.deepEqual(
      policy.rules.egress.map(({ action }) => action),
      ["Allow"],
    );
    const old = soundWorldOf("", { operatorTier: true, tieBreak: "v3.31" });
    assert.equal(old.tiers[0]?.name, "allow-tigera");
    const own = soundWorldOf(tier("calico-system", "{order: 50}"), { operatorTier: true });
    assert.equal(own.tiers[0]?.order, 50);
  });
});
