import assert from "node:assert/strict";
import type { Check } from "../../../cli/proof/check.js";
import { writeDot } from "../../../cli/output/dot.js";
import { writeJunit } from "../../../cli/output/junit.js";
import { writeSarif } from "../../../cli/output/sarif.js";
import type { Finding } from "../../../prover/index.js";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { runBulkhead } from "../support.js";

const CHECKS: readonly Check[] = [
  { group: "invariant", id: "walls", sentence: "Walls hold.", status: "holds", details: [] },
  {
    group: "invariant",
    id: "databases",
    sentence: "Databases <are> closed.",
    status: "not-applicable",
    details: ["There are none."],
  },
  {
    group: "assertion",
    id: "never",
    sentence: 'none & "no one"',
    status: "broken",
    details: ["a/* → b/*: 80/TCP", "  egress allowed by \u0001 <rule>"],
    file: "a b/assertions.yaml",
    line: 3,
  },
];

const FINDINGS: readonly Finding[] = [
  {
    code: "tied-order",
    severity: "error",
    object: {
      apiVersion: "projectcalico.org/v3",
      kind: "NetworkPolicy",
      namespace: "shop",
      name: "x",
      origin: { file: "p.yaml", document: 1, line: 1 },
    },
    origin: { file: "p.yaml", document: 1, line: 7 },
    path: "spec.order",
    message: "They tie.",
    fix: "Untie them.",
  },
  { code: "something-new", severity: "note", message: "So it is." },
  { code: "tied-order", severity: "error", message: "They tie, too." },
];

