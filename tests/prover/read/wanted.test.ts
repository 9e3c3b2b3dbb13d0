import assert from "node:assert/strict";
import { stringify } from "yaml";
import type { ObjectHead } from "../../../prover/read/object-head.js";
import { parsePlainYaml } from "../../../prover/read/plain-yaml.js";
import { readManifests } from "../../../prover/read/read-manifests.js";

const OBJECTS = [
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } },
  { apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "shop" }, spec: { a: 1 } },
  { apiVersion: "v1", kind: "Pod", metadata: { name: "web", namespace: "bank" }, spec: { a: 1 } },
  { apiVersion: "v1", kind: "Pod", metadata: { name: "stray" } },
  {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: "own", namespace: "shop" },
    spec: {},
  },
  {
    apiVersion: "projectcalico.org/v3",
    kind: "NetworkPolicy",
    metadata: { name: "own", namespace: "bank" },
    spec: { order: 1 },
  },
  {
    apiVersion: "crd.projectcalico.org/v1",
    kind: "GlobalNetworkPolicy",
    metadata: { name: "all", namespace: "nowhere" },
  },
  { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota", namespace: "shop" } },
  { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "w", namespace: "bank" } },
];

const HEADS: readonly ObjectHead[] = [
  { kind: "Namespace" },
  { kind: "Pod", namespace: "shop" },
  { kind: "Pod", namespace: "bank" },
  { kind: "Pod", namespace: "default" },
  { kind: "KubernetesNetworkPolicy", namespace: "shop" },
  { kind: "NetworkPolicy", namespace: "bank" },
  { kind: "GlobalNetworkPolicy" },
  {},
  {},
];

/** The same objects, however they are written. */
const SOURCES = {
  "plain YAML": { file: "a", text: OBJECTS.map((each) => stringify(each)).join("---\n") },
  "YAML with comments and flow mappings": {
    file: "a",
    text: OBJECTS.map((each) => `${JSON.stringify(each)} # one`).join("\n---\n"),
  },
  "a JSON List": {
    file: "a",
    text: JSON.stringify({ apiVersion: "v1", kind: "List", items: OBJECTS }),
  },
  "a YAML List": { file: "a", text: stringify({ apiVersion: "v1", kind: "List", items: OBJECTS }) },
  "objects in memory": { file: "a", objects: OBJECTS },
};

function namesOf({ objects, accessControls, unknown }: ReturnType<typeof readManifests>): string[] {
  return [
    ...objects.map(({ kind, ref }) => `${kind} ${ref.namespace ?? ""}/${ref.name}`),
    ...accessControls.map(({ ref }) => `guard ${ref.kind} ${ref.namespace ?? ""}/${ref.name}`),
    ...unknown.map(({ kind, count }) => `unknown ${kind} ${count}`),
  ];
}

describe("Reading what is wanted", () => {
  for (const [form, source] of Object.entries(SOURCES)) {
    describe(`from ${form}`, () => {
      it("asks about every object by its kind and namespace", () => {
        const asked: ObjectHead[] = [];
        const read = readManifests([source], (head) => asked.push(head) > 0);
        const distinct = new Set(asked.map((head) => JSON.stringify(head)));
        assert.deepEqual(distinct, new Set(HEADS.map((head) => JSON.stringify(head))));
        assert.deepEqual(namesOf(read), namesOf(readManifests([source])));
      });

      it("tells of what is wanted the same, and nothing of the rest", () => {
        const wanted = ({ kind, namespace = "shop" }: ObjectHead): boolean =>
          kind !== undefined && namespace === "shop";
        const all = readManifests([source]);
        const some = readManifests([source], wanted);
        assert.deepEqual(namesOf(some), [
          "Namespace /shop",
          "Pod shop/web",
          "KubernetesNetworkPolicy shop/own",
          "GlobalNetworkPolicy /all",
        ]);
        const kept = all.objects.filter(({ kind, ref }) =>
          wanted({ kind, namespace: ref.namespace }),
        );
        assert.deepEqual(
          some.objects.map(({ ref, content }) => ({ ref, content })),
          kept.map(({ ref, content }) => ({ ref, content })),
        );
        assert.deepEqual(
          some.objects.map((object) => object.findLine(["metadata", "name"])),
          kept.map((object) => object.findLine(["metadata", "name"])),
        );
        assert.deepEqual(some.findings, []);
      });
    });
  }

  it("still tells what is wrong with what has no kind, no text for its namespace, or no metadata", () => {
    const text = [
      "metadata:\n  name: a",
      "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n  namespace: 1",
      "apiVersion: v1\nkind: Pod\nspec:\n  a: 1",
      "- 1",
    ].join("\n---\n");
    const { findings } = readManifests([{ file: "a", text }], () => false);
    assert.deepEqual(
      findings.map(({ origin, message }) => `${origin?.document}: ${message}`),
      readManifests([{ file: "a", text }]).findings.map(
        ({ origin, message }) => `${origin?.document}: ${message}`,
      ),
    );
    assert.equal(findings.length, 4);
  });
});

const POD = "apiVersion: v1\nkind: Pod\nmetadata:\n  name: a\n";

/** The numbers, lines and names of the documents that are left when none of the kind Pod is wanted. */
function left(text: string): unknown {
  return parsePlainYaml(text, ({ kind }) => kind !== "Pod")?.map(
    ({ number, line, value, part }) => ({
      number,
      line,
      value,
      text: text.slice(...part),
    }),
  );
}

describe("Plain YAML that is not wanted", () => {
  const other = { number: 2, value: { a: 1 }, text: "a: 1\n" };

  it("is passed over to the next document, whatever is in it", () => {
    const odd = "spec: &anchor {a: [1, 2]} # odd\n  text: |\n    --- no mark\n ---\n";
    assert.deepEqual(left(`${POD}${odd}---\na: 1\n`), [{ ...other, line: 10 }]);
    assert.deepEqual(left(`${POD}---\na: 1\n`), [{ ...other, line: 6 }]);
    assert.deepEqual(left(`${POD}spec:\n---\na: 1\n---\n${POD}`), [{ ...other, line: 7 }]);
  });

  it("ignores an empty document at the end of a text, with and without a last line feed", () => {
    assert.deepEqual(left(POD), []);
    assert.deepEqual(left(`${POD}spec: {`), []);
    assert.deepEqual(left(`a: 1\n---\n${POD}spec:\n  a: 1`), [{ ...other, number: 1, line: 1 }]);
  });

  it("is decided on by the kind, before the metadata is read", () => {
    assert.deepEqual(left("kind: Pod\nmetadata:\n  name: &odd a\n"), []);
    assert.equal(left("kind: Node\nmetadata:\n  name: &odd a\n"), undefined);
  });

  it("is asked about at the top of a document alone", () => {
    const text = "spec:\n  kind: Pod\n  metadata:\n    name: a\n";
    const value = { spec: { kind: "Pod", metadata: { name: "a" } } };
    assert.deepEqual(left(text), [{ number: 1, line: 1, value, text }]);
  });

  for (const mark of ["--- # comment", "--- a", "...", "---a", "... "]) {
    it(`leaves a text with the line ${JSON.stringify(mark)} to the complete parser`, () => {
      assert.equal(left(`${POD}spec:\n${mark}\na: 1\n`), undefined);
    });
  }
});
