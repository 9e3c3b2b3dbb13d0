import assert from "node:assert/strict";
import { printSelector, type Policy } from "../../../prover/index.js";
import { cluster, findingsOf, policiesOf, printRule, soundWorldOf, worldOf } from "./worlds.js";

const POD = 'projectcalico.org/orchestrator == "k8s"';
const IN_A_NAMESPACE = "has(projectcalico.org/namespace)";
const HEAD = "tier: Admin, priority: 5";
const SUBJECT = "subject: {namespaces: {}}";

function only(spec: string): Policy {
  const [policy] = policiesOf(soundWorldOf(cluster(spec)));
  assert.ok(policy);
  return policy;
}

function rulesOf(rule: string, direction: "ingress" | "egress" = "egress"): unknown[] {
  return only(`{${HEAD}, ${SUBJECT}, ${direction}: [${rule}]}`).rules[direction].map(printRule);
}

const TO = "to: [{namespaces: {}}]";
const EVERYBODY = { selector: IN_A_NAMESPACE };

const SUBJECTS: [string, string][] = [
  ["{namespaces: {}}", `${IN_A_NAMESPACE} && ${POD}`],
  ["{namespaces: {matchLabels: {t: r}}}", `pcns.t == "r" && ${POD}`],
  [
    "{pods: {namespaceSelector: {matchLabels: {t: r}}, podSelector: {matchLabels: {a: x}}}}",
    `pcns.t == "r" && (${POD} && a == "x")`,
  ],
  ["{pods: {namespaceSelector: {}, podSelector: {}}}", `${IN_A_NAMESPACE} && ${POD}`],
];

const PEERS: [string, Record<string, unknown>][] = [
  ["{namespaces: {}}", EVERYBODY],
  ["{namespaces: {matchLabels: {t: r}}}", { selector: 'pcns.t == "r"' }],
  [
    "{pods: {namespaceSelector: {}, podSelector: {matchLabels: {a: x}}}}",
    { selector: `${IN_A_NAMESPACE} && (${POD} && a == "x")` },
  ],
  ["{networks: [10.0.0.0/8, 'fd00::/8']}", { nets: ["10.0.0.0/8", "fd00::/8"] }],
];

const PROTOCOLS: [string, unknown[]][] = [
  ["[]", [[undefined, undefined]]],
  ["[{tcp: {destinationPort: {number: 80}}}]", [[6, [80]]]],
  ["[{udp: {destinationPort: {range: {start: 5, end: 9}}}}]", [[17, ["5:9"]]]],
  ["[{sctp: {}}]", [[132, undefined]]],
  ["[{destinationNamedPort: http}]", [[undefined, ["http"]]]],
  [
    "[{tcp: {destinationPort: {number: 53}}}, {udp: {destinationPort: {number: 53}}}]",
    [
      [6, [53]],
      [17, [53]],
    ],
  ],
];

/** What becomes of a rule with a peer that Calico does not implement. */
const UNSUPPORTED: [string, string[]][] = [
  ["Deny", ["Deny"]],
  ["Pass", ["Deny"]],
  ["Accept", []],
];

const MISTAKES: [string, string, string][] = [
  [`priority: 5, ${SUBJECT}`, "bad-tier", "spec.tier"],
  [`tier: admin, priority: 5, ${SUBJECT}`, "bad-tier", "spec.tier"],
  [`tier: Admin, ${SUBJECT}`, "bad-order", "spec.priority"],
  [`tier: Admin, priority: 1001, ${SUBJECT}`, "bad-order", "spec.priority"],
  [`tier: Admin, priority: 0.5, ${SUBJECT}`, "bad-order", "spec.priority"],
  [HEAD, "bad-subject", "spec.subject"],
  [`${HEAD}, subject: {namespaces: {}, pods: {}}`, "bad-subject", "spec.subject"],
  [`${HEAD}, ${SUBJECT}, egress: [{${TO}}]`, "bad-action", "spec.egress[0].action"],
  [`${HEAD}, ${SUBJECT}, egress: [{action: Allow, ${TO}}]`, "bad-action", "spec.egress[0].action"],
  [
    `${HEAD}, ${SUBJECT}, egress: [{action: constructor, ${TO}}]`,
    "bad-action",
    "spec.egress[0].action",
  ],
  [`tier: toString, priority: 5, ${SUBJECT}`, "bad-tier", "spec.tier"],
  [`${HEAD}, ${SUBJECT}, egress: [{action: Deny}]`, "bad-peer", "spec.egress[0].to"],
  [`${HEAD}, ${SUBJECT}, egress: [{action: Deny, to: [{}]}]`, "bad-peer", "spec.egress[0].to[0]"],
  [
    `${HEAD}, ${SUBJECT}, ingress: [{action: Deny, from: [{networks: [10.0.0.0/8]}]}]`,
    "unknown-field",
    "spec.ingress[0].from[0].networks",
  ],
  [
    `${HEAD}, ${SUBJECT}, egress: [{action: Deny, to: [{networks: [x]}]}]`,
    "bad-network",
    "spec.egress[0].to[0].networks[0]",
  ],
  [
    `${HEAD}, ${SUBJECT}, egress: [{action: Deny, ${TO}, protocols: [{}]}]`,
    "bad-protocol",
    "spec.egress[0].protocols[0]",
  ],
  [
    `${HEAD}, ${SUBJECT}, egress: [{action: Deny, ${TO}, protocols: [{tcp: {destinationPort: {}}}]}]`,
    "bad-port",
    "spec.egress[0].protocols[0].tcp.destinationPort",
  ],
  [
    `${HEAD}, ${SUBJECT}, egress: [{action: Deny, ${TO}, protocols: [{tcp: {destinationPort: {number: 0}}}]}]`,
    "bad-port",
    "spec.egress[0].protocols[0].tcp.destinationPort.number",
  ],
  [`${HEAD}, ${SUBJECT}, order: 3`, "unknown-field", "spec.order"],
];

