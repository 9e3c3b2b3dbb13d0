import assert from "node:assert/strict";
import type { ConfigField } from "../../../prover/config-file/config-field.js";
import { openConfig } from "../../../prover/config-file/open-config.js";
import type { Finding } from "../../../prover/model/world.js";

function placeOf(origin: Finding["origin"]): string {
  return `${origin?.file}#${origin?.document}:${origin?.line}`;
}

/** What is wrong with a file once its fields were read in some way, a line each. */
function problems(text: string, read: (root: ConfigField) => unknown = () => undefined): string[] {
  const { root, findings } = openConfig(text, "file.yaml");
  read(root);
  return findings.map(
    ({ code, severity, message, path = "", fix = "", origin }: Finding) =>
      `${severity} ${placeOf(origin)} ${code} [${path}] ${message} ${fix}`,
  );
}

function valueOf<Value>(text: string, read: (root: ConfigField) => Value): Value {
  const { root, findings } = openConfig(text, "file.yaml");
  const value = read(root);
  assert.deepEqual(findings, []);
  return value;
}

describe("A file of settings", () => {
  it("that is empty says nothing, and nothing is wrong with it", () => {
    const { root, findings } = openConfig("# nothing yet\n", "file.yaml");
    assert.deepEqual([root.given, root.isMapping, root.items()], [false, false, []]);
    assert.deepEqual(root.origin, { file: "file.yaml", document: 1, line: 1 });
    assert.deepEqual([root.entries(), root.at("name").given, root.texts()], [[], false, []]);
    assert.deepEqual(findings, []);
  });

  it("that is not YAML is rejected with a line", () => {
    const [first = "", ...others] = problems("a: 1\nb: [\n");
    assert.match(first, /^error file\.yaml#1:3 malformed-yaml \[\] /);
    assert.deepEqual(others, []);
  });

  it("with a key given twice names the key", () => {
    assert.deepEqual(problems("a: 1\nb: 1\na: 2\n"), [
      'error file.yaml#1:3 duplicate-key [a] the key "a" is listed more than once ',
    ]);
  });

  it("has one document, of which the first is read", () => {
    const text = "---\na: one\n---\na: two\n---\na: three\n";
    assert.deepEqual(
      problems(text, (root) => {
        assert.equal(root.at("a").text(), "one");
      }),
      [
        "error file.yaml#2:4 second-document [] The file has more than one document; expected exactly one. ",
      ],
    );
  });

  it("tells the same problem once, and another one of the same field too", () => {
    const found = problems("a: [1]\n", (root) => {
      root.at("a").error("wrong", "First.");
      root.at("a").error("wrong", "First.");
      root.at("a").error("wrong", "Second.");
      root.at("a").error("odd", "First.");
      root.at("b").error("wrong", "First.");
    });
    assert.deepEqual(found, [
      "error file.yaml#1:1 wrong [a] First. ",
      "error file.yaml#1:1 wrong [a] Second. ",
      "error file.yaml#1:1 odd [a] First. ",
      "error file.yaml#1:1 wrong [b] First. ",
    ]);
  });
});

describe("A field of a file of settings", () => {
  it("is given where it says anything, and a mapping where it has fields", () => {
    const fields = valueOf("a: 0\nb: ''\nc: false\nd: null\ne: {}\nf: []\n", (root) =>
      ["a", "b", "c", "d", "e", "f", "g"].map((name) => root.at(name)),
    );
    assert.deepEqual(
      fields.map(({ given }) => given),
      [true, true, true, false, true, true, false],
    );
    assert.deepEqual(
      fields.map(({ isMapping }) => isMapping),
      [false, false, false, false, true, false, false],
    );
  });

  it("is not what every object has", () => {
    assert.ok(!valueOf("a: 1\n", (root) => root.at("constructor").given));
  });

  it("knows its line", () => {
    const lines = valueOf("a:\n  b: 1\n  c:\n    - x\n    - y\n", (root) => [
      root.at("a").at("b").origin.line,
      ...root
        .at("a")
        .at("c")
        .items()
        .map(({ origin }) => origin.line),
    ]);
    assert.deepEqual(lines, [2, 4, 5]);
  });

  it("is a list where one value stands for it, too", () => {
    const read = (root: ConfigField): string[] => root.at("a").texts();
    assert.deepEqual(valueOf("a: [x, 2]\n", read), ["x", "2"]);
    assert.deepEqual(valueOf("a: x\n", read), ["x"]);
    assert.deepEqual(valueOf("a: []\n", read), []);
    assert.deepEqual(valueOf("a:\n", read), []);
    assert.deepEqual(valueOf("b: x\n", read), []);
  });

  const texts = [
    { value: "x", text: "x", problem: undefined },
    { value: "0", text: "0", problem: undefined },
    { value: "null", text: undefined, problem: undefined },
    { value: "''", text: undefined, problem: '"" is invalid: expected a text.' },
    { value: "true", text: undefined, problem: "true is invalid: expected a text." },
    { value: "[x]", text: undefined, problem: '["x"] is invalid: expected a text.' },
    { value: "{ b: x }", text: undefined, problem: '{"b":"x"} is invalid: expected a text.' },
    {
      value: `[${"x".repeat(70)}]`,
      text: undefined,
      problem: `["${"x".repeat(58)} is invalid: expected a text.`,
    },
  ];
  for (const { value, text, problem } of texts) {
    it(`with ${value.slice(0, 10)} as text is ${text ?? "none"}`, () => {
      const found = problems(`a: ${value}\n`, (root) => {
        assert.equal(root.at("a").text(), text);
      });
      const expected = `error file.yaml#1:1 wrong-type [a] ${problem ?? ""} `;
      assert.deepEqual(found, problem === undefined ? [] : [expected]);
    });
  }

  it("names the item of a list that is not text", () => {
    const found = problems("a:\n  - x\n  - [y]\n", (root) => {
      assert.deepEqual(root.at("a").texts(), ["x"]);
    });
    assert.deepEqual(found, [
      'error file.yaml#1:3 wrong-type [a[1]] ["y"] is invalid: expected a text. ',
    ]);
  });

  it("reports a value that is not a mapping, and reads it as an empty one", () => {
    for (const [value, seen] of [
      ["x", '"x"'],
      ["[x]", '["x"]'],
      ["0", "0"],
    ]) {
      const found = problems(`a: ${value}\n`, (root) => {
        assert.deepEqual(root.at("a").entries(), []);
        assert.ok(!root.at("a").at("b").given);
      });
      const message = `${seen} is invalid: expected a mapping.`;
      assert.deepEqual(found, [`error file.yaml#1:1 wrong-type [a] ${message} `]);
    }
  });

  it("holds labels, without those that are not text", () => {
    const found = problems("a: { app: web, tier: 1, bad: [x] }\n", (root) => {
      assert.deepEqual(root.at("a").labels(), { app: "web", tier: "1" });
    });
    assert.deepEqual(found, [
      'error file.yaml#1:1 wrong-type [a.bad] ["x"] is invalid: expected a text. ',
    ]);
  });

  it("is one of some words", () => {
    const read = (root: ConfigField): unknown => root.at("a").choice(["never", "always"]);
    assert.equal(valueOf("a: always\n", read), "always");
    assert.equal(valueOf("b: always\n", read), undefined);
    assert.deepEqual(problems("a: nevr\n", read), [
      'error file.yaml#1:1 unknown-word [a] "nevr" is invalid: expected never or always. Did you mean "never"? ',
    ]);
    assert.deepEqual(problems("a: sometimes\n", read), [
      'error file.yaml#1:1 unknown-word [a] "sometimes" is invalid: expected never or always. ',
    ]);
    assert.deepEqual(problems("a: [x]\n", read), [
      'error file.yaml#1:1 wrong-type [a] ["x"] is invalid: expected a text. ',
    ]);
  });

  it("has no fields but those that are there", () => {
    const found = problems("from: x\nform: y\nelse: z\nto: w\n", (root) => {
      root.only(["from", "to"]);
    });
    assert.deepEqual(found, [
      'error file.yaml#1:2 unknown-field [form] Unknown field "form"; use from or to. Did you mean "from"? ',
      'error file.yaml#1:3 unknown-field [else] Unknown field "else"; use from or to. ',
    ]);
  });

  it("tells errors and warnings, with what to do", () => {
    const found = problems("a:\n  b: x\n", (root) => {
      root.at("a").at("b").error("wrong", "No.", "Mend it.");
      root.at("a").at("b").warn("odd", "Hm.", "Look.");
    });
    assert.deepEqual(found, [
      "error file.yaml#1:2 wrong [a.b] No. Mend it.",
      "warning file.yaml#1:2 odd [a.b] Hm. Look.",
    ]);
  });
});
