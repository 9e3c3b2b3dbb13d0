import assert from "node:assert/strict";
import { checkAssertions } from "../../../prover/assertions/check-assertions.js";
import { readAssertions } from "../../../prover/assertions/read-assertions.js";
import { readZones } from "../../../prover/zones/read-zones.js";
import { check, MANIFESTS, offenders, WORLD, worldOf, ZONES } from "./shop.js";

const HOLDS: readonly string[] = [
  "never: { from: { namespace: [open, billing] }, to: { namespace: [open, billing] }, ignoreOwnNamespace: true }",
  "never: { from: internet, to: { namespace: shop } }",
  "never: { from: { namespace: shop }, to: { namespace: billing } }",
  "never: { from: [alb-billing, databases], to: { namespace: shop } }",
  "never: { from: { namespace: shop }, to: databases, traffic: [1-5431/TCP, 5433-65535/TCP, UDP] }",
  "never: { from: { namespace: shop, podLabels: { app: worker } }, to: databases }",
  "never: { from: shop/worker, to: databases }",
  'never: { from: { namespace: "*", except: { namespace: open } }, to: { namespace: "*", except: { namespace: open } }, ignoreOwnNamespace: true }',
  "never: { from: { namespaceLabels: { team: finance } }, to: internet }",
  'never: { from: { zone: "alb-*", except: alb-shop }, to: { namespace: shop } }',
  "always: { from: alb-shop, to: { namespace: shop }, traffic: 8080/TCP }",
  "always: { from: { namespace: shop, pod: web }, to: databases, traffic: 5432/TCP }",
  "always: { from: { namespace: shop, podLabels: { app: web } }, to: databases, traffic: 5432 }",
  "always: { from: open/*, to: internet, traffic: everything }",
  "only: { from: alb-shop, to: { namespace: shop }, traffic: 8080/TCP }",
  "only: { from: alb-shop, to: { namespace: shop } }",
  "only: { from: { namespace: shop, pod: web }, to: databases, closes: from }",
];

describe("Assertions that hold", () => {
  for (const text of HOLDS) {
    it(text, () => {
      const { assertion, pairs, ...rest } = check(text);
      assert.equal(assertion.kind, text.slice(0, text.indexOf(":")));
      assert.deepEqual(rest, { holds: true, problems: [], broken: 0, counterexamples: [] });
      assert.ok(pairs > 0);
    });
  }
});

const BROKEN: readonly (readonly [text: string, offenders: readonly string[]])[] = [
  [
    "never: { from: alb-shop, to: { namespace: shop, pod: web } }",
    ["alb-shop → shop/web: 8080/TCP"],
  ],
  [
    "never: { from: { namespace: shop }, to: databases }",
    ["shop/web → databases: 5432/TCP", "shop/* → databases: 5432/TCP"],
  ],
  [
    "never: { from: { namespace: shop }, to: databases, traffic: 5432/TCP }",
    ["shop/web → databases: 5432/TCP", "shop/* → databases: 5432/TCP"],
  ],
  ["never: { from: open/*, to: internet, traffic: 8/ICMP }", ["open/* → internet: 8:0/ICMP"]],
  [
    "never: { from: open/*, to: internet, traffic: protocol 47 }",
    ["open/* → internet: protocol 47"],
  ],
  ["never: { from: node-1, to: shop/web }", ["node-1 → shop/web: 443/TCP"]],
  [
    "always: { from: alb-shop, to: { namespace: shop }, traffic: [8080/TCP, 9090/TCP] }",
    ["alb-shop → shop/web: 9090/TCP", "alb-shop → shop/worker: 9090/TCP"],
  ],
  [
    "always: { from: { namespace: shop }, to: databases, traffic: 5432/TCP }",
    ["shop/worker → databases: 5432/TCP"],
  ],
  [
    "always: { from: shop/*, to: databases, traffic: 5432/TCP }",
    ["shop/worker → databases: 5432/TCP"],
  ],
  [
    "always: { from: billing/*, to: internet, traffic: 443/TCP }",
    ["billing/* → internet: 443/TCP"],
  ],
  [
    "only: { from: alb-billing, to: { namespace: shop, pod: web }, traffic: 8080/TCP }",
    ["alb-billing → shop/web: 8080/TCP", "alb-shop → shop/web: 8080/TCP"],
  ],
  ["only: { from: alb-billing, to: billing/* }", ["alb-billing → billing/*: 443/TCP"]],
  [
    "only: { from: { namespace: shop, pod: web }, to: internet, closes: from }",
    ["shop/web → internet: 443/TCP", "shop/web → databases: 5432/TCP"],
  ],
];

