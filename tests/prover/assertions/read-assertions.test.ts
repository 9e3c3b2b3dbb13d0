import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluateFlow } from "../../../prover/evaluate/evaluate-flow.js";
import { parseTraffic, trafficOf } from "../../../prover/reach/parse-traffic.js";
import { readAssertions } from "../../../prover/assertions/read-assertions.js";
import { pickExample, exampleText } from "../../../prover/assertions/traffic-example.js";
import { icmpValue, TrafficSet } from "../../../prover/index.js";
import { flow, pod, world } from "../evaluate/worlds.js";

function told(text: string): string[] {
  return readAssertions(text, "assert.yaml").findings.map(
    ({ severity, origin, code, message }) =>
      `${severity} ${origin?.file ?? ""}:${origin?.line ?? "?"} ${code}: ${message}`,
  );
}

describe("Files of assertions", () => {
  it("an assertion is called what its author calls it, or what it says", () => {
    const { assertions, findings } = readAssertions(
      `
assertions:
  - name: Tenants never meet
    never: { from: { namespace: [a, b] }, to: { namespace: "t-*" }, ignoreOwnNamespace: true }
  - only:
      from: [alb-shop, shop/web]
      to: { namespaceLabels: { team: x }, podLabels: { app: y }, except: { zone: internet } }
      traffic: [TCP 8080, UDP 53]
      closes: from
`,
      "assert.yaml",
    );
    assert.deepEqual(findings, []);
    assert.deepEqual(
      assertions.map(({ name, kind, closes, ignoreOwnNamespace, origin }) => [
        name,
        kind,
        closes,
        ignoreOwnNamespace,
        origin.line,
      ]),
      [
        ["Tenants never meet", "never", "to", true, 3],
        [
          "only: alb-shop, shop/web → namespaces with team=x, pods with app=y except internet with UDP 53, TCP 8080",
          "only",
          "from",
          false,
          5,
        ],
      ],
    );
  });

  it("all mistakes are told at once, with their lines and what was probably meant", () => {
    const mistakes = told(`
assertions:
  - nevr: { from: a, to: b }
  - never: { form: internet, to: { namespace: shop } }
    always: { from: internet, to: shop/*, traffic: TCP 80 }
  - never: { form: internet, to: { namespace: shop } }
  - always: { from: internet, to: { namespace: shop } }
  - never: { from: internet, to: { namespce: shop }, traffic: [TCP 80, TCP 99999, HTTP] }
  - never: { from: { zone: internet, pod: x }, to: {}, traffic: [], closes: to }
  - only: { from: internet, to: shop/*, closes: both, ignoreOwnNamespace: maybe }
`);
    assert.deepEqual(mistakes, [
      'error assert.yaml:3 unknown-field: There is no field nevr here: name, never, always, only. Did you mean "never"?',
      "error assert.yaml:3 bad-assertion: An assertion says one of never, always, only.",
      "error assert.yaml:4 bad-assertion: An assertion says one of never, always, only.",
      'error assert.yaml:6 unknown-field: There is no field form here: from, to, traffic, ignoreOwnNamespace. Did you mean "from"?',
      "error assert.yaml:6 no-peer: Nobody is named as `from`.",
      "error assert.yaml:7 no-traffic: Which traffic always passes?",
      'error assert.yaml:8 unknown-field: There is no field namespce here: namespace, namespaceLabels, pod, podLabels, zone, except. Did you mean "namespace"?',
      "error assert.yaml:8 bad-selector: This selects nobody in particular.",
      'error assert.yaml:8 bad-traffic: "TCP 99999" is no traffic.',
      'error assert.yaml:8 bad-traffic: "HTTP" is no traffic.',
      "error assert.yaml:9 unknown-field: There is no field closes here: from, to, traffic, ignoreOwnNamespace.",
      "error assert.yaml:9 bad-selector: A zone has no namespaces and no pods: `zone` stands alone.",
      "error assert.yaml:9 bad-selector: This selects nobody in particular.",
      "error assert.yaml:9 no-traffic: An empty list says no traffic at all.",
      'error assert.yaml:10 unknown-word: "both" is none of to, from.',
      "error assert.yaml:10 wrong-type: This is true or false.",
    ]);
  });

  it("a file that asserts nothing is an error, and none is an exception", () => {
    assert.deepEqual(told("assertions: []"), [
      "error assert.yaml:1 no-assertions: The file asserts nothing.",
    ]);
    assert.match(told("").join("\n"), /no-assertions/);
    assert.match(told("assertions: [").join("\n"), /malformed-yaml/);
    assert.match(told("assertions: [3]").join("\n"), /wrong-type/);
  });

  it("law: no text throws", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        readAssertions(`assertions:\n  - never: ${text}`, "any.yaml");
      }),
    );
  });
});

