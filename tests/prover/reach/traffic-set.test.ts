import assert from "node:assert/strict";
import fc from "fast-check";
import { TrafficSet, type TrafficJson } from "../../../prover/reach/traffic-set.js";
import type { Interval } from "../../../prover/reach/intervals.js";

const TCP = 6;
const UDP = 17;
const ICMP = 1;

function set(
  ...parts: readonly (readonly [protocol: number, ...values: Interval[]])[]
): TrafficSet {
  return TrafficSet.of(new Map(parts.map(([protocol, ...values]) => [protocol, values])));
}

/** Whole protocols and ports around a few boundaries. */
const ports = fc.tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 3 }));
const intervals = fc.array(
  ports.map(([first, size]): Interval => [first, first + size]),
  { maxLength: 3 },
);
const sets = fc
  .tuple(fc.dictionary(fc.constantFrom("6", "17", "1"), intervals), fc.boolean())
  .map(([contents, rest]) =>
    TrafficSet.of(
      new Map(Object.entries(contents).map(([each, values]) => [Number(each), values])),
      rest,
    ),
  );

const POINTS = [TCP, UDP, ICMP].flatMap((protocol) =>
  Array.from({ length: 12 }, (_, port) => [protocol, port + 1] as const),
);

function contents(traffic: TrafficSet): boolean[] {
  return [...POINTS, [50, 0] as const].map(([protocol, value]) =>
    traffic.includes(protocol, value),
  );
}

describe("Traffic", () => {
  it("law: operations are those of sets", () => {
    fc.assert(
      fc.property(sets, sets, (left, right) => {
        const [a, b] = [contents(left), contents(right)];
        assert.deepEqual(
          contents(left.union(right)),
          a.map((each, at) => each || (b[at] ?? false)),
        );
        assert.deepEqual(
          contents(left.intersect(right)),
          a.map((each, at) => each && (b[at] ?? false)),
        );
        assert.deepEqual(
          contents(left.minus(right)),
          a.map((each, at) => each && !(b[at] ?? false)),
        );
      }),
    );
  });

  it("law: equal sets have the same text, however they came about", () => {
    fc.assert(
      fc.property(sets, sets, (left, right) => {
        const again = left.minus(right).union(left.intersect(right));
        assert.ok(again.equals(left));
        assert.equal(String(again), String(left));
        assert.deepEqual(again.toJSON(), left.toJSON());
      }),
    );
  });

  it("knows nothing and everything", () => {
    fc.assert(
      fc.property(sets, (each) => {
        assert.ok(each.minus(each).isEmpty);
        assert.ok(each.union(TrafficSet.everything.minus(each)).isEverything);
        assert.equal(each.isEmpty, each.equals(TrafficSet.nothing));
      }),
    );
  });

  it("includes a protocol when it includes all of it", () => {
    assert.ok(TrafficSet.protocol(TCP).includes(TCP));
    assert.ok(TrafficSet.everything.includes(99));
    assert.ok(!TrafficSet.protocol(TCP, 80).includes(TCP));
    assert.ok(TrafficSet.protocol(TCP, 80).includes(TCP, 80));
    assert.ok(!TrafficSet.protocol(TCP, 80).includes(UDP, 80));
  });

  it("law: is the same after JSON", () => {
    fc.assert(
      fc.property(sets, (each) => {
        const json = JSON.parse(JSON.stringify(each)) as TrafficJson;
        assert.ok(TrafficSet.fromJSON(json).equals(each));
      }),
    );
  });

  it("tells JSON which protocols it holds, and how much of them", () => {
    const traffic = set([TCP, [80, 80]]).union(TrafficSet.protocol(UDP));
    assert.deepEqual(JSON.parse(JSON.stringify(traffic)), {
      everythingElse: false,
      protocols: [
        { protocol: TCP, values: [[80, 80]] },
        { protocol: UDP, values: "all" },
      ],
      text: "80/TCP, UDP",
    });
  });
});
