import assert from "node:assert/strict";
import { checkAssertions } from "../../../prover/assertions/check-assertions.js";
import type { AssertionResult } from "../../../prover/assertions/assertion.js";
import { readAssertions } from "../../../prover/assertions/read-assertions.js";
import { buildWorld, readManifests, type World } from "../../../prover/index.js";
import { readZones } from "../../../prover/zones/read-zones.js";

const { zones: ZONES } = readZones(
  `
vpc: [10.0.0.0/16]
pods: [10.0.128.0/17]
zones:
  alb-shop: { kind: alb, application: shop, cidrs: 10.0.0.32/27 }
  alb-billing: { kind: alb, application: billing, cidrs: 10.0.0.64/27 }
  databases: { kind: data, cidrs: 10.0.64.0/19 }
  node-1: { kind: nodes, node: node1, cidrs: 10.0.127.7/32 }
`,
  "zones.yaml",
);

/**
 * `shop` is called by its load balancer on 8080, and its pods with `app: web` reach the database; `billing` is closed
 * but for DNS; nobody restricts `open`.
 */
const MANIFESTS = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: retail } }
---
apiVersion: v1
kind: Namespace
metadata: { name: billing, labels: { team: finance } }
---
apiVersion: v1
kind: Namespace
metadata: { name: open }
---
apiVersion: v1
kind: Pod
metadata: { name: web, namespace: shop, labels: { app: web } }
spec: { nodeName: node1 }
status: { podIP: 10.0.128.11 }
---
apiVersion: v1
kind: Pod
metadata: { name: worker, namespace: shop, labels: { app: worker } }
status: { podIP: 10.0.128.12 }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: wall, namespace: shop }
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.32/27 } }], ports: [{ port: 8080 }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: database, namespace: shop }
spec:
  podSelector: { matchLabels: { app: web } }
  policyTypes: [Egress]
  egress: [{ to: [{ ipBlock: { cidr: 10.0.64.0/19 } }], ports: [{ port: 5432 }] }]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: closed, namespace: billing }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`;

function worldOf(text: string): World {
  return buildWorld(readManifests([{ file: "all.yaml", text }]), { podRanges: ["10.0.128.0/17"] });
}

const WORLD = worldOf(MANIFESTS);

function check(assertion: string, world: World = WORLD): AssertionResult {
  const { assertions, findings } = readAssertions(`assertions:\n  - ${assertion}`, "assert.yaml");
  assert.deepEqual(findings, [], assertion);
  const [result, ...others] = checkAssertions(world, ZONES, assertions);
  assert.ok(result && others.length === 0);
  return result;
}

function offenders({ counterexamples }: AssertionResult): string[] {
  return counterexamples.map(({ text }) => text);
}

const HOLDS: readonly string[] = [
  "never: { from: internet, to: { namespace: shop } }",
  "never: { from: { namespace: shop }, to: { namespace: billing } }",
  "never: { from: [alb-billing, databases], to: { namespace: shop } }",
  "never: { from: { namespace: shop }, to: databases, traffic: [TCP 1-5431, TCP 5433-65535, UDP] }",
  "never: { from: { namespace: shop, podLabels: { app: worker } }, to: databases }",
  "never: { from: shop/worker, to: databases }",
  'never: { from: { namespace: "*", except: { namespace: open } }, to: { namespace: "*", except: { namespace: open } }, ignoreOwnNamespace: true }',
  "never: { from: { namespaceLabels: { team: finance } }, to: internet }",
  'never: { from: { zone: "alb-*", except: alb-shop }, to: { namespace: shop } }',
  "always: { from: alb-shop, to: { namespace: shop }, traffic: TCP 8080 }",
  "always: { from: { namespace: shop, pod: web }, to: databases, traffic: 5432/TCP }",
  "always: { from: { namespace: shop, podLabels: { app: web } }, to: databases, traffic: 5432 }",
  "always: { from: open/*, to: internet, traffic: everything }",
  "only: { from: alb-shop, to: { namespace: shop }, traffic: TCP 8080 }",
  "only: { from: alb-shop, to: { namespace: shop } }",
  "only: { from: { namespace: shop, pod: web }, to: databases, closes: from }",
];

describe("Assertions that hold", () => {
  for (const text of HOLDS) {
    it(text, () => {
      const { holds, problems, broken, counterexamples, pairs } = check(text);
      assert.deepEqual(
        { holds, problems, broken, counterexamples },
        {
          holds: true,
          problems: [],
          broken: 0,
          counterexamples: [],
        },
      );
      assert.ok(pairs > 0);
    });
  }
});

const BROKEN: readonly (readonly [text: string, offenders: readonly string[]])[] = [
  [
    "never: { from: alb-shop, to: { namespace: shop, pod: web } }",
    ["alb-shop → shop/web: TCP 8080"],
  ],
  [
    "never: { from: { namespace: shop }, to: databases }",
    ["shop/web → databases: TCP 5432", "shop/* → databases: TCP 5432"],
  ],
  [
    "never: { from: { namespace: shop }, to: databases, traffic: TCP 5432 }",
    ["shop/web → databases: TCP 5432", "shop/* → databases: TCP 5432"],
  ],
  ["never: { from: open/*, to: internet, traffic: ICMP 8 }", ["open/* → internet: ICMP 8/0"]],
  [
    "never: { from: open/*, to: internet, traffic: protocol 47 }",
    ["open/* → internet: protocol 47"],
  ],
  ["never: { from: node-1, to: shop/web }", ["node-1 → shop/web: TCP 443"]],
  [
    "always: { from: alb-shop, to: { namespace: shop }, traffic: [TCP 8080, TCP 9090] }",
    ["alb-shop → shop/web: TCP 9090", "alb-shop → shop/worker: TCP 9090"],
  ],
  [
    "always: { from: { namespace: shop }, to: databases, traffic: TCP 5432 }",
    ["shop/worker → databases: TCP 5432"],
  ],
  [
    "always: { from: shop/*, to: databases, traffic: TCP 5432 }",
    ["shop/worker → databases: TCP 5432"],
  ],
  [
    "always: { from: billing/*, to: internet, traffic: TCP 443 }",
    ["billing/* → internet: TCP 443"],
  ],
  [
    "only: { from: alb-billing, to: { namespace: shop, pod: web }, traffic: TCP 8080 }",
    ["alb-billing → shop/web: TCP 8080", "alb-shop → shop/web: TCP 8080"],
  ],
  ["only: { from: alb-billing, to: billing/* }", ["alb-billing → billing/*: TCP 443"]],
  [
    "only: { from: { namespace: shop, pod: web }, to: internet, closes: from }",
    ["shop/web → internet: TCP 443", "shop/web → databases: TCP 5432"],
  ],
];

describe("Assertions that are broken", () => {
  for (const [text, expected] of BROKEN) {
    it(text, () => {
      const result = check(text);
      assert.equal(result.holds, false);
      assert.deepEqual([result.problems, offenders(result)], [[], expected]);
      assert.equal(result.broken, expected.length);
    });
  }

  it("name the policy and the rule that decide on both sides", () => {
    const [example] = check("never: { from: alb-shop, to: shop/web }").counterexamples;
    assert.ok(example);
    assert.equal(String(example.traffic), "TCP 8080");
    assert.equal(example.egress, "not policed: the source is not a pod");
    assert.equal(
      example.ingress,
      "allowed by spec.ingress[0].from[0] of shop/knp.default.wall (tier default)",
    );
    assert.equal(example.verdict.allowed, true);
  });

  it("say on the deny side what stands in the way", () => {
    const [example] = check(
      "always: { from: alb-shop, to: billing/*, traffic: TCP 80 }",
    ).counterexamples;
    assert.equal(
      example?.ingress,
      "refused by the end of tier default: nothing in billing/knp.default.closed allows it",
    );
  });

  it("say when a verdict depends on facts that are not known", () => {
    const [, example] = check(
      "never: { from: { namespace: shop }, to: databases }",
    ).counterexamples;
    assert.equal(
      example?.egress,
      "may be allowed by spec.egress[0].to[0] of shop/knp.default.database (tier default), depending on facts that are not known",
    );
    const [open] = check("never: { from: open/*, to: internet }").counterexamples;
    assert.equal(open?.egress, "allowed by the profile kns.open: no policy refuses it");
  });

  it("tell a few offending pairs and count them all", () => {
    const result = check('never: { from: { namespace: open }, to: { zone: "*" } }');
    assert.equal(result.counterexamples.length, 5);
    assert.equal(result.broken, ZONES.zones.length);
  });
});

const NOBODY: readonly (readonly [text: string, problem: RegExp])[] = [
  [
    "never: { from: { namespace: shp }, to: internet }",
    /^There is no namespace shp\. Did you mean "shop"\?$/,
  ],
  [
    'never: { from: { namespace: "tenant-*" }, to: internet }',
    /^There is no namespace tenant-\*\.$/,
  ],
  [
    "never: { from: internt, to: { namespace: shop } }",
    /^There is no zone internt\. Did you mean "internet"\? Zones: alb-shop, /,
  ],
  [
    "never: { from: { namespace: shop, pod: wbe }, to: internet }",
    /^Nothing matches namespace shop, pods wbe\. Did you mean "web"\? Known pods there: web, worker\.$/,
  ],
  [
    "never: { from: { namespace: shop, podLabels: { app: wbe } }, to: internet }",
    /^Nothing matches namespace shop, pods with app=wbe\. Known pods there: web, worker\.$/,
  ],
  [
    "never: { from: { namespaceLabels: { team: nobody } }, to: internet }",
    /^Nothing matches namespaces with team=nobody\.$/,
  ],
  [
    "never: { from: { namespace: shop, except: { namespace: shop } }, to: internet }",
    /^Everybody is excepted\.$/,
  ],
  ["never: { from: internet, to: databases }", /^There is no pair to look at/],
];

describe("Assertions about nobody", () => {
  for (const [text, problem] of NOBODY) {
    it(`${text} fails`, () => {
      const { holds, problems } = check(text);
      assert.equal(holds, false);
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
    assert.equal(holds, false);
    assert.equal(counterexamples[0]?.from, "open/* with app=x");
  });

  it("nothing is proved about manifests with errors", () => {
    const world = worldOf(`${MANIFESTS}---\napiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: { name: broken }
spec: { order: 1, types: [Ingress], selector: "a = 'b'" }\n`);
    const { holds, problems } = check("never: { from: internet, to: { namespace: shop } }", world);
    assert.equal(holds, false);
    assert.match(
      problems[0] ?? "",
      /^Nothing can be proved while the manifests have an error, such as: /,
    );
  });
});
