import assert from "node:assert/strict";
import { readManifests, type Finding, type ReadResult } from "../../../prover/index.js";

function read(text: string): ReadResult {
  return readManifests([{ file: "a.yaml", text }]);
}

function metadata(name: string, namespace?: string): string {
  return `metadata: {name: ${name}${namespace === undefined ? "" : `, namespace: ${namespace}`}}`;
}

const NAMESPACE = `apiVersion: v1\nkind: Namespace\n${metadata("shop")}`;

/** Which API means what; the kind alone never decides. */
const KINDS: [string, string, string | undefined][] = [
  ["v1", "Namespace", "Namespace"],
  ["v1", "Pod", "Pod"],
  ["apps/v1", "Deployment", "Deployment"],
  ["apps/v1", "StatefulSet", "StatefulSet"],
  ["apps/v1", "DaemonSet", "DaemonSet"],
  ["apps/v1", "ReplicaSet", "ReplicaSet"],
  ["v1", "ReplicationController", "ReplicationController"],
  ["batch/v1", "Job", "Job"],
  ["batch/v1", "CronJob", "CronJob"],
  ["networking.k8s.io/v1", "NetworkPolicy", "KubernetesNetworkPolicy"],
  ["projectcalico.org/v3", "NetworkPolicy", "NetworkPolicy"],
  ["crd.projectcalico.org/v1", "NetworkPolicy", "NetworkPolicy"],
  ["crd.projectcalico.org/v1", "Tier", "Tier"],
  ["projectcalico.org/v3", "StagedKubernetesNetworkPolicy", "StagedKubernetesNetworkPolicy"],
  ["policy.networking.k8s.io/v1alpha2", "ClusterNetworkPolicy", "KubernetesClusterNetworkPolicy"],
  ["networking.k8s.aws/v1alpha1", "ClusterNetworkPolicy", undefined],
  ["networking.k8s.aws/v1alpha1", "ApplicationNetworkPolicy", undefined],
  ["policy.networking.k8s.io/v1alpha1", "AdminNetworkPolicy", undefined],
  ["extensions/v1beta1", "NetworkPolicy", undefined],
  ["projectcalico.org/v1", "NetworkPolicy", undefined],
  ["v1", "ConfigMap", undefined],
  ["v1", "constructor", undefined],
];

interface Mistake {
  readonly title: string;
  readonly text: string;
  readonly code: string;
  readonly document?: number;
  readonly line: number;
  readonly path?: string;
  readonly message: RegExp;
}

const MISTAKES: Mistake[] = [
  {
    title: "broken YAML",
    text: `${NAMESPACE}\n---\na: [1,\nb: 2`,
    code: "malformed-yaml",
    document: 2,
    line: 6,
    message: /./,
  },
  {
    title: "an unknown tag",
    text: "a: !secret b",
    code: "malformed-yaml",
    line: 1,
    message: /tag/,
  },
  {
    title: "a key given twice",
    text: `${NAMESPACE}\nspec:\n  finalizers: []\n  finalizers: [a]`,
    code: "duplicate-key",
    line: 6,
    path: "finalizers",
    message: /"finalizers" is listed more than once/,
  },
  {
    title: "a key given twice in JSON",
    text: '{"apiVersion": "v1", "kind": "Namespace",\n "kind": "Pod"}',
    code: "duplicate-key",
    line: 2,
    path: "kind",
    message: /"kind" is listed more than once/,
  },
  {
    title: "broken JSON",
    text: '{"apiVersion": "v1",\n "kind": }',
    code: "not-an-object",
    line: 1,
    path: "kind",
    message: /: kind is missing/,
  },
  { title: "a text", text: "hello", code: "not-an-object", line: 1, message: /expected a mapping/ },
  {
    title: "a list without a kind",
    text: "- a\n- b",
    code: "not-an-object",
    line: 1,
    message: /expected a mapping/,
  },
  {
    title: "values of a chart",
    text: "# values\nreplicas: 3",
    code: "not-an-object",
    line: 2,
    path: "apiVersion",
    message: /: apiVersion and kind are missing/,
  },
  {
    title: "an object without a name",
    text: "apiVersion: v1\nkind: Namespace\nmetadata:\n  labels: {a: b}",
    code: "bad-metadata",
    line: 4,
    path: "metadata.name",
    message: /Namespace: the name is missing/,
  },
  {
    title: "a name that is a number",
    text: "apiVersion: v1\nkind: Namespace\nmetadata:\n  labels: {a: b}\n  name: 7",
    code: "bad-metadata",
    line: 5,
    path: "metadata.name",
    message: /the name is missing/,
  },
  {
    title: "a namespace that is a number",
    text: `apiVersion: v1\nkind: Pod\n${metadata("a", "7")}`,
    code: "bad-metadata",
    line: 3,
    path: "metadata.namespace",
    message: /namespace is invalid: expected a text/,
  },
  {
    title: "a List whose items are none",
    text: "apiVersion: v1\nkind: List\nitems: {}",
    code: "wrong-type",
    line: 3,
    path: "items",
    message: /items of a List/,
  },
  {
    title: "a template that was not rendered",
    text: "apiVersion: v1\nkind: {{ .Values.kind }}",
    code: "malformed-yaml",
    line: 2,
    message: /a template that was not rendered/,
  },
  {
    title: "an item of a List that is not an object",
    text: "apiVersion: v1\nkind: List\nitems:\n- 3",
    code: "not-an-object",
    line: 4,
    message: /expected a mapping/,
  },
];

function placeOf({ origin }: Finding): (string | number | undefined)[] {
  return [origin?.file, origin?.document, origin?.line];
}

