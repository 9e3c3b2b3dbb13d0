import assert from "node:assert/strict";
import fc from "fast-check";
import {
  adversaryLabels,
  ANY_VALUE,
  evaluateSelector,
  exactLabels,
  labelsWith,
  parseSelector,
  Truth,
} from "../../../prover/index.js";

const { No, Maybe, Yes } = Truth;

/** `a` is "bcd", `empty` is the empty text, `open` may be anything, `none` is absent. */
const labels = labelsWith(
  new Map([
    ["a", "bcd"],
    ["empty", ""],
  ]),
  (label) => label === "open",
);

const VERDICTS: [string, Truth][] = [
  ["", Yes],
  ["all()", Yes],
  ["global()", Yes],
  ["has(a)", Yes],
  ["has(empty)", Yes],
  ["has(none)", No],
  ["has(open)", Maybe],
  ["a == 'bcd'", Yes],
  ["a == 'bc'", No],
  ["none == ''", No],
  ["empty == ''", Yes],
  ["open == 'x'", Maybe],
  ["a != 'bcd'", No],
  ["a != 'x'", Yes],
  ["none != 'x'", Yes],
  ["open != 'x'", Maybe],
  ["a in {'x', 'bcd'}", Yes],
  ["a in {'x'}", No],
  ["a in {}", No],
  ["none in {'x'}", No],
  ["open in {'x'}", Maybe],
  ["open in {}", No],
  ["a not in {'x'}", Yes],
  ["a not in {'bcd'}", No],
  ["none not in {'x'}", Yes],
  ["open not in {'x'}", Maybe],
  ["open not in {}", Yes],
  ["a contains 'c'", Yes],
  ["a contains 'bd'", No],
  ["none contains ''", No],
  ["none contains 'x'", No],
  ["open contains ''", Maybe],
  ["a starts with 'bc'", Yes],
  ["a starts with 'cd'", No],
  ["none starts with 'x'", No],
  ["open starts with 'x'", Maybe],
  ["a ends with 'cd'", Yes],
  ["a ends with 'bc'", No],
  ["none ends with 'x'", No],
  ["open ends with 'x'", Maybe],
  ["!(none contains 'x')", Yes],
  ["has(a) && has(open)", Maybe],
  ["has(none) && has(open)", No],
  ["has(a) || has(open)", Yes],
  ["has(none) || has(open)", Maybe],
  ["has(none) || has(none)", No],
  ["!has(open)", Maybe],
  ["!has(a)", No],
];

const KNOWN = {
  "projectcalico.org/namespace": "shop",
  "projectcalico.org/orchestrator": "k8s",
  "pcns.projectcalico.org/name": "shop",
};

const OF_AN_ADVERSARY: [string, Truth][] = [
  ["projectcalico.org/namespace == 'shop'", Yes],
  ["projectcalico.org/namespace == 'bank'", No],
  ["projectcalico.org/orchestrator == 'k8s'", Yes],
  ["pcns.projectcalico.org/name == 'shop'", Yes],
  ["pcns.team == 'red'", No],
  ["has(pcns.team)", No],
  ["app == 'web'", Maybe],
  ["app != 'web'", Maybe],
  ["has(kubernetes.io/metadata.name)", Maybe],
  ["projectcalico.org/serviceaccount == 'admin'", Maybe],
  ["pcsa.role == 'admin'", Maybe],
  ["!has(pcsa.projectcalico.org/name)", Maybe],
];

describe("Selector evaluation", () => {
  for (const [text, expected] of VERDICTS) {
    it(`of ${JSON.stringify(text)} is ${expected}`, () => {
      assert.equal(evaluateSelector(parseSelector(text), labels), expected);
    });
  }

  for (const [text, expected] of OF_AN_ADVERSARY) {
    it(`of an adversary's labels: ${text} is ${expected}`, () => {
      assert.equal(evaluateSelector(parseSelector(text), adversaryLabels(KNOWN)), expected);
    });
  }

  it("knows neither namespace nor orchestrator of an adversary that was not told them", () => {
    const nothing = adversaryLabels({});
    for (const label of ["projectcalico.org/namespace", "projectcalico.org/orchestrator"]) {
      assert.equal(nothing.get(label), undefined);
    }
    assert.equal(nothing.get("pcns.a"), undefined);
    assert.equal(nothing.get("pcsa.a"), ANY_VALUE);
  });

  it("law: a maybe covers every value that the label can have", () => {
    const atoms = fc.constantFrom("has(x)", "x == 'a'", "x in {'a','b'}", "x contains 'a'");
    const texts = fc
      .tuple(atoms, fc.constantFrom("&&", "||"), fc.constantFrom("", "!"), atoms)
      .map(([left, sign, bang, right]) => `${left} ${sign} ${bang}(${right})`);
    const values = fc.option(fc.constantFrom("a", "b", "ab", "z", ""), { nil: undefined });
    fc.assert(
      fc.property(texts, values, (text, value) => {
        const selector = parseSelector(text);
        const open = evaluateSelector(
          selector,
          labelsWith({}, () => true),
        );
        const exact = evaluateSelector(
          selector,
          exactLabels(value === undefined ? {} : { x: value }),
        );
        assert.notEqual(exact, Maybe);
        assert.ok(open === Maybe || open === exact, `${text} with ${String(value)}`);
      }),
    );
  });
});
