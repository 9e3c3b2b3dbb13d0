import assert from "node:assert/strict";
import { check, MANIFESTS, worldOf } from "./shop.js";

const EMPTY_SETS: readonly (readonly [text: string, problem: RegExp])[] = [
  [
    "never: { from: { namespace: shp }, to: internet }",
    /^Unknown namespace "shp"\. Did you mean "shop"\?$/,
  ],
  ['never: { from: { namespace: "tenant-*" }, to: internet }', /^Unknown namespace "tenant-\*"\.$/],
  [
    "never: { from: internt, to: { namespace: shop } }",
    /^Unknown zone "internt"\. Did you mean "internet"\? Zones: alb-shop, /,
  ],
  [
    "never: { from: { namespace: shop, pod: wbe }, to: internet }",
    /^Nothing matches namespace shop, pods wbe\. Did you mean "web"\? Known pods: web, worker\.$/,
  ],
  [
    "never: { from: { namespace: shop, podLabels: { app: wbe } }, to: internet }",
    /^Nothing matches namespace shop, pods with app=wbe\. Known pods: web, worker\.$/,
  ],
  [
    "never: { from: { namespaceLabels: { team: nobody } }, to: internet }",
    /^Nothing matches namespaces with team=nobody\.$/,
  ],
  [
    "never: { from: { namespace: shop, except: { namespace: shop } }, to: internet }",
    /^`except` excludes every peer\.$/,
  ],
  ["never: { from: internet, to: databases }", /^There are only zones on both ends/],
];

describe("Assertions about an empty set", () => {
  for (const [text, problem] of EMPTY_SETS) {
    it(`${text} fails`, () => {
      const { holds, problems } = check(text);
      assert.ok(!holds);
      assert.equal(problems.length, 1);
      assert.match(problems[0] ?? "", problem);
    });
  }

  it("an assertion that names two unknown ends says both", () => {
    const { problems } = check("never: { from: shp/*, to: internt }");
    assert.equal(problems.length, 2);
  });

  it("labels in a namespace without known pods mean a pod that may yet be created", () => {
    const { holds, counterexamples } = check(
      "never: { from: { namespace: open, podLabels: { app: x } }, to: internet }",
    );
    assert.ok(!holds);
    assert.equal(counterexamples[0]?.from, "open/* with app=x");
  });

  it("nothing is proved about manifests with errors", () => {
    const world = worldOf(`${MANIFESTS}---\napiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: broken }
spec: { order: 1, types: [Ingress], selector: "a = 'b'" }\n`);
    const { holds, problems } = check("never: { from: internet, to: { namespace: shop } }", world);
    assert.ok(!holds);
    assert.match(
      problems[0] ?? "",
      /^The manifests have an error, so nothing can be proved. The first: /,
    );
  });
});
