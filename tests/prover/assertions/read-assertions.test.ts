import assert from "node:assert/strict";
import fc from "fast-check";
import { evaluateFlow } from "../../../prover/evaluate/evaluate-flow.js";
import { readAssertions } from "../../../prover/assertions/read-assertions.js";
import { pickExample } from "../../../prover/assertions/traffic-example.js";
import { formatPacket, icmpValue, parseTraffic, TrafficSet } from "../../../prover/index.js";
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
      traffic: [8080/TCP, 53/UDP]
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
          "only: alb-shop, shop/web → namespaces with team=x, pods with app=y except internet with 8080/TCP, 53/UDP",
          "only",
          "from",
          false,
          5,
        ],
      ],
    );
  });

  it("reports all mistakes at once, with their lines and suggestions", () => {
    const mistakes = told(`
assertions:
  - nevr: { from: a, to: b }
  - never: { form: internet, to: { namespace: shop } }
    always: { from: internet, to: shop/*, traffic: 80/TCP }
  - never: { form: internet, to: { namespace: shop } }
  - always: { from: internet, to: { namespace: shop } }
  - never: { from: internet, to: { namespce: shop }, traffic: [80/TCP, 99999/TCP, HTTP] }
  - never: { from: { zone: internet, pod: x }, to: {}, traffic: [], closes: to }
  - only: { from: internet, to: shop/*, closes: both, ignoreOwnNamespace: maybe }
`);
    assert.deepEqual(mistakes, [
      'error assert.yaml:3 unknown-field: Unknown field "nevr"; use name, never, always or only. Did you mean "never"?',
      "error assert.yaml:3 bad-assertion: An assertion has exactly one of never, always, only.",
      "error assert.yaml:4 bad-assertion: An assertion has exactly one of never, always, only.",
      'error assert.yaml:6 unknown-field: Unknown field "form"; use from, to, traffic or ignoreOwnNamespace. Did you mean "from"?',
      "error assert.yaml:6 no-peer: `from` selects no peer.",
      "error assert.yaml:7 no-traffic: `always` requires `traffic`.",
      'error assert.yaml:8 unknown-field: Unknown field "namespce"; use namespace, namespaceLabels, pod, podLabels, zone or except. Did you mean "namespace"?',
      "error assert.yaml:8 bad-selector: The selector is empty.",
      'error assert.yaml:8 bad-traffic: "99999/TCP" is invalid: ports are numbers from 1 to 65535.',
      'error assert.yaml:8 bad-traffic: unknown protocol "HTTP": use TCP, UDP, SCTP, UDPLite, ICMP, ICMPv6, or "protocol" with a number from 0 to 255.',
      'error assert.yaml:9 unknown-field: Unknown field "closes"; use from, to, traffic or ignoreOwnNamespace.',
      "error assert.yaml:9 bad-selector: `zone` cannot be combined with other fields.",
      "error assert.yaml:9 bad-selector: The selector is empty.",
      "error assert.yaml:9 no-traffic: `traffic` is an empty list.",
      'error assert.yaml:10 unknown-word: "both" is invalid: expected to or from.',
      "error assert.yaml:10 wrong-type: Expected true or false.",
    ]);
  });

  it("a file that asserts nothing is an error, and none is an exception", () => {
    assert.deepEqual(told("assertions: []"), [
      "error assert.yaml:1 no-assertions: The file has no assertions.",
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

describe("An example of traffic", () => {
  it("is a packet of the set, a familiar one if there is any", () => {
    const example = (...texts: string[]): string =>
      formatPacket(pickExample(TrafficSet.union(texts.map(parseTraffic))));
    assert.equal(example("TCP"), "443/TCP");
    assert.equal(example("8000-9000/TCP"), "8080/TCP");
    assert.equal(example("5432/TCP", "UDP"), "53/UDP");
    assert.equal(example("SCTP"), "1/SCTP");
    assert.equal(example("8/ICMP"), "8:0/ICMP");
    assert.equal(example("ICMP"), "0:0/ICMP");
    assert.equal(example("protocol 47"), "protocol 47");
    const rest = TrafficSet.everything.minus(TrafficSet.protocol(6)).minus(TrafficSet.protocol(17));
    assert.equal(formatPacket(pickExample(rest)), "protocol 255");
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
        return TrafficSet.union(each);
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
