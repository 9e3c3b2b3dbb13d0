import assert from "node:assert/strict";
import { readManifests, type Finding, type ReadResult } from "../../../prover/index.js";

function read(text: string): ReadResult {
  return readManifests([{ file: "a.yaml", text }]);
}

type Told = Pick<Finding, "code" | "message" | "path" | "fix"> & {
  readonly line: number;
  readonly item?: string;
};

/** Every field of it, those that are not there as well. */
function flat({ code, message, path, fix, line, item }: Told) {
  return { code, message, path, fix, line, item };
}

function toldOf({ origin, ...finding }: Finding): Told {
  assert.ok(origin?.line);
  assert.deepEqual([origin.file, origin.document, finding.severity], ["a.yaml", 1, "error"]);
  return { ...finding, line: origin.line, item: origin.item };
}

const RENDERED = "Pass rendered manifests only, without values and templates.";

function noObject(path: string, what: string): Told {
  const message = `This is not a Kubernetes object: ${what} missing.`;
  return { code: "not-an-object", message, path, fix: RENDERED, line: 1 };
}

const NO_MAPPING: Told = {
  code: "not-an-object",
  message: "This is not a Kubernetes object: expected a mapping.",
  line: 1,
};

function nameless(kind: string, line: number): Told {
  return {
    code: "bad-metadata",
    message: `${kind}: the name is missing.`,
    path: "metadata.name",
    fix: "Write a fixed name; generateName is not supported.",
    line,
  };
}

const A = "metadata: {name: a}";

/** Findings about a text, word for word. */
const TEXTS: readonly (readonly [text: string, ...told: Told[]])[] = [
  ["3", NO_MAPPING],
  ["- a", NO_MAPPING],
  ["apiVersion: v1", noObject("kind", "kind is")],
  ["kind: Pod", noObject("apiVersion", "apiVersion is")],
  ["a: b", noObject("apiVersion", "apiVersion and kind are")],
  ['apiVersion: v1\nkind: ""', noObject("kind", "kind is")],
  ['apiVersion: ""\nkind: Pod', noObject("apiVersion", "apiVersion is")],
  ["apiVersion: v1\nkind: 3", noObject("kind", "kind is")],
  ["apiVersion: 1\nkind: Pod", noObject("apiVersion", "apiVersion is")],
  ["apiVersion: v1\nkind: Pod\nmetadata:\n  generateName: a-", nameless("Pod", 4)],
  ['apiVersion: v1\nkind: Pod\nmetadata:\n  labels: {}\n  name: ""', nameless("Pod", 5)],
  ["apiVersion: v1\nkind: Pod\nmetadata:\n- a", nameless("Pod", 4)],
  ["apiVersion: v1\nkind: ResourceQuota\nmetadata: 3", nameless("ResourceQuota", 3)],
  [
    "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: 3",
    {
      code: "bad-metadata",
      message: "Pod: the namespace is invalid: expected a text.",
      path: "metadata.namespace",
      line: 5,
    },
  ],
  [
    "apiVersion: v1\nkind: PodList\nitems: 3",
    {
      code: "wrong-type",
      message: "The items of a List are invalid: expected a list.",
      path: "items",
      line: 3,
    },
  ],
  [
    "apiVersion: v1\nkind: List\nitems:\n- kind: Pod",
    { ...noObject("apiVersion", "apiVersion is"), line: 4, item: "items[0]" },
  ],
  [
    "apiVersion: v1\nkind: PodList\nitems:\n- metadata: {}\n- 3",
    { ...nameless("Pod", 4), item: "items[0]" },
    { ...NO_MAPPING, line: 5, item: "items[1]" },
  ],
  [
    "a: b\n? {a: b}\n: c",
    {
      code: "malformed-yaml",
      message: "A key is not a text; is this a template that was not rendered?",
      line: 1,
    },
  ],
  [
    "a: 1\nb:\n  c: 1\n  c: 2\n  c: 3",
    { code: "duplicate-key", message: 'The key "c" is listed more than once.', path: "c", line: 4 },
    { code: "duplicate-key", message: 'The key "c" is listed more than once.', path: "c", line: 5 },
  ],
  [
    `apiVersion: v1\nkind: Pod\n${A}\nspec: [.inf]`,
    {
      code: "not-plain-data",
      message: "Infinity is not a JSON number.",
      path: "spec[0]",
      line: 1,
    },
  ],
  [
    "# x\napiVersion: v1\nmetadata: &a\n  labels: *a",
    {
      code: "not-plain-data",
      message: "Nested deeper than 100 levels, or an object inside itself.",
      path: `metadata${".labels".repeat(11)}`,
      line: 2,
    },
  ],
  [
    "# x\n\na: 1\n<<: 3",
    { code: "malformed-yaml", message: "Merge sources must be maps or map aliases.", line: 3 },
  ],
];

