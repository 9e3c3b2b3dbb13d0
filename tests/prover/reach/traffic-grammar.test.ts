import assert from "node:assert/strict";
import fc from "fast-check";
import { icmpValue } from "../../../prover/model/protocols.js";
import {
  formatPacket,
  formatTraffic,
  type TrafficStyle,
} from "../../../prover/reach/format-traffic.js";
import type { Interval } from "../../../prover/reach/intervals.js";
import { parseTraffic, TrafficError } from "../../../prover/reach/parse-traffic.js";
import { TrafficSet } from "../../../prover/reach/traffic-set.js";

/** What is printed in full and in short, and everything that is read as the same. */
const SPELLINGS: readonly (readonly [full: string, short: string, ...others: string[]])[] = [
  ["8080/TCP", "8080", "8080/tcp", "TCP 8080", "tcp/8080", "tcp 8080", "8080/6", " TCP  8080 "],
  ["8000-8100/TCP", "8000-8100", "TCP 8000-8100", "tcp/8000-8100"],
  ["53/UDP", "53/UDP", "UDP 53", "udp/53", "53/17", "protocol 17 53"],
  ["3868/SCTP", "3868/SCTP", "SCTP 3868", "3868/sctp"],
  ["5/UDPLite", "5/UDPLite", "udplite 5", "5/136"],
  ["TCP", "TCP", "tcp", "protocol 6", "1-65535", "TCP 1-65535", "1-65535/TCP"],
  ["UDP", "UDP", "udp", "protocol 17", "1-65535/UDP"],
  ["ICMP", "ICMP", "icmp", "protocol 1", "0-255/ICMP"],
  ["8/ICMP", "8/ICMP", "ICMP 8", "icmp/8", "8-8/ICMP", "8:0-255/ICMP", "8/1"],
  ["3:4/ICMP", "3:4/ICMP", "ICMP 3:4", "icmp/3:4"],
  ["3:4-7/ICMP", "3:4-7/ICMP", "ICMP 3:4-7"],
  ["128-129/ICMPv6", "128-129/ICMPv6", "ICMPv6 128-129", "icmpv6/128-129"],
  ["protocol 47", "protocol 47", "Protocol 47"],
  ["protocol 0", "protocol 0"],
  ["protocol 255", "protocol 255"],
  ["53/TCP, 8080/TCP, 53/UDP", "53, 8080, 53/UDP", "UDP 53, 8080, TCP 53", "53/udp,8080,53"],
  ["TCP except 80/TCP", "TCP except 80", "1-79, 81-65535", "tcp EXCEPT tcp 80"],
  ["TCP except 80/TCP and 443/TCP, UDP", "TCP except 80 and 443, UDP"],
  ["UDP except 53/UDP", "UDP except 53/UDP"],
  ["ICMP except 8/ICMP", "ICMP except 8/ICMP", "0-7/ICMP, 9-255/ICMP"],
  ["3:4-255/ICMP, 4/ICMP, 5:0-2/ICMP", "3:4-255/ICMP, 4/ICMP, 5:0-2/ICMP"],
  ["everything", "all", "Everything", "ALL"],
  ["everything except 22/TCP", "all except 22", "everything except tcp/22"],
  ["everything except 22/TCP, UDP", "all except 22, UDP", "everything except 22, udp"],
  ["everything except 1-79/TCP, 81-65535/TCP", "all except 1-79, 81-65535"],
];

describe("Traffic as people write it", () => {
  for (const [full, short, ...others] of SPELLINGS) {
    for (const text of new Set([full, short, ...others])) {
      it(`${JSON.stringify(text)} is ${full}, in short ${short}`, () => {
        assert.equal(formatTraffic(parseTraffic(text)), full);
        assert.equal(formatTraffic(parseTraffic(text), "short"), short);
      });
    }
  }
});

const EXPECTED = "expected traffic such as 8080/TCP, 8000-8100/TCP, 53/UDP, 8/ICMP or TCP.";
const NO_SHAPE = [
  ..."-80 80- - 1- /tcp 80/ /80 8080/tcp/80 http:80 8080/tcp-x 999999 80:tcp".split(" "),
  ...["", " ", ",", "80,", "TCP x", "TCP 80 443", "8080/tcp x", "80 tcp", "protocol -1"],
  ...["protocol 47 x", "TCP except", "everything except", "TCP/ 80", "80 443"],
];

const UNKNOWN = [
  ["HTTP", ""],
  ["80/http", ""],
  ["x8080/80", ""],
  ["80/tpc", ' Did you mean "TCP"?'],
  ["tcpx 80", ' Did you mean "TCP"?'],
  ["any", ""],
  ["except 80", ""],
  ["80/443", ""],
  ["protocol 256", ""],
  ["everything, 80", ""],
] as const;

