import assert from "node:assert/strict";
import { classifyTraffic } from "../../../prover/reach/traffic-classes.js";
import { TrafficTable } from "../../../prover/reach/traffic-table.js";
import { rule } from "../evaluate/worlds.js";
import { bitsOf } from "./bit-sets.js";

describe("Numbers of sets of traffic", () => {
  const port = [{ kind: "range", first: 80, last: 80 } as const];
  const classes = classifyTraffic(
    [rule("Allow", { protocol: 6, destination: { ports: port } })],
    [],
  );
  const table = new TrafficTable(classes);
  const setOf = (...protocols: number[]) =>
    bitsOf(
      classes.flatMap(({ protocol }, at) => (protocols.includes(protocol) ? [at] : [])),
      classes.length,
    );

  it("are the same for the same set", () => {
    const number = table.numberOf(setOf(6));
    assert.equal(table.numberOf(setOf(6)), number);
    assert.notEqual(table.numberOf(setOf(6, 17)), number);
  });

  it("are those of what two sets have, and of what they have in common", () => {
    const [tcp, udp] = [table.numberOf(setOf(6)), table.numberOf(setOf(17))];
    assert.equal(table.unite(tcp, udp), table.numberOf(setOf(6, 17)));
    assert.equal(table.intersect(table.unite(tcp, udp), udp), udp);
    assert.equal(table.intersect(tcp, udp), table.nothing);
    assert.equal(table.unite(tcp, table.everything), table.everything);
  });

  it("tell the set", () => {
    assert.equal(String(table.setOf(table.numberOf(setOf(6, 17)))), "TCP, UDP");
    assert.equal(String(table.setOf(table.nothing)), "nothing");
    assert.equal(String(table.setOf(table.everything)), "everything");
  });
});
