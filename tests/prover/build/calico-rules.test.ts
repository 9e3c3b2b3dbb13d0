import assert from "node:assert/strict";
import { calico, findingsOf, policiesOf, printRule, soundWorldOf, worldOf } from "./worlds.js";

function rulesOf(rule: string, direction = "ingress"): Record<string, unknown>[] {
  const [policy] = policiesOf(soundWorldOf(calico(specOf(rule, direction))));
  return policy?.rules[direction as "ingress"].map(printRule) ?? [];
}

function specOf(rule: string, direction = "ingress"): string {
  const type = direction === "ingress" ? "Ingress" : "Egress";
  return `\n  types: [${type}]\n  ${direction}:\n  - {action: Log}\n  - ${rule}`;
}

const ANYBODY = { path: ["spec", "ingress", 1], source: {}, destination: {} };

const RULES: [string, Record<string, unknown>][] = [
  ["{action: Allow}", { action: "Allow" }],
  ["{action: Pass}", { action: "Pass" }],
  ["{action: Deny, protocol: TCP}", { action: "Deny", protocol: 6 }],
  ["{action: Deny, protocol: UDPLite}", { action: "Deny", protocol: 136 }],
  ["{action: Deny, protocol: 47}", { action: "Deny", protocol: 47 }],
  ["{action: Deny, protocol: '132'}", { action: "Deny", protocol: 132 }],
  ["{action: Deny, notProtocol: UDP}", { action: "Deny", notProtocol: 17 }],
  ["{action: Deny, ipVersion: 6}", { action: "Deny", ipVersion: 6 }],
  [
    "{action: Deny, protocol: ICMP, icmp: {type: 8, code: 0}, notICMP: {type: 0}}",
    { action: "Deny", protocol: 1, icmp: { type: 8, code: 0 }, notIcmp: { type: 0 } },
  ],
  [
    "{action: Deny, protocol: ICMPv6, ipVersion: 6, icmp: {type: 128}}",
    { action: "Deny", protocol: 58, ipVersion: 6, icmp: { type: 128 } },
  ],
  [
    "{action: Deny, protocol: TCP, source: {ports: [1, '2:3', http], notPorts: [65535]}}",
    { action: "Deny", protocol: 6, source: { ports: [1, "2:3", "http"], notPorts: [65535] } },
  ],
  [
    "{action: Deny, protocol: 6, destination: {ports: ['80']}}",
    { action: "Deny", protocol: 6, destination: { ports: [80] } },
  ],
  [
    "{action: Deny, destination: {ports: [http]}}",
    { action: "Deny", destination: { ports: ["http"] } },
  ],
  ["{action: Deny, metadata: {annotations: {a: b}}, source: {nets: []}}", { action: "Deny" }],
];

/** The lists of networks in a rule, and the IP version that is left to it. */
const FAMILIES: [string, 4 | 6 | undefined][] = [
  ["source: {nets: [10.0.0.0/8]}", 4],
  ["source: {nets: ['fd00::/8']}", 6],
  ["source: {nets: [10.0.0.0/8, 'fd00::/8']}", undefined],
  ["source: {notNets: [10.0.0.0/8]}", 4],
  ["source: {nets: [10.0.0.0/8, 'fd00::/8']}, destination: {nets: ['fd00::/8']}", 6],
  ["source: {nets: [10.0.0.0/8, 'fd00::/8'], notNets: [10.1.0.0/16]}", 4],
  ["ipVersion: 4, source: {nets: [10.0.0.0/8, 'fd00::/8']}", 4],
];

const IMPOSSIBLE = [
  "source: {nets: [10.0.0.0/8]}, destination: {nets: ['fd00::/8']}",
  "ipVersion: 6, source: {nets: [10.0.0.0/8]}",
  "ipVersion: 4, source: {notNets: ['fd00::/8']}",
];