const OUT_OF_RANGE: readonly (readonly [text: string, why: string])[] = [
  ["0", "ports are numbers from 1 to 65535."],
  ["TCP 0", "ports are numbers from 1 to 65535."],
  ["65536/UDP", "ports are numbers from 1 to 65535."],
  ["1-65536", "ports are numbers from 1 to 65535."],
  ["9-3", "the range ends before it begins."],
  ["9-3/ICMP", "the range ends before it begins."],
  ["256/ICMP", "ICMP types and codes are numbers from 0 to 255."],
  ["ICMP 3-256", "ICMP types and codes are numbers from 0 to 255."],
  ["3:256/ICMP", "ICMP types and codes are numbers from 0 to 255."],
  ["3-5:1/ICMP", "a code needs a single ICMP type, such as 3:4/ICMP."],
  ["80:90/TCP", "TCP has no types and codes; a range of ports is 8000-8100."],
  ["80/47", "protocol 47 has no ports."],
  ["TCP except 80/UDP", "80/UDP is not part of TCP."],
  ["UDP except 53", "53 is not part of UDP."],
  ["TCP except 1-65535", "it leaves no traffic."],
];

describe("Traffic that is refused", () => {
  const messageOf = (text: string): string => {
    try {
      return `read as ${String(parseTraffic(text))}`;
    } catch (error) {
      assert.ok(error instanceof TrafficError);
      return error.message;
    }
  };

  for (const text of NO_SHAPE) {
    it(`${JSON.stringify(text)} is answered with examples`, () => {
      assert.match(messageOf(text), /^".*" is invalid: /);
      assert.ok(messageOf(text).endsWith(EXPECTED));
    });
  }

  for (const [text, meant] of UNKNOWN) {
    it(`${JSON.stringify(text)} is answered with the protocols there are`, () => {
      const [, name] = /^unknown protocol "(.+?)": use /.exec(messageOf(text)) ?? [];
      assert.ok(name !== undefined && text.includes(name), messageOf(text));
      const names = "use TCP, UDP, SCTP, UDPLite, ICMP, ICMPv6, or";
      const all = `${names} "protocol" with a number from 0 to 255.${meant}`;
      assert.ok(messageOf(text).endsWith(all), messageOf(text));
    });
  }

  for (const [text, why] of OUT_OF_RANGE) {
    it(`${JSON.stringify(text)}: ${why}`, () => {
      assert.equal(messageOf(text), `${JSON.stringify(text)} is invalid: ${why}`);
    });
  }

  it("law: every other text is refused with one sentence or two", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        assert.match(messageOf(text), /^(read as|unknown protocol|".*" is invalid:) /s);
      }),
    );
  });
});

/** Values around the first ports and messages, and around the last ones. */
const values = fc.oneof(
  fc.integer({ min: 1, max: 1030 }),
  fc.integer({ min: icmpValue(254, 250), max: 65_535 }),
);
const intervals = fc.array(
  fc.tuple(values, values).map(([a, b]): Interval => [Math.min(a, b), Math.max(a, b)]),
  { maxLength: 4 },
);
const contents = fc.dictionary(
  fc.constantFrom("1", "6", "17", "58", "132", "136"),
  fc.oneof(intervals, fc.constant([[1, 65_535] as Interval])),
);
const unnamed = fc.uniqueArray(fc.constantFrom(0, 2, 47, 255));
const sets = fc.tuple(contents, unnamed, fc.boolean()).map(([named, others, negated]) => {
  const ports = Object.entries(named).map(([protocol, each]) => [Number(protocol), each] as const);
  const whole = others.map((protocol) => TrafficSet.protocol(protocol));
  const all = TrafficSet.union([TrafficSet.of(new Map(ports)), ...whole]);
  return negated ? TrafficSet.everything.minus(all) : all;
});

describe("Traffic in print", () => {
  const STYLES: readonly TrafficStyle[] = ["full", "short"];
  for (const style of STYLES) {
    it(`law: what is printed in ${style} is read as the same traffic`, () => {
      fc.assert(
        fc.property(
          sets.filter((each) => !each.isEmpty),
          (traffic) => {
            const text = formatTraffic(traffic, style);
            assert.ok(parseTraffic(text).equals(traffic), text);
          },
        ),
      );
    });
  }

  it("without anything is nothing, and a dash in a table", () => {
    assert.equal(formatTraffic(TrafficSet.nothing), "nothing");
    assert.equal(formatTraffic(TrafficSet.nothing, "short"), "–");
  });

  it("says the same of one packet and of its traffic", () => {
    for (const [text, packet] of [
      ["443/TCP", { protocol: 6, port: 443 }],
      ["TCP", { protocol: 6 }],
      ["8/ICMP", { protocol: 1, icmpType: 8 }],
      ["8:0/ICMP", { protocol: 1, icmpType: 8, icmpCode: 0 }],
      ["protocol 47", { protocol: 47 }],
    ] as const) {
      assert.equal(formatPacket(packet), text);
      assert.equal(String(parseTraffic(text)), text);
    }
  });
});