const TRAFFIC: readonly (readonly [text: string, means: string])[] = [
  ["TCP 8080", "TCP 8080"],
  ["8080/TCP", "TCP 8080"],
  ["8080", "TCP 8080"],
  ["tcp 8000-8100", "TCP 8000-8100"],
  ["8000-8100/udp", "UDP 8000-8100"],
  ["UDP", "UDP 1-65535"],
  ["SCTP 3868", "SCTP 3868"],
  ["ICMP", "ICMP"],
  ["ICMP 8", "ICMP 8"],
  ["ICMPv6 128-129", "ICMPv6 128-129"],
  ["protocol 47", "protocol 47"],
  ["everything", "everything"],
];

const NO_TRAFFIC = [
  "",
  "HTTP",
  "TCP 0",
  "TCP 65536",
  "TCP 9-8",
  "ICMP 256",
  "protocol 256",
  "TCP x",
  "80/443",
  "-",
  "1-",
  "protocol",
  "TCP 80 443",
];

describe("Traffic as people write it", () => {
  for (const [text, means] of TRAFFIC) {
    it(`${text} is ${means}`, () => {
      assert.equal(String(parseTraffic(text)), means);
    });
  }

  for (const text of NO_TRAFFIC) {
    it(`${JSON.stringify(text)} is none`, () => {
      assert.equal(parseTraffic(text), undefined);
    });
  }

  it("an example is a packet of the set, a familiar one if there is any", () => {
    const example = (...texts: string[]): string =>
      exampleText(pickExample(trafficOf(texts.flatMap((text) => parseTraffic(text) ?? []))));
    assert.equal(example("TCP"), "TCP 443");
    assert.equal(example("TCP 8000-9000"), "TCP 8080");
    assert.equal(example("TCP 5432", "UDP"), "UDP 53");
    assert.equal(example("SCTP"), "SCTP 1");
    assert.equal(example("ICMP 8"), "ICMP 8/0");
    assert.equal(example("ICMP"), "ICMP 0/0");
    assert.equal(example("protocol 47"), "protocol 47");
    const rest = TrafficSet.everything.minus(TrafficSet.protocol(6)).minus(TrafficSet.protocol(17));
    assert.equal(exampleText(pickExample(rest)), "protocol 255");
  });

  it("law: the example of a set is in it", () => {
    const protocol = fc.constantFrom(1, 6, 17, 47, 58, 132);
    const set = fc
      .array(fc.tuple(protocol, fc.integer({ min: 1, max: 65_535 })), { minLength: 1 })
      .map((pairs) => {
        const each = pairs.map(([number, value]) =>
          [6, 17, 132].includes(number)
            ? TrafficSet.protocol(number, value)
            : TrafficSet.protocol(number),
        );
        return trafficOf(each);
      });
    fc.assert(
      fc.property(set, fc.boolean(), (some, negated) => {
        const traffic = negated ? TrafficSet.everything.minus(some) : some;
        const { protocol: number, port, icmpType, icmpCode } = pickExample(traffic);
        const value = icmpType === undefined ? port : icmpValue(icmpType, icmpCode ?? 0);
        assert.ok(traffic.includes(number, value));
      }),
    );
  });

  it("an example can be evaluated", () => {
    const a = pod("a");
    const verdict = evaluateFlow(
      world({ endpoints: [a] }),
      flow(a, a, pickExample(TrafficSet.everything)),
    );
    assert.ok(verdict.allowed);
  });
});