/** Rule, code of the error and field below the rule. */
const MISTAKES: [string, string, string][] = [
  ["{}", "bad-action", ".action"],
  ["{action: allow}", "bad-action", ".action"],
  ["{action: 7}", "wrong-type", ".action"],
  ["{action: Deny, protocol: tcp}", "bad-protocol", ".protocol"],
  ["{action: Deny, protocol: toString}", "bad-protocol", ".protocol"],
  ["{action: Deny, protocol: 0}", "bad-protocol", ".protocol"],
  ["{action: Deny, protocol: 256}", "bad-protocol", ".protocol"],
  ["{action: Deny, notProtocol: FTP}", "bad-protocol", ".notProtocol"],
  ["{action: Deny, ipVersion: 5}", "bad-ip-version", ".ipVersion"],
  ["{action: Deny, protocol: ICMP, ipVersion: 6}", "bad-ip-version", ".ipVersion"],
  ["{action: Deny, notProtocol: ICMPv6, ipVersion: 4}", "bad-ip-version", ".ipVersion"],
  ["{action: Deny, icmp: {type: 8}}", "icmp-without-protocol", ".icmp"],
  ["{action: Deny, protocol: TCP, icmp: {type: 8}}", "icmp-without-protocol", ".icmp"],
  ["{action: Deny, protocol: ICMP, icmp: {code: 0}}", "icmp-code-without-type", ".icmp.code"],
  ["{action: Deny, notICMP: {code: 0}}", "icmp-code-without-type", ".notICMP.code"],
  ["{action: Deny, protocol: ICMP, icmp: {type: 255}}", "bad-icmp", ".icmp.type"],
  ["{action: Deny, protocol: ICMP, icmp: {type: 1, code: 256}}", "bad-icmp", ".icmp.code"],
  ["{action: Deny, protocol: TCP, source: {ports: [0]}}", "bad-port", ".source.ports[0]"],
  ["{action: Deny, protocol: TCP, source: {ports: [1, 65536]}}", "bad-port", ".source.ports[1]"],
  ["{action: Deny, protocol: TCP, source: {ports: ['9:8']}}", "bad-port", ".source.ports[0]"],
  ["{action: Deny, protocol: TCP, source: {ports: ['a b']}}", "bad-port", ".source.ports[0]"],
  ["{action: Deny, protocol: TCP, source: {ports: 80}}", "wrong-type", ".source.ports"],
  ["{action: Deny, source: {ports: [80]}}", "ports-without-protocol", ".source.ports"],
  [
    "{action: Deny, destination: {notPorts: [80]}}",
    "ports-without-protocol",
    ".destination.notPorts",
  ],
  [
    "{action: Deny, protocol: ICMP, source: {ports: [a]}}",
    "ports-without-protocol",
    ".source.ports",
  ],
  ["{action: Deny, source: {nets: [10.0.0.0]}}", "bad-network", ".source.nets[0]"],
  ["{action: Deny, source: {nets: [10.0.0.1/8]}}", "bad-network", ".source.nets[0]"],
  ["{action: Deny, source: {nets: ['fd00::1/64']}}", "bad-network", ".source.nets[0]"],
  ["{action: Deny, source: {nets: [10.0.0.0/33]}}", "bad-network", ".source.nets[0]"],
  ["{action: Deny, source: {nets: [010.0.0.0/8]}}", "bad-network", ".source.nets[0]"],
  ["{action: Deny, source: {nets: [10.0.0.0/08]}}", "bad-network", ".source.nets[0]"],
  ["{action: Deny, source: {nets: ['fe80::%eth0/64']}}", "bad-network", ".source.nets[0]"],
  ["{action: Deny, source: {nets: ['']}}", "bad-network", ".source.nets[0]"],
  ["{action: Deny, source: {nets: [null]}}", "bad-network", ".source.nets[0]"],
  ["{action: Deny, source: {nets: [10.0.0.0/8, all]}}", "bad-network", ".source.nets[1]"],
  ["{action: Deny, source: {notNets: [x]}}", "bad-network", ".source.notNets[0]"],
  ["{action: Deny, source: {selector: a = 'b'}}", "bad-selector", ".source.selector"],
  ["{action: Deny, source: {notSelector: a}}", "bad-selector", ".source.notSelector"],
  ["{action: Deny, source: {namespaceSelector: '('}}", "bad-selector", ".source.namespaceSelector"],
  [
    "{action: Deny, source: {serviceAccounts: {selector: a}}}",
    "bad-selector",
    ".source.serviceAccounts.selector",
  ],
  ["{action: Allow, http: {methods: [GET]}}", "not-supported", ".http"],
  ["{action: Deny, sources: {}}", "unknown-field", ".sources"],
  ["{action: Deny, source: {net: [10.0.0.0/8]}}", "unknown-field", ".source.net"],
  ["{action: Deny, source: []}", "wrong-type", ".source"],
  ["Deny", "wrong-type", ""],
];

