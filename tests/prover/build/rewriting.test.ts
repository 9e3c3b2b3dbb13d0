import assert from "node:assert/strict";
import { printSelector } from "../../../prover/index.js";
import {
  calico,
  findingsOf,
  policiesOf,
  printRule,
  printSide,
  soundWorldOf,
  worldOf,
} from "./worlds.js";

const OWN = 'projectcalico.org/namespace == "shop"';
const IN_A_NAMESPACE = "has(projectcalico.org/namespace)";

function selectorOf(spec: string, namespace?: string): string {
  const [policy] = policiesOf(soundWorldOf(calico(spec, { namespace })));
  assert.ok(policy);
  return printSelector(policy.selector);
}

/** What a policy selects: as written, in a namespace, and in the whole cluster. */
const OF_POLICIES: { spec: string; namespaced?: string; global?: string }[] = [
  { spec: "{types: [Ingress]}", namespaced: OWN, global: "all()" },
  { spec: "{types: [Ingress], selector: all()}", namespaced: OWN, global: "all()" },
  {
    spec: "{types: [Ingress], selector: has(a) || has(b)}",
    namespaced: `${OWN} && (has(a) || has(b))`,
    global: "has(a) || has(b)",
  },
  {
    spec: "{types: [Ingress], serviceAccountSelector: role == 'x'}",
    namespaced: `${OWN} && pcsa.role == "x"`,
    global: 'pcsa.role == "x"',
  },
  {
    spec: "{types: [Ingress], serviceAccountSelector: all()}",
    namespaced: OWN,
    global: "has(projectcalico.org/serviceaccount)",
  },
  {
    spec: "{types: [Ingress], selector: has(a), namespaceSelector: has(b) || !has(c)}",
    global: "(has(pcns.b) || !has(pcns.c)) && has(a)",
  },
  { spec: "{types: [Ingress], namespaceSelector: all()}", global: IN_A_NAMESPACE },
  { spec: "{types: [Ingress], namespaceSelector: '!all()'}", global: `!${IN_A_NAMESPACE}` },
  {
    spec: `{types: [Ingress], namespaceSelector: "a not in {'b'}", serviceAccountSelector: c contains 'd'}`,
    global: 'pcns.a not in {"b"} && pcsa.c contains "d"',
  },
];

/** What the source of a rule becomes in a namespaced policy and in a global one. */
const OF_SIDES: [string, Record<string, unknown>, Record<string, unknown>][] = [
  ["{}", {}, {}],
  ["{nets: [10.0.0.0/8]}", { nets: ["10.0.0.0/8"] }, { nets: ["10.0.0.0/8"] }],
  ["{selector: has(a)}", { selector: `${OWN} && has(a)` }, { selector: "has(a)" }],
  ["{selector: ''}", {}, {}],
  ["{selector: all()}", { selector: OWN }, { selector: "all()" }],
  [
    "{selector: has(a) || has(b)}",
    { selector: `${OWN} && (has(a) || has(b))` },
    { selector: "has(a) || has(b)" },
  ],
  ["{notSelector: has(a)}", { selector: `${OWN} && !has(a)` }, { notSelector: "has(a)" }],
  [
    "{selector: has(b), notSelector: has(a)}",
    { selector: `${OWN} && has(b) && !has(a)` },
    { selector: "has(b) && !has(a)" },
  ],
  [
    "{namespaceSelector: has(a) || has(b), selector: has(c)}",
    { selector: "(has(pcns.a) || has(pcns.b)) && has(c)" },
    { selector: "(has(pcns.a) || has(pcns.b)) && has(c)" },
  ],
  ["{namespaceSelector: all()}", { selector: IN_A_NAMESPACE }, { selector: IN_A_NAMESPACE }],
  [
    "{namespaceSelector: all() || has(a)}",
    { selector: `${IN_A_NAMESPACE} || has(pcns.a)` },
    { selector: `${IN_A_NAMESPACE} || has(pcns.a)` },
  ],
  [
    "{namespaceSelector: global()}",
    { selector: `!${IN_A_NAMESPACE}` },
    { selector: `!${IN_A_NAMESPACE}` },
  ],
  [
    "{namespaceSelector: has(a), notSelector: has(b)}",
    { selector: "has(pcns.a) && !has(b)" },
    { selector: "has(pcns.a) && !has(b)" },
  ],
  [
    "{serviceAccounts: {names: [x, y]}}",
    { selector: `${OWN} && projectcalico.org/serviceaccount in {"x", "y"}` },
    { selector: 'projectcalico.org/serviceaccount in {"x", "y"}' },
  ],
  [
    "{serviceAccounts: {names: [x], selector: has(role)}, selector: has(a)}",
    {
      selector: `${OWN} && (has(pcsa.role) && projectcalico.org/serviceaccount in {"x"}) && has(a)`,
    },
    { selector: '(has(pcsa.role) && projectcalico.org/serviceaccount in {"x"}) && has(a)' },
  ],
  [
    "{serviceAccounts: {selector: has(role)}, namespaceSelector: has(a)}",
    { selector: "has(pcns.a) && has(pcsa.role)" },
    { selector: "has(pcns.a) && has(pcsa.role)" },
  ],
];

