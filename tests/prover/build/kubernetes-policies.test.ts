import assert from "node:assert/strict";
import { formatPath } from "../../../prover/model/path.js";
import { printSelector } from "../../../prover/index.js";
import { findingsOf, kubernetes, policyOf, printRule, soundWorldOf, worldOf } from "./worlds.js";

const NAME = "shop/knp.default.p";
const OWN = 'projectcalico.org/namespace == "shop"';
const POD = 'projectcalico.org/orchestrator == "k8s"';
const IN_A_NAMESPACE = "has(projectcalico.org/namespace)";

const SUBJECTS: [string, string][] = [
  ["{}", `${OWN} && ${POD}`],
  ["{matchLabels: {b: x, a: y}}", `${OWN} && ${POD} && (a == "y" && b == "x")`],
  [
    "{matchExpressions: [{key: a, operator: In, values: [x, y]}]}",
    `${OWN} && ${POD} && a in {"x", "y"}`,
  ],
  [
    "{matchExpressions: [{key: a, operator: NotIn, values: [x]}]}",
    `${OWN} && ${POD} && a not in {"x"}`,
  ],
  ["{matchExpressions: [{key: a, operator: Exists}]}", `${OWN} && ${POD} && has(a)`],
  ["{matchExpressions: [{key: a, operator: DoesNotExist}]}", `${OWN} && ${POD} && !has(a)`],
  [
    "{matchLabels: {a: x}, matchExpressions: [{key: b, operator: Exists}]}",
    `${OWN} && ${POD} && (a == "x" && has(b))`,
  ],
];

/** Peers of an ingress rule and the sources they become. */
const PEERS: [string, Record<string, unknown>][] = [
  ["{podSelector: {}}", { selector: `${OWN} && ${POD}` }],
  ["{podSelector: {matchLabels: {a: x}}}", { selector: `${OWN} && (${POD} && a == "x")` }],
  ["{namespaceSelector: {}}", { selector: `${IN_A_NAMESPACE} && ${POD}` }],
  ["{namespaceSelector: {matchLabels: {t: r}}}", { selector: `pcns.t == "r" && ${POD}` }],
  [
    "{namespaceSelector: {matchExpressions: [{key: t, operator: DoesNotExist}]}}",
    { selector: `!has(pcns.t) && ${POD}` },
  ],
  [
    "{namespaceSelector: {matchLabels: {t: r}}, podSelector: {matchLabels: {a: x}}}",
    { selector: `pcns.t == "r" && (${POD} && a == "x")` },
  ],
  ["{ipBlock: {cidr: 10.0.0.0/8}}", { nets: ["10.0.0.0/8"] }],
  ["{ipBlock: {cidr: 10.0.0.1/8}}", { nets: ["10.0.0.1/8"] }],
  [
    "{ipBlock: {cidr: 0.0.0.0/0, except: [10.0.0.0/8, 169.254.0.0/16]}}",
    { nets: ["0.0.0.0/0"], notNets: ["10.0.0.0/8", "169.254.0.0/16"] },
  ],
];

/** Ports of a rule: protocol and ports of each rule it becomes. */
const PORTS: [string, unknown[]][] = [
  ["[]", [[undefined, undefined]]],
  ["[{port: 80}]", [[6, [80]]]],
  ["[{port: 80, endPort: 90}]", [[6, ["80:90"]]]],
  ["[{port: http}]", [[6, ["http"]]]],
  ["[{port: '80'}]", [[6, [80]]]],
  ["[{protocol: UDP}]", [[17, undefined]]],
  ["[{}]", [[6, undefined]]],
  ["[{protocol: SCTP, port: 1}]", [[132, [1]]]],
  ["[{port: 80}, {port: 81, protocol: TCP}]", [[6, [80, 81]]]],
  [
    "[{port: 53, protocol: UDP}, {port: 53}]",
    [
      [17, [53]],
      [6, [53]],
    ],
  ],
  ["[{port: 80}, {protocol: TCP}, {port: 81}]", [[6, undefined]]],
];

