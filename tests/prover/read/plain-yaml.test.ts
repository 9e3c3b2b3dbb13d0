import assert from "node:assert/strict";
import fc from "fast-check";
import { LineCounter, parseAllDocuments, stringify } from "yaml";
import { parsePlainYaml } from "../../../prover/read/plain-yaml.js";

const RUNS = 3000;

interface Told {
  readonly line: number;
  readonly value: unknown;
}

/** What the complete parser says, with the options of the reader; undefined where it finds a mistake. */
function completely(text: string): Told[] | undefined {
  const lineCounter = new LineCounter();
  const options = { lineCounter, merge: true, prettyErrors: false, logLevel: "error" } as const;
  const documents = parseAllDocuments(text, options);
  if (!Array.isArray(documents)) return [];
  if (documents.some(({ errors, warnings }) => errors.length + warnings.length > 0)) {
    return undefined;
  }
  return documents.map((document) => ({
    line: lineCounter.linePos(document.contents?.range[0] ?? 0).line,
    value: document.toJS() as unknown,
  }));
}

function plainly(text: string): Told[] | undefined {
  return parsePlainYaml(text)?.map(({ line, value }) => ({ line, value }));
}

/** An empty last document is none. */
function withoutEmptyEnd(documents: Told[] | undefined): Told[] | undefined {
  return documents?.at(-1)?.value === null ? documents.slice(0, -1) : documents;
}

function assertSame(text: string): void {
  const plain = plainly(text);
  if (plain === undefined) return;
  assert.deepEqual(plain, withoutEmptyEnd(completely(text)), JSON.stringify(text));
}

const WORDS = [
  ..."a b-c app.kubernetes.io/name 10.0.0.0/8 512Mi http://x:80 0 80 007 1.5 1e3 0x1f 1_0 .5 -3 +1".split(
    " ",
  ),
  ..."true True yes no null Null ~ on - ? : a: a:b #a a#b &a *a !a |- > % @ [] {} [a] {a:1}".split(
    " ",
  ),
  ...["", " ", "a b", "a: b", "a #b", "a  ", "'a'", '"a"', "it's", "a\nb", "ä", "\\", "---", "..."],
  ...["== 'x'", 'has(a) && b == "c"', "<<", "__proto__", "2024-01-01", "1.2.3", "0.0.0.0"],
];
const words = fc.constantFrom(...WORDS);
const plainKeys = fc.constantFrom("a", "b", "kind", "app.kubernetes.io/name", "x-y_z");
const trees = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    words,
    fc.integer({ min: 0, max: 70_000 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("tree"), { maxLength: 3 }),
    fc.dictionary(fc.oneof({ weight: 4, arbitrary: plainKeys }, words), tie("tree"), {
      maxKeys: 4,
    }),
  ),
})).tree;
const objects = fc.dictionary(plainKeys, trees, { minKeys: 1, maxKeys: 4 });
const texts = fc
  .array(objects, { minLength: 1, maxLength: 3 })
  .chain((documents) =>
    fc
      .record({ indentSeq: fc.boolean(), indent: fc.constantFrom(1, 2, 4) })
      .map((options) => documents.map((each) => stringify(each, options)).join("---\n")),
  );

/** Pieces that change what a line is. */
const PIECES = [" ", "  ", "\n", "- ", ": ", ":", "#", " #", "'", '"', "---\n", "\t", "a", "1"];
const damages = fc.array(
  fc.record({
    at: fc.nat(400),
    cut: fc.nat(3),
    put: fc.constantFrom("", ...PIECES, "a: b\n", "\r", "|", "&a ", "{", "]", "? ", "-\n"),
  }),
  { minLength: 1, maxLength: 3 },
);

describe("Plain YAML", () => {
  it("law: is read as by the complete parser, or not at all", () => {
    fc.assert(fc.property(texts, assertSame), { numRuns: RUNS });
  });

  it("law: damaged text too", () => {
    fc.assert(
      fc.property(texts, damages, (text, edits) => {
        const damaged = edits.reduce((written, { at, cut, put }) => {
          const place = at % (written.length + 1);
          return written.slice(0, place) + put + written.slice(place + cut);
        }, text);
        assertSame(damaged);
      }),
      { numRuns: 2 * RUNS },
    );
  });

  it("law: text of plain words is read", () => {
    const plain = fc.constantFrom("a", "b-c", "10.0.0.0/8", "512Mi", "a b", "true", "8080", "it's");
    const leaves = fc.oneof(plain, fc.nat(65_535), fc.boolean(), fc.constant(null));
    const shallow = fc.dictionary(plainKeys, fc.oneof(leaves, fc.array(leaves)), {
      minKeys: 1,
      noNullPrototype: true,
    });
    const deep = fc.dictionary(plainKeys, fc.oneof(shallow, fc.array(shallow)), {
      minKeys: 1,
      noNullPrototype: true,
    });
    fc.assert(
      fc.property(deep, (value) => {
        assert.deepEqual(plainly(stringify(value)), [{ line: 1, value }]);
      }),
    );
  });

  const read: Readonly<
    Record<string, readonly [text: string, ...told: (readonly [number, unknown])[]]>
  > = {
    "comments and empty lines": ["# x\n\na: 1\n  # y\nb:\n\n  - c\n", [3, { a: 1, b: ["c"] }]],
    "a mark before the first document": ["# x\n---\na: 1\n", [3, { a: 1 }]],
    "several documents": ["a: 1\n---\n# x\nb: 2\n---\n", [1, { a: 1 }], [4, { b: 2 }]],
    "items that are not indented": [
      "a:\n- b: 1\n  c: 2\n- d\ne: 3\n",
      [1, { a: [{ b: 1, c: 2 }, "d"], e: 3 }],
    ],
    "a key without a value": ["a:\nb:\n  c:\n", [1, { a: null, b: { c: null } }]],
  };
  for (const [name, [text, ...told]] of Object.entries(read)) {
    it(`reads ${name}`, () => {
      assert.deepEqual(
        plainly(text),
        told.map(([line, value]) => ({ line, value })),
      );
    });
  }

  const left: Readonly<Record<string, string>> = {
    nothing: "",
    "comments alone": "# x\n",
    "a scalar": "a\n",
    "a key given twice": "a: 1\na: 2\n",
    "a merge": "a: 1\n<<: *b\n",
    "a comment behind a value": "a: 1 # x\n",
    "a value over two lines": "a: b\n  c\n",
    "a block of text": "a: |\n  b\n",
    "a flow": "a: [1]\n",
    "an escape": 'a: "\\n"\n',
    "a tab": "a:\tb\n",
    "carriage returns": "a: 1\r\n",
    "an empty document": "---\n---\na: 1\n",
    "empty documents at the end": "a: 1\n---\n---\n",
    "a list in a list": "a:\n  - - b\n",
    "a wrong indentation": "a:\n    b: 1\n  c: 2\n",
    "a special key": "a:\n  __proto__: 1\n",
    "a directive": "%YAML 1.2\n---\na: 1\n",
  };
  for (const [name, text] of Object.entries(left)) {
    it(`leaves ${name} to the complete parser`, () => {
      assert.equal(plainly(text), undefined);
    });
  }
});