function sourceOf(side: string, namespace?: string): Record<string, unknown> {
  const spec = `{types: [Ingress], ingress: [{action: Allow, source: ${side}}]}`;
  const [policy] = policiesOf(soundWorldOf(calico(spec, { namespace })));
  const [rule] = policy?.rules.ingress ?? [];
  assert.ok(rule);
  return printSide(rule.source);
}

const MISPLACED_GLOBAL: [string, string][] = [
  ["{types: [Ingress], selector: global()}", "spec.selector"],
  ["{types: [Ingress], selector: '!global() && has(a)'}", "spec.selector"],
  ["{types: [Ingress], namespaceSelector: global()}", "spec.namespaceSelector"],
  ["{types: [Ingress], serviceAccountSelector: global()}", "spec.serviceAccountSelector"],
  [
    "{types: [Ingress], ingress: [{action: Deny, source: {selector: global()}}]}",
    "spec.ingress[0].source.selector",
  ],
  [
    "{types: [Ingress], ingress: [{action: Deny, source: {namespaceSelector: global() || has(a)}}]}",
    "spec.ingress[0].source.namespaceSelector",
  ],
];

describe("Rewriting selectors", () => {
  for (const { spec, namespaced, global } of OF_POLICIES) {
    it(`of a policy ${spec}`, () => {
      if (namespaced !== undefined) assert.equal(selectorOf(spec, "shop"), namespaced);
      assert.equal(selectorOf(spec), global);
    });
  }

  for (const [side, namespaced, global] of OF_SIDES) {
    it(`of a rule's side ${side}`, () => {
      assert.deepEqual(sourceOf(side, "shop"), namespaced);
      assert.deepEqual(sourceOf(side), global);
    });
  }

  for (const [spec, path] of MISPLACED_GLOBAL) {
    it(`refuses global() in ${spec}`, () => {
      assert.deepEqual(findingsOf(worldOf(calico(spec)), "error"), [["misplaced-global", path, 5]]);
    });
  }

  it("warns of serviceAccounts that say nothing: such a rule matches anyone", () => {
    const spec = "{types: [Ingress], ingress: [{action: Allow, source: {serviceAccounts: {}}}]}";
    const world = soundWorldOf(calico(spec, { namespace: "shop" }));
    assert.deepEqual(findingsOf(world, "warning"), [
      ["empty-service-accounts", "spec.ingress[0].source.serviceAccounts", 5],
    ]);
    assert.deepEqual(policiesOf(world)[0]?.rules.ingress.map(printRule), [
      { path: ["spec", "ingress", 0], action: "Allow", source: {}, destination: {} },
    ]);
  });
});