/** Spec of a policy, code of the error and field. */
const POLICY_MISTAKES: [string, string, string][] = [
  ["{types: [Ingress], order: first}", "wrong-type", "spec.order"],
  ["{types: [Ingress], order: '5'}", "wrong-type", "spec.order"],
  ["{types: [Ingress], tier: a.b}", "bad-tier-name", "spec.tier"],
  ["{types: [Ingress], selector: a}", "bad-selector", "spec.selector"],
  [`{types: [Ingress], selector: "a == '${"b".repeat(1020)}'"}`, "bad-selector", "spec.selector"],
  ["{types: [Ingress], namespaceSelector: a}", "bad-selector", "spec.namespaceSelector"],
  ["{types: [Ingress], serviceAccountSelector: a}", "bad-selector", "spec.serviceAccountSelector"],
  ["{types: [Ingress], doNotTrack: true}", "not-supported", "spec.doNotTrack"],
  ["{types: [Ingress], preDNAT: true}", "not-supported", "spec.preDNAT"],
  ["{types: [Ingress], applyOnForward: true}", "not-supported", "spec.applyOnForward"],
  ["{types: [Ingress], applyOnForward: 'no'}", "wrong-type", "spec.applyOnForward"],
  ["{types: [Ingress], ingres: []}", "unknown-field", "spec.ingres"],
  ["{types: [Ingress], ingress: {}}", "wrong-type", "spec.ingress"],
];

describe("Rules of Calico", () => {
  for (const [rule, expected] of RULES) {
    it(`reads ${rule}`, () => {
      assert.deepEqual(rulesOf(rule).slice(1), [{ ...ANYBODY, ...expected }]);
    });
  }

  it("reads both sides and both directions alike", () => {
    const sides = "source: {nets: [10.0.0.0/8]}, destination: {notNets: [10.0.0.0/24]}";
    assert.deepEqual(rulesOf(`{action: Allow, ${sides}}`, "egress")[1], {
      path: ["spec", "egress", 1],
      action: "Allow",
      ipVersion: 4,
      source: { nets: ["10.0.0.0/8"] },
      destination: { notNets: ["10.0.0.0/24"] },
    });
  });

  for (const [sides, version] of FAMILIES) {
    it(`leaves to {${sides}} the IP version ${version ?? "4 and 6"}`, () => {
      const [, rule] = rulesOf(`{action: Allow, ${sides}}`);
      assert.equal(rule?.ipVersion, version);
    });
  }

  for (const sides of IMPOSSIBLE) {
    it(`tells that {${sides}} never matches`, () => {
      const world = soundWorldOf(calico(specOf(`{action: Deny, ${sides}}`)));
      assert.ok(world.findings.some(({ code }) => code === "never-matches"));
      assert.equal(policiesOf(world)[0]?.rules.ingress.length, 1);
    });
  }

  for (const [rule, code, field] of MISTAKES) {
    it(`refuses ${rule}`, () => {
      const errors = findingsOf(worldOf(calico(specOf(rule))), "error");
      assert.deepEqual(errors[0], [code, `spec.ingress[1]${field}`, 9]);
    });
  }

  for (const [spec, code, path] of POLICY_MISTAKES) {
    it(`refuses the policy ${spec.slice(0, 80)}`, () => {
      assert.deepEqual(findingsOf(worldOf(calico(spec)), "error"), [[code, path, 5]]);
    });
  }

  it("collects every mistake of every object, each with object, document and line", () => {
    const bad = "{action: deny, protocol: tcp, source: {nets: [x, y]}}";
    const text = calico(specOf(bad), { name: "a" }) + calico(specOf("{}"), { name: "b" });
    const { findings } = worldOf(text);
    assert.deepEqual(
      findings
        .filter(({ severity }) => severity === "error")
        .map(({ object, origin, path }) => [object?.name, origin?.file, origin?.document, path]),
      [
        ["a", "a.yaml", 1, "spec.ingress[1].action"],
        ["a", "a.yaml", 1, "spec.ingress[1].protocol"],
        ["a", "a.yaml", 1, "spec.ingress[1].source.nets[0]"],
        ["a", "a.yaml", 1, "spec.ingress[1].source.nets[1]"],
        ["b", "a.yaml", 2, "spec.ingress[1].action"],
      ],
    );
  });

  it("marks the four staged kinds as staged, those that delete something as well", () => {
    const text =
      calico("{stagedAction: Delete}", { kind: "StagedGlobalNetworkPolicy", name: "a" }) +
      calico("{stagedAction: Set}", { kind: "StagedNetworkPolicy", name: "b", namespace: "shop" }) +
      calico("{podSelector: {}, stagedAction: Set}", {
        kind: "StagedKubernetesNetworkPolicy",
        name: "c",
        namespace: "shop",
      }) +
      calico("{}", { name: "d" });
    assert.deepEqual(
      policiesOf(soundWorldOf(text)).map(({ name, staged }) => [name, staged]),
      [
        ["shop/knp.default.c", true],
        ["a", true],
        ["shop/b", true],
        ["d", false],
      ],
    );
  });
});