const MISTAKES: [string, string, string][] = [
  ["ingress: [{from: [{}]}]", "bad-peer", "spec.ingress[0].from[0]"],
  [
    "ingress: [{from: [{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}]}]",
    "bad-peer",
    "spec.ingress[0].from[0]",
  ],
  ["ingress: [{from: [{ipBlock: {}}]}]", "bad-network", "spec.ingress[0].from[0].ipBlock"],
  [
    "ingress: [{from: [{ipBlock: {cidr: x}}]}]",
    "bad-network",
    "spec.ingress[0].from[0].ipBlock.cidr",
  ],
  [
    "ingress: [{from: [{ipBlock: {cidr: 10.0.0.1}}]}]",
    "bad-network",
    "spec.ingress[0].from[0].ipBlock.cidr",
  ],
  [
    "ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8, except: [11.0.0.0/16]}}]}]",
    "bad-network",
    "spec.ingress[0].from[0].ipBlock.except[0]",
  ],
  ["ingress: [{to: []}]", "unknown-field", "spec.ingress[0].to"],
  ["egress: [{from: []}]", "unknown-field", "spec.egress[0].from"],
  ["egress: [{ports: [{port: 0}]}]", "bad-port", "spec.egress[0].ports[0].port"],
  ["egress: [{ports: [{port: '80:90'}]}]", "bad-port", "spec.egress[0].ports[0].port"],
  ["egress: [{ports: [{port: 90, endPort: 80}]}]", "bad-port", "spec.egress[0].ports[0].endPort"],
  ["egress: [{ports: [{port: a, endPort: 80}]}]", "bad-port", "spec.egress[0].ports[0].endPort"],
  ["egress: [{ports: [{endPort: 80}]}]", "bad-port", "spec.egress[0].ports[0].endPort"],
  ["egress: [{ports: [{protocol: ICMP}]}]", "bad-protocol", "spec.egress[0].ports[0].protocol"],
  [
    "podSelector: {matchExpressions: [{key: a, operator: valueOf}]}",
    "bad-selector",
    "spec.podSelector.matchExpressions[0].operator",
  ],
  ["tier: x", "unknown-field", "spec.tier"],
  [
    "podSelector: {matchExpressions: [{key: a, operator: Is}]}",
    "bad-selector",
    "spec.podSelector.matchExpressions[0].operator",
  ],
  [
    "podSelector: {matchExpressions: [{key: a, operator: In}]}",
    "bad-selector",
    "spec.podSelector.matchExpressions[0].values",
  ],
  [
    "podSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}",
    "bad-selector",
    "spec.podSelector.matchExpressions[0].values",
  ],
  [
    "podSelector: {matchExpressions: [{operator: Exists}]}",
    "bad-selector",
    "spec.podSelector.matchExpressions[0]",
  ],
  ["podSelector: {matchLabel: {a: b}}", "unknown-field", "spec.podSelector.matchLabel"],
];

describe("NetworkPolicies of Kubernetes", () => {
  it("are policies of the tier default with the order 1000", () => {
    const { tier, order, staged } = policyOf(soundWorldOf(kubernetes("{podSelector: {}}")), NAME);
    assert.deepEqual([tier, order, staged], ["default", 1000, false]);
  });

  for (const [podSelector, expected] of SUBJECTS) {
    it(`select pods by ${podSelector}`, () => {
      const { selector } = policyOf(
        soundWorldOf(kubernetes(`{podSelector: ${podSelector}}`)),
        NAME,
      );
      assert.equal(printSelector(selector), expected);
    });
  }

  for (const [peer, expected] of PEERS) {
    it(`take the peer ${peer} in both directions`, () => {
      const spec = `{podSelector: {}, ingress: [{from: [${peer}]}], egress: [{to: [${peer}]}]}`;
      const { rules } = policyOf(soundWorldOf(kubernetes(spec)), NAME);
      const version = "nets" in expected ? { ipVersion: 4 } : {};
      const common = { action: "Allow" };
      assert.deepEqual(
        rules.ingress.map(printRule).map((rule) => ({ ...version, ...rule })),
        [
          {
            ...common,
            ...version,
            path: ["spec", "ingress", 0, "from", 0],
            source: expected,
            destination: {},
          },
        ],
      );
      assert.deepEqual(
        rules.egress.map(printRule).map((rule) => ({ ...version, ...rule })),
        [
          {
            ...common,
            ...version,
            path: ["spec", "egress", 0, "to", 0],
            source: {},
            destination: expected,
          },
        ],
      );
    });
  }

  for (const [ports, expected] of PORTS) {
    it(`take the ports ${ports}`, () => {
      const spec = `{podSelector: {}, egress: [{ports: ${ports}}], ingress: [{ports: ${ports}}]}`;
      const { rules } = policyOf(soundWorldOf(kubernetes(spec)), NAME);
      for (const direction of ["ingress", "egress"] as const) {
        const seen = rules[direction].map(printRule).map(({ protocol, path, destination }) => {
          assert.deepEqual(path, ["spec", direction, 0]);
          return [protocol, (destination as { ports?: unknown }).ports];
        });
        assert.deepEqual(seen, expected);
      }
    });
  }

  it("make one rule for each protocol and peer", () => {
    const spec =
      "{podSelector: {}, ingress: [{from: [{podSelector: {}}, {ipBlock: {cidr: 10.0.0.0/8}}], ports: [{port: 1}, {port: 2, protocol: UDP}]}]}";
    const { rules } = policyOf(soundWorldOf(kubernetes(spec)), NAME);
    assert.deepEqual(
      rules.ingress.map(({ protocol, path }) => [protocol, formatPath(path)]),
      [
        [6, "spec.ingress[0].from[0]"],
        [6, "spec.ingress[0].from[1]"],
        [17, "spec.ingress[0].from[0]"],
        [17, "spec.ingress[0].from[1]"],
      ],
    );
  });

  for (const nothing of ["{}", "{from: []}", "{from: null, ports: []}"]) {
    it(`take the rule ${nothing} for anyone on any port`, () => {
      const { rules } = policyOf(
        soundWorldOf(kubernetes(`{podSelector: {}, ingress: [${nothing}]}`)),
        NAME,
      );
      assert.deepEqual(rules.ingress.map(printRule), [
        { path: ["spec", "ingress", 0], action: "Allow", source: {}, destination: {} },
      ]);
    });
  }

  for (const [spec, code, path] of MISTAKES) {
    it(`refuse ${spec}`, () => {
      const errors = findingsOf(worldOf(kubernetes(`{${spec}}`)), "error");
      assert.deepEqual(errors[0], [code, path, 5]);
    });
  }
});
