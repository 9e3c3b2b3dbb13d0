import assert from "node:assert/strict";
import type { Endpoint, Rule } from "../../../prover/model/world.js";
import {
  icmpIntervals,
  namedPortsIn,
  classifyTraffic,
} from "../../../prover/reach/traffic-classes.js";
import { pod, rule } from "../evaluate/worlds.js";

const ports = (first: number, last = first) => [{ kind: "range", first, last } as const];
const named = (name: string) => [{ kind: "named", name } as const];
const to = (first: number, last = first): Rule["destination"] => ({ ports: ports(first, last) });

const ALL_PORTS = "1-65535";
const ALL_MESSAGES = "0-65535";
/** Without a rule every protocol that rules treat in a special way is one class, and all others are one. */
const PLAIN: Readonly<Record<number, readonly string[]>> = {
  1: [ALL_MESSAGES],
  6: [ALL_PORTS],
  17: [ALL_PORTS],
  58: [ALL_MESSAGES],
  132: [ALL_PORTS],
  136: [ALL_PORTS],
};

function classes(rules: readonly Rule[], endpoints: readonly Endpoint[] = []): [number, string][] {
  return classifyTraffic(rules, endpoints).map(({ protocol, values, everythingElse }) => [
    protocol,
    everythingElse ? "else" : values.map(([first, last]) => `${first}-${last}`).join(),
  ]);
}

function told(changes: Readonly<Record<number, readonly string[]>>, rest = 0): [number, string][] {
  const listed = Object.entries({ ...PLAIN, ...changes }).flatMap(([protocol, each]) =>
    each.map((values): [number, string] => [Number(protocol), values]),
  );
  return [...listed, [rest, "else"]];
}

const NAMING = pod("web", {
  ports: [
    { name: "http", protocol: 6, port: 8080 },
    { name: "other", protocol: 6, port: 9090 },
  ],
});
const ANY = pod("any", { ports: "any" });

const CASES: [of: string, rules: Rule[], expected: [number, string][]][] = [
  ["no rule", [], told({})],
  ["a rule about everything", [rule("Allow")], told({})],
  [
    "a port of one protocol",
    [rule("Allow", { protocol: 6, destination: to(80) })],
    told({ 6: ["1-79,81-65535", "80-80"] }),
  ],
  [
    "ports that are left out",
    [rule("Allow", { protocol: 17, destination: { notPorts: ports(10, 20) } })],
    told({ 17: ["1-9,21-65535", "10-20"] }),
  ],
  [
    "a port without a protocol: of every protocol that has ports",
    [rule("Allow", { destination: to(80, 65535) })],
    told({
      6: ["1-79", "80-65535"],
      17: ["1-79", "80-65535"],
      132: ["1-79", "80-65535"],
      136: ["1-79", "80-65535"],
    }),
  ],
  [
    "ports of a protocol that has none: no more than its name",
    [rule("Allow", { protocol: 47, destination: to(80) })],
    told({ 47: ["0-0"] }),
  ],
  [
    "port 0 is none",
    [rule("Allow", { protocol: 6, destination: to(0, 5) })],
    told({ 6: ["1-5", "6-65535"] }),
  ],
  ["nothing but port 0", [rule("Allow", { protocol: 6, destination: to(0) })], told({})],
  [
    "source ports cut nothing: they may be any",
    [rule("Allow", { protocol: 6, source: { ports: ports(80) } })],
    told({}),
  ],
  [
    "a message of ICMP, by type and by code",
    [
      rule("Allow", { protocol: 1, icmp: { type: 8 } }),
      rule("Deny", { protocol: 1, notIcmp: { type: 3, code: 4 } }),
    ],
    told({ 1: ["0-771,773-2047,2304-65535", "772-772", "2048-2303"] }),
  ],
  [
    "a message without a protocol: of both kinds of ICMP",
    [rule("Allow", { icmp: { type: 0 } })],
    told({ 1: ["0-255", "256-65535"], 58: ["0-255", "256-65535"] }),
  ],
  [
    "a message of a protocol that has none",
    [rule("Allow", { protocol: 47, icmp: { type: 0 } })],
    told({ 47: ["0-0"] }),
  ],
  [
    "protocols by number, also those that are left out; the rest is the first that no rule names",
    [rule("Allow", { protocol: 0 }), rule("Deny", { notProtocol: 2 })],
    told({ 0: ["0-0"], 2: ["0-0"] }, 3),
  ],
  [
    "a port behind a Service",
    [
      rule("Allow", {
        destination: {
          services: [
            {
              address: { version: 4, first: 1n, last: 1n, text: "0.0.0.1" },
              port: { protocol: 33, port: 1 },
            },
            { address: { version: 4, first: 2n, last: 2n, text: "0.0.0.2" } },
          ],
        },
      }),
    ],
    told({ 33: ["0-0"] }),
  ],
  [
    "a port by its name, where it is asked for",
    [rule("Allow", { protocol: 6, destination: { ports: named("http") } })],
    told({ 6: ["1-8079,8081-65535", "8080-8080"] }),
  ],
];

describe("Classes of traffic", () => {
  for (const [of, rules, expected] of CASES) {
    it(of, () => {
      assert.deepEqual(classes(rules, [NAMING, ANY]), expected);
    });
  }

  it("every protocol named: nothing is left", () => {
    const rules = Array.from({ length: 256 }, (_, protocol) => rule("Allow", { protocol }));
    const found = classifyTraffic(rules, []);
    assert.equal(found.length, 256);
    assert.deepEqual(
      found.map(({ protocol }) => protocol),
      rules.map(({ protocol }) => protocol),
    );
    assert.ok(found.every(({ everythingElse }) => !everythingElse));
    const [rest] = classifyTraffic(rules.slice(0, 255), []).slice(-1);
    assert.deepEqual([rest?.protocol, rest?.everythingElse], [255, true]);
  });

  it("an example is one of the values", () => {
    const rules = [rule("Allow", { protocol: 6, destination: to(80) })];
    const ofTcp = classifyTraffic(rules, []).filter(({ protocol }) => protocol === 6);
    assert.deepEqual(
      ofTcp.map(({ example }) => example),
      [1, 80],
    );
  });

  it("names of ports, of both sides and of those that are left out", () => {
    const rules = [
      rule("Allow", { source: { ports: named("a") }, destination: { notPorts: named("b") } }),
      rule("Allow", { source: { notPorts: named("c"), ports: ports(1) } }),
      rule("Allow", { destination: { ports: named("d") } }),
    ];
    assert.deepEqual([...namedPortsIn(rules)].sort(), ["a", "b", "c", "d"]);
  });

  it("codes without a type are those of every type", () => {
    const intervals = icmpIntervals({ code: 3 });
    assert.equal(intervals.length, 256);
    assert.deepEqual(
      [intervals[0], intervals[255]],
      [
        [3, 3],
        [65283, 65283],
      ],
    );
    assert.deepEqual(icmpIntervals({ type: 1, code: 2 }), [[258, 258]]);
  });
});