describe("What reading tells", () => {
  for (const [text, ...told] of TEXTS) {
    it(`of ${JSON.stringify(text)}`, () => {
      const { findings, objects, accessControls } = read(text);
      assert.deepEqual(
        findings.map((finding) => flat(toldOf(finding))),
        told.map(flat),
      );
      assert.deepEqual([objects, accessControls], [[], []]);
    });
  }

  it("of an object that is there twice: both places, and that one has to go", () => {
    const namespace = `apiVersion: v1\nkind: Namespace\n${A}\n`;
    const list = `apiVersion: v1\nkind: NamespaceList\nitems:\n- ${A}\n`;
    const sources = [
      { file: "a.yaml", text: `${namespace}---\n${list}` },
      {
        file: "memory",
        objects: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "a" } }],
      },
    ];
    const { findings, objects } = readManifests(sources);
    assert.equal(objects.length, 3);
    assert.deepEqual(
      findings.map(({ message, path, fix, origin }) => [message, path, fix, origin?.file]),
      [
        ["a.yaml, document 2, items[0], line 8", "a.yaml"],
        ["memory, document 1", "memory"],
      ].map(([place, file]) => [
        `Namespace a is defined twice: a.yaml, document 1, line 1 and ${place ?? ""}.`,
        "metadata.name",
        "Remove one of them; a cluster can contain only one.",
        file,
      ]),
    );
  });

  it("of kinds: a List has items, and what only ends like one is a kind", () => {
    const text = [
      "apiVersion: v1\nkind: List",
      "apiVersion: v1\nkind: PodList\nitems: []",
      `apiVersion: example.com/v1\nkind: PriceList\n${A}`,
      `apiVersion: v1\nkind: Prices\n${A}\nitems: []`,
    ].join("\n---\n");
    const { findings, objects, unknown } = read(text);
    assert.deepEqual([findings, objects], [[], []]);
    assert.deepEqual(
      unknown.map(({ kind, count, firstOrigin }) => [kind, count, firstOrigin.document]),
      [
        ["PriceList", 1, 3],
        ["Prices", 1, 4],
      ],
    );
  });

  it("of what guards a namespace: it is kept, with its place, and counts as unknown to traffic", () => {
    const text = [
      `apiVersion: v1\nkind: ResourceQuota\n${A}`,
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: a, namespace: b}`,
      `apiVersion: v1\nkind: toString\n${A}`,
    ].join("\n---\n");
    const { accessControls, unknown } = read(text);
    const origin = { file: "a.yaml" };
    assert.deepEqual(
      accessControls.map(({ ref }) => ref),
      [
        {
          apiVersion: "v1",
          kind: "ResourceQuota",
          namespace: "default",
          name: "a",
          origin: { ...origin, document: 1, line: 1 },
        },
        {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "ClusterRole",
          name: "a",
          origin: { ...origin, document: 2, line: 5 },
        },
      ],
    );
    assert.deepEqual(accessControls[0]?.content.metadata, { name: "a" });
    assert.deepEqual(
      unknown.map(({ kind }) => kind),
      ["ResourceQuota", "ClusterRole", "toString"],
    );
  });

  it("of an empty namespace: it is default, as for the API server", () => {
    const { objects } = read('apiVersion: v1\nkind: Pod\nmetadata: {name: a, namespace: ""}');
    assert.equal(objects[0]?.ref.namespace, "default");
  });
});
