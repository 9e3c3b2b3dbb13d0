import assert from "node:assert/strict";
import fc from "fast-check";
import { icmpValue, TrafficSet } from "../../../prover/reach/traffic-set.js";
import type { Interval } from "../../../prover/reach/intervals.js";

const TCP = 6;
const UDP = 17;
const ICMP = 1;

function set(
  ...parts: readonly (readonly [protocol: number, ...values: Interval[]])[]
): TrafficSet {
  return TrafficSet.of(new Map(parts.map(([protocol, ...values]) => [protocol, values])));
}

const TEXTS: readonly (readonly [TrafficSet, string])[] = [
  [TrafficSet.nothing, "nothing"],
  [TrafficSet.everything, "everything"],
  [set([TCP, [8080, 8080]]), "TCP 8080"],
  [set([TCP, [53, 53]], [UDP, [53, 53]]), "UDP 53, TCP 53"],
  [set([TCP, [443, 443], [80, 80], [8000, 8080]]), "TCP 80, 443, 8000-8080"],
  [set([TCP, [1, 79], [81, 65_535]]), "TCP 1-65535 except 80"],
  [set([TCP, [1, 65_535]]), "TCP 1-65535"],
  [set([TCP, [1, 1023]]), "TCP 1-1023"],
  [set([TCP, [1, 2], [3, 4]]), "TCP 1-4"],
  [set([ICMP, [0, 65_535]]), "ICMP"],
  [set([ICMP, [icmpValue(8, 0), icmpValue(8, 255)]]), "ICMP 8"],
  [set([ICMP, [icmpValue(3, 1), icmpValue(3, 1)]]), "ICMP 3/1"],
  [set([ICMP, [icmpValue(3, 4), icmpValue(5, 2)]]), "ICMP 3/4-255, 4, 5/0-2"],
  [set([ICMP, [0, icmpValue(7, 255)], [icmpValue(9, 0), 65_535]]), "ICMP except 8"],
  [set([47, [0, 0]], [132, [80, 80]]), "SCTP 80, protocol 47"],
  [TrafficSet.everything.minus(set([TCP, [22, 22]])), "everything except TCP 22"],
  [TrafficSet.everything.minus(TrafficSet.protocol(47)), "everything except protocol 47"],
];

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
  for (const [traffic, text] of TEXTS) {
    it(`reads ${text}`, () => {
      assert.equal(String(traffic), text);
      assert.equal(traffic.toJSON().text, text);
    });
  }

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

  it("tells JSON which protocols it holds, and how much of them", () => {
    const traffic = set([TCP, [80, 80]]).union(TrafficSet.protocol(UDP));
    assert.deepEqual(JSON.parse(JSON.stringify(traffic)), {
      everythingElse: false,
      protocols: [
        { protocol: TCP, values: [[80, 80]] },
        { protocol: UDP, values: "all" },
      ],
      text: "UDP 1-65535, TCP 80",
    });
  });
});