describe("Reading manifests", () => {
  for (const [apiVersion, kind, expected] of KINDS) {
    it(`takes ${apiVersion} ${kind} for ${expected ?? "something unknown"}`, () => {
      const text = `apiVersion: ${apiVersion}\nkind: ${kind}\n${metadata("a")}`;
      const { objects, unknown, findings } = read(text);
      assert.deepEqual(
        objects.map((object) => object.kind),
        expected === undefined ? [] : [expected],
      );
      assert.deepEqual(
        unknown.map((each) => [each.apiVersion, each.kind]),
        expected === undefined ? [[apiVersion, kind]] : [],
      );
      assert.deepEqual(findings, []);
    });
  }

  for (const { title, text, code, document = 1, line, path, message } of MISTAKES) {
    it(`tells where ${title} stands`, () => {
      const { findings } = read(text);
      const [finding] = findings;
      assert.ok(finding);
      assert.equal(finding.code, code);
      assert.equal(finding.severity, "error");
      assert.deepEqual(placeOf(finding), ["a.yaml", document, line]);
      assert.equal(finding.path, path);
      assert.match(finding.message, message);
    });
  }

  it("reads documents, skips empty ones and counts them", () => {
    const other = `apiVersion: v1\nkind: Pod\n${metadata("web", "shop")}`;
    const { objects } = read(`# only a comment\n---\n${NAMESPACE}\n---\n---\n# more\n${other}\n`);
    assert.deepEqual(
      objects.map(({ ref }) => [ref.kind, ref.origin.document, ref.origin.line]),
      [
        ["Namespace", 1, 3],
        ["Pod", 3, 9],
      ],
    );
  });

  it("goes on after a broken document and collects every error", () => {
    const { objects, findings } = read(`a: [\n---\n${NAMESPACE}\n---\nb: 1\n---\nc`);
    assert.deepEqual(
      objects.map(({ ref }) => ref.name),
      ["shop"],
    );
    assert.deepEqual([...new Set(findings.map(({ origin }) => origin?.document))], [1, 3, 4]);
  });

  it("reads a List, says which item an object is, and gives the items of a typed list their kind", () => {
    const list = (kind: string, item: string): string =>
      `apiVersion: networking.k8s.io/v1\nkind: ${kind}\nitems:\n- ${item}\n`;
    const typed = list("NetworkPolicyList", metadata("a", "shop"));
    const plain = `apiVersion: v1\nkind: List\nitems:\n- ${NAMESPACE.replaceAll("\n", "\n  ")}`;
    const { objects, findings } = read(`${typed}---\n${plain}`);
    assert.deepEqual(findings, []);
    assert.deepEqual(
      objects.map(({ kind, ref }) => [kind, ref.origin.item, ref.origin.line]),
      [
        ["KubernetesNetworkPolicy", "items[0]", 4],
        ["Namespace", "items[0]", 9],
      ],
    );
  });

  it("reads an empty List", () => {
    assert.deepEqual(read("apiVersion: v1\nkind: PodList\nitems: []").findings, []);
  });

  it("reads JSON, objects in memory and YAML alike", () => {
    const object = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };
    const results = [
      read(JSON.stringify(object)),
      read(`\n${JSON.stringify(object, null, "\t")}`),
      readManifests([{ file: "a.yaml", objects: [object] }]),
      read(NAMESPACE),
    ];
    for (const { objects, findings } of results) {
      assert.deepEqual(findings, []);
      assert.deepEqual(objects[0]?.content, object);
    }
  });

  it("knows the line of every field, and of the nearest one above a missing field", () => {
    const [object] = read(`---\n${NAMESPACE}\nspec:\n  finalizers:\n  - a\n  - b`).objects;
    assert.ok(object);
    const lines = [["kind"], ["spec", "finalizers", 1], ["spec", "other", "deep"], []].map((path) =>
      object.findLine(path),
    );
    assert.deepEqual(lines, [3, 8, 6, 2]);
  });

  it("puts namespaced objects without a namespace into default, and no others", () => {
    const { objects } = read(`apiVersion: v1\nkind: Pod\n${metadata("a")}\n---\n${NAMESPACE}`);
    assert.deepEqual(
      objects.map(({ ref }) => ref.namespace),
      ["default", undefined],
    );
  });

  it("counts unknown kinds and remembers the first", () => {
    const map = (name: string): string => `apiVersion: v1\nkind: ConfigMap\n${metadata(name)}\n`;
    const { unknown } = read(`${NAMESPACE}\n---\n${map("a")}---\n${map("b")}`);
    assert.deepEqual(unknown, [
      {
        apiVersion: "v1",
        kind: "ConfigMap",
        count: 2,
        firstOrigin: { file: "a.yaml", document: 2, line: 5 },
      },
    ]);
  });

  it("refuses the same object twice and names both places, whatever API it came through", () => {
    const policy = (api: string): string =>
      `apiVersion: ${api}\nkind: NetworkPolicy\n${metadata("a", "shop")}`;
    const { findings } = readManifests([
      { file: "one.yaml", text: `# first\n${policy("projectcalico.org/v3")}` },
      { file: "two.yaml", text: policy("crd.projectcalico.org/v1") },
      { file: "three.yaml", text: policy("networking.k8s.io/v1") },
    ]);
    assert.deepEqual(
      findings.map(({ code, severity, message }) => [code, severity, message]),
      [
        [
          "same-object-twice",
          "error",
          "NetworkPolicy shop/a is defined twice: one.yaml, document 1, line 2 and two.yaml, document 1, line 1.",
        ],
      ],
    );
  });
});
