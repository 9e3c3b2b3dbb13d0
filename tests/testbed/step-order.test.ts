import assert from "node:assert/strict";
import type { Step } from "../../testbed/engine/engine-events.js";
import type { LogEntry } from "../../testbed/simulation/account-folder.js";
import {
  loggedBy,
  outOfOrder,
  reversed,
  toldByEngine,
  type Done,
  type Pairs,
} from "../e2e/support/step-order.js";

const PAIRS: Pairs = [["Vpc net", "Subnet a"]];

function done(...spans: readonly (readonly [what: Done["what"], began: number, ended: number])[]) {
  return spans.map(([what, began, ended]): Done => ({ what, began, ended }));
}

describe("The order of steps that the engine or an account tells", () => {
  const cases: readonly (readonly [name: string, done: Done[], problems: string[]])[] = [
    ["one after the other", done(["Vpc net", 0, 5], ["Subnet a", 6, 7]), []],
    ["in the moment in which the first ends", done(["Vpc net", 0, 5], ["Subnet a", 5, 7]), []],
    [
      "while the first is not done",
      done(["Vpc net", 0, 5], ["Subnet a", 4, 7]),
      ["Subnet a came before Vpc net"],
    ],
    [
      "the wrong way round",
      done(["Subnet a", 0, 1], ["Vpc net", 2, 3]),
      ["Subnet a came before Vpc net"],
    ],
    ["without the first", done(["Subnet a", 0, 1]), ["Vpc net was not touched"]],
    ["without the second", done(["Vpc net", 0, 1]), ["Subnet a was not touched"]],
  ];
  for (const [name, steps, problems] of cases) {
    it(`${name}: ${problems.length === 0 ? "in order" : "told"}`, () => {
      assert.deepEqual(outOfOrder(steps, PAIRS), problems);
    });
  }

  it("of what goes away is the other way round", () => {
    const steps = done(["Subnet a", 0, 1], ["Vpc net", 2, 3]);
    assert.deepEqual(outOfOrder(steps, reversed(PAIRS)), []);
    assert.deepEqual(reversed(PAIRS), [["Subnet a", "Vpc net"]]);
  });

  it("is that of an account's log: one operation, and what was refused did not happen", () => {
    const entry = (change: Partial<LogEntry>): LogEntry => ({
      operation: "create",
      type: "aws:ec2/vpc:Vpc",
      name: "net",
      id: "vpc-1",
      began: 1,
      ended: 2,
      ...change,
    });
    const entries = [
      entry({ refused: "no more VPCs", began: 0, ended: 0 }),
      entry({}),
      entry({ operation: "delete", began: 8, ended: 9 }),
    ];
    assert.deepEqual(loggedBy(entries, "create"), done(["Vpc net", 1, 2]));
    assert.deepEqual(loggedBy(entries, "delete"), done(["Vpc net", 8, 9]));
  });

  it("is that of the engine's steps, which it names when they have ended", () => {
    const urn = (type: string, name: string): string => `urn:pulumi:s::p::${type}::${name}`;
    const step = (type: string, name: string): Step => ({
      op: "create",
      urn: urn(type, name),
      type: type.slice(type.indexOf("$") + 1),
      began: 0,
      ended: 0,
    });
    const steps = [step("aws:ec2/vpc:Vpc", "net"), step("a$x:y:Subnet", "a")];
    assert.deepEqual(toldByEngine(steps), done(["Vpc net", 0, 0], ["Subnet a", 1, 1]));
    assert.deepEqual(outOfOrder(toldByEngine(steps), PAIRS), []);
  });
});