describe("ClusterNetworkPolicies", () => {
  it("stand in the tiers of Kubernetes with their priority as the order", () => {
    const admin = only(`{tier: Admin, priority: 0, ${SUBJECT}}`);
    const baseline = only(`{tier: Baseline, priority: 1000, ${SUBJECT}}`);
    assert.deepEqual(
      [admin, baseline].map(({ tier, order, name }) => [tier, order, name]),
      [
        ["kube-admin", 0, "p"],
        ["kube-baseline", 1000, "p"],
      ],
    );
  });

  for (const [subject, expected] of SUBJECTS) {
    it(`are about ${subject}`, () => {
      const { selector } = only(`{${HEAD}, subject: ${subject}}`);
      assert.equal(printSelector(selector), expected);
    });
  }

  for (const [peer, expected] of PEERS) {
    it(`take the peer ${peer}`, () => {
      const [rule] = rulesOf(`{name: n, action: Accept, to: [${peer}]}`) as [
        Record<string, unknown>,
      ];
      assert.deepEqual(rule, {
        path: ["spec", "egress", 0, "to", 0],
        action: "Allow",
        source: {},
        destination: expected,
      });
    });
  }

  it("take pods and namespaces as sources, too", () => {
    assert.deepEqual(rulesOf("{action: Pass, from: [{namespaces: {}}]}", "ingress"), [
      {
        path: ["spec", "ingress", 0, "from", 0],
        action: "Pass",
        source: EVERYBODY,
        destination: {},
      },
    ]);
  });

  for (const [protocols, expected] of PROTOCOLS) {
    it(`take the protocols ${protocols}`, () => {
      const rules = only(
        `{${HEAD}, ${SUBJECT}, egress: [{action: Deny, ${TO}, protocols: ${protocols}}]}`,
      ).rules.egress.map(printRule);
      assert.deepEqual(
        rules.map(({ protocol, destination }) => [
          protocol,
          (destination as { ports?: unknown }).ports,
        ]),
        expected,
      );
    });
  }

  it("have the types of the directions that have rules", () => {
    const types = (rules: string): unknown => only(`{${HEAD}, ${SUBJECT}${rules}}`).types;
    const deny = `[{action: Deny, ${TO}}]`;
    assert.deepEqual(types(""), { ingress: false, egress: false });
    assert.deepEqual(types(`, egress: ${deny}`), { ingress: false, egress: true });
    assert.deepEqual(types(`, ingress: ${deny.replace("to", "from")}`), {
      ingress: true,
      egress: false,
    });
  });

  for (const [action, left] of UNSUPPORTED) {
    for (const peer of ["{nodes: {}}", "{domainNames: [a.example]}"]) {
      it(`fail closed: ${action} to ${peer}`, () => {
        const spec = `{${HEAD}, ${SUBJECT}, egress: [{action: ${action}, to: [{namespaces: {}}, ${peer}]}]}`;
        const world = soundWorldOf(cluster(spec));
        assert.deepEqual(findingsOf(world, "warning"), [["fails-closed", "spec.egress[0]", 5]]);
        const [policy] = policiesOf(world);
        assert.deepEqual(
          policy?.rules.egress.map(printRule),
          left.map((each) => ({
            path: ["spec", "egress", 0],
            action: each,
            source: {},
            destination: {},
          })),
        );
        assert.equal(policy.types.egress, left.length > 0);
      });
    }
  }

  for (const [spec, code, path] of MISTAKES) {
    it(`refuse {${spec}}`, () => {
      const errors = findingsOf(worldOf(cluster(`{${spec}}`)), "error");
      assert.deepEqual(errors[0], [code, path, 5]);
    });
  }

  it("are unknown to Calico 3.31", () => {
    const world = worldOf(cluster(`{${HEAD}, ${SUBJECT}}`), { tieBreak: "v3.31" });
    assert.deepEqual(findingsOf(world, "error"), [["not-supported", "apiVersion", 2]]);
  });
});