describe("writeJunit", () => {
  it("has a test for the input and one for each check, with counts that agree", () => {
    assert.equal(
      writeJunit("proof", FINDINGS, CHECKS),
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="4" failures="2" errors="0">
  <testsuite name="proof" tests="4" failures="2" errors="0" skipped="1">
    <testcase classname="bulkhead.input" name="The manifests can be judged.">
      <failure message="p.yaml:7: NetworkPolicy shop/x, spec.order: They tie.">p.yaml:7: NetworkPolicy shop/x, spec.order: They tie.
Untie them.
They tie, too.</failure>
    </testcase>
    <testcase classname="bulkhead.invariant" name="Walls hold."/>
    <testcase classname="bulkhead.invariant" name="Databases &lt;are&gt; closed.">
      <skipped message="There are none."/>
    </testcase>
    <testcase classname="bulkhead.assertion" name="none &amp; &quot;no one&quot;">
      <failure message="a/* → b/*: 80/TCP">a/* → b/*: 80/TCP
  egress allowed by ? &lt;rule&gt;</failure>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  it("passes where the input has no errors", () => {
    const text = writeJunit("proof", [], []);
    assert.match(
      text,
      /<testcase classname="bulkhead\.input" name="The manifests can be judged\."\/>/,
    );
    assert.match(text, /tests="1" failures="0"/);
  });
});

interface Sarif {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly {
    readonly tool: {
      readonly driver: {
        readonly name: string;
        readonly rules: readonly {
          readonly id: string;
          readonly shortDescription: { readonly text: string };
          readonly help?: { readonly text: string };
          readonly defaultConfiguration: { readonly level: string };
        }[];
      };
    };
    readonly results: readonly {
      readonly ruleId: string;
      readonly ruleIndex: number;
      readonly level: string;
      readonly message: { readonly text: string };
      readonly locations: readonly {
        readonly physicalLocation: {
          readonly artifactLocation: { readonly uri: string };
          readonly region?: { readonly startLine: number };
        };
      }[];
    }[];
  }[];
}

/** What the schema of SARIF 2.1.0 asks of the parts that are written here. */
function checkedSarif(text: string): Sarif["runs"][number] {
  const sarif = JSON.parse(text) as Sarif;
  assert.equal(sarif.version, "2.1.0");
  assert.match(sarif.$schema, /sarif-2\.1\.0/);
  const [run, ...others] = sarif.runs;
  assert.ok(run && others.length === 0);
  const { rules } = run.tool.driver;
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length);
  for (const { ruleId, ruleIndex, level, message, locations } of run.results) {
    assert.equal(rules[ruleIndex]?.id, ruleId);
    assert.ok(["error", "warning", "note", "none"].includes(level));
    assert.ok(message.text.length > 0);
    for (const { physicalLocation } of locations) {
      const { artifactLocation, region } = physicalLocation;
      assert.ok(URL.canParse(artifactLocation.uri, "file:///base/"));
      assert.doesNotMatch(artifactLocation.uri, /[\s\\]/);
      assert.ok(region === undefined || region.startLine >= 1);
    }
  }
  return run;
}

describe("writeSarif", () => {
  it("has findings and broken checks as results, each with its rule", () => {
    const { tool, results } = checkedSarif(writeSarif(FINDINGS, CHECKS));
    assert.equal(tool.driver.name, "bulkhead");
    assert.deepEqual(
      tool.driver.rules.map(({ id, defaultConfiguration }) => [id, defaultConfiguration.level]),
      [
        ["tied-order", "error"],
        ["something-new", "note"],
        ["assertion/never", "error"],
      ],
    );
    assert.deepEqual(
      results.map(({ ruleId, level }) => [ruleId, level]),
      [
        ["tied-order", "error"],
        ["something-new", "note"],
        ["tied-order", "error"],
        ["assertion/never", "error"],
      ],
    );
  });

  it("says where, relative to the working directory, in a form that is a URI", () => {
    const { results } = checkedSarif(writeSarif(FINDINGS, CHECKS));
    assert.deepEqual(
      results.map(({ locations }) =>
        locations.map(({ physicalLocation: { artifactLocation, region } }) => [
          artifactLocation.uri,
          region?.startLine,
        ]),
      ),
      [[["p.yaml", 7]], [], [], [["a%20b/assertions.yaml", 3]]],
    );
    const away: Finding = {
      ...FINDINGS[1],
      origin: { file: "/tmp/x y.yaml", document: 1 },
    } as Finding;
    const [result] = checkedSarif(writeSarif([away], [])).results;
    assert.deepEqual(result?.locations, [
      { physicalLocation: { artifactLocation: { uri: "file:///tmp/x%20y.yaml" } } },
    ]);
  });

  it("explains rules that are documented", () => {
    const [rule] = checkedSarif(writeSarif(FINDINGS, [])).tool.driver.rules;
    assert.equal(rule?.shortDescription.text, "Two policies of one order that decide differently");
    assert.equal(rule.help?.text, "Give them different orders.");
  });
});

describe("writeDot", () => {
  it("has namespaces as boxes, zones as ellipses, and quotes what needs it", () => {
    const [shop, odd] = [{ namespace: "shop" }, { zone: 'a "zone"' }];
    assert.equal(
      writeDot([shop, odd], [{ from: odd, to: shop, label: "8080" }]),
      `digraph bulkhead {
  rankdir=LR;
  "namespace shop" [label="shop", shape=box];
  "zone a \\"zone\\"" [label="a \\"zone\\"", shape=ellipse];
  "zone a \\"zone\\"" -> "namespace shop" [label="8080"];
}
`,
    );
  });
});

describe("the formats of bulkhead prove", () => {
  const space = new Workspace();
  const manifests = space.file("all.yaml", TWO_NAMESPACES);
  const assertions = space.file(
    "assertions.yaml",
    "assertions:\n  - never: {from: {namespace: shop}, to: {namespace: bank}}\n",
  );

  after(() => {
    space.remove();
  });

  it("--junit and --sarif tell of the same broken assertion, --dot draws what is open", async () => {
    const prove = (format: string) =>
      runBulkhead("prove", manifests, "--assert", assertions, format);
    const [junit, sarif, dot] = [
      await prove("--junit"),
      await prove("--sarif"),
      await prove("--dot"),
    ];
    assert.deepEqual([junit.status, sarif.status, dot.status], [1, 1, 1]);
    assert.match(
      junit.out,
      /<testcase classname="bulkhead\.assertion"[^]*<failure message="shop\/web/,
    );
    const broken = checkedSarif(sarif.out).results.find(
      ({ ruleId }) => ruleId === "assertion/never",
    );
    assert.equal(broken?.locations[0]?.physicalLocation.region?.startLine, 2);
    assert.match(dot.out, /^ {2}"namespace shop" -> "namespace bank" \[label="8443\/TCP"\];$/m);
    assert.doesNotMatch(dot.out, /"namespace bank" -> "namespace shop"/);
  });
});