describe("Assertions that are broken", () => {
  for (const [text, expected] of BROKEN) {
    it(text, () => {
      const result = check(text);
      assert.ok(!result.holds);
      assert.deepEqual([result.problems, offenders(result)], [[], expected]);
      assert.equal(result.broken, expected.length);
    });
  }

  it("name the policy and the rule that decide on both sides", () => {
    const [example] = check("never: { from: alb-shop, to: shop/web }").counterexamples;
    assert.ok(example);
    assert.equal(String(example.traffic), "8080/TCP");
    assert.equal(example.egress, "not policed: the source is not a pod");
    assert.equal(
      example.ingress,
      "allowed by spec.ingress[0].from[0] of shop/knp.default.wall (tier default)",
    );
    assert.ok(example.verdict.allowed);
  });

  it("names the deny rule that closes a connection", () => {
    const [example] = check(
      "always: { from: alb-shop, to: billing/*, traffic: 80/TCP }",
    ).counterexamples;
    assert.equal(
      example?.ingress,
      "denied by the end of tier default: nothing in billing/knp.default.closed allows it",
    );
  });

  it("say when a verdict depends on facts that are not known", () => {
    const [, example] = check(
      "never: { from: { namespace: shop }, to: databases }",
    ).counterexamples;
    assert.equal(
      example?.egress,
      "may be allowed by spec.egress[0].to[0] of shop/knp.default.database (tier default), depending on labels or addresses that are unknown",
    );
    const [open] = check("never: { from: open/*, to: internet }").counterexamples;
    assert.equal(open?.egress, "allowed by the profile kns.open: no policy denies it");
  });

  it("of a zone with several ranges show one that proves the point", () => {
    const { zones } = readZones(
      "{ pods: [10.0.128.0/17], zones: { both: { kind: alb, cidrs: [10.9.0.0/24, 10.0.0.32/27] } } }",
      "zones.yaml",
    );
    const text = "assertions: [{ never: { from: both, to: shop/web } }]";
    const [result] = checkAssertions(WORLD, zones, readAssertions(text, "a.yaml").assertions);
    const [example] = result?.counterexamples ?? [];
    assert.equal(example?.verdict.allowed, true);
    assert.equal(
      example.flow.from.kind === "network" && example.flow.from.range.text,
      "10.0.0.32/27",
    );
  });

  it("includes namespaces with unknown labels", () => {
    const pod = "apiVersion: v1\nkind: Pod\nmetadata: { name: p, namespace: ghost }\nspec: {}\n";
    const world = worldOf(`${MANIFESTS}---\n${pod}`);
    const result = check(
      "never: { from: { namespaceLabels: { team: retail } }, to: internet }",
      world,
    );
    assert.deepEqual(offenders(result), [
      "ghost/p → internet: 443/TCP",
      "ghost/* → internet: 443/TCP",
    ]);
  });

  it("tell a few offending pairs and count them all", () => {
    const result = check('never: { from: { namespace: open }, to: { zone: "*" } }');
    assert.equal(result.counterexamples.length, 5);
    assert.equal(result.broken, ZONES.zones.length);
  });
});
