import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import type { JsonMap } from "../../../basics/json.js";
import { renderManifestFiles, writeYaml } from "../../../cli/plan-folder/manifest-files.js";

function object(kind: string, metadata: JsonMap, rest: JsonMap = {}): JsonMap {
  return { apiVersion: "v1", kind, metadata, ...rest };
}

function pathsOf(...objects: JsonMap[]): string[] {
  return renderManifestFiles(objects).map(({ path }) => path);
}

describe("renderManifestFiles", () => {
  it("puts objects into the folder of their namespace, or of the cluster", () => {
    assert.deepEqual(
      pathsOf(
        object("ConfigMap", { name: "settings", namespace: "chat" }),
        object("Namespace", { name: "chat" }),
      ),
      ["_cluster/Namespace-chat.yaml", "chat/ConfigMap-settings.yaml"],
    );
  });

  it("makes names safe for files without making two of them equal", () => {
    const names = ["system:a", "system/a", "system_a", "system a"];
    const paths = pathsOf(...names.map((name) => object("ClusterRole", { name })));
    assert.equal(new Set(paths).size, names.length);
    assert.match(paths.join("\n"), /^(_cluster\/ClusterRole-system_a(-[0-9a-f]{8})?\.yaml\n?)+$/);
  });

  it("keeps the file of an object when others come and go", () => {
    const [alone] = pathsOf(object("ClusterRole", { name: "system:a" }));
    const both = pathsOf(
      object("ClusterRole", { name: "system:a" }),
      object("ClusterRole", { name: "system_a" }),
    );
    assert.ok(alone !== undefined && both.includes(alone));
  });

  it("tells apart objects of one kind and name from two API groups", () => {
    const policies = ["networking.k8s.io/v1", "projectcalico.org/v3"].map((apiVersion) => ({
      ...object("NetworkPolicy", { name: "deny", namespace: "chat" }),
      apiVersion,
    }));
    const paths = pathsOf(...policies);
    assert.equal(new Set(paths).size, 2);
  });

  it("tells apart names that differ in case alone, for file systems that do not", () => {
    const paths = pathsOf(object("Role", { name: "Admin" }), object("Role", { name: "admin" }));
    assert.equal(new Set(paths.map((path) => path.toLowerCase())).size, 2);
  });

  it("keeps both objects where one is created and patched", () => {
    const twice = object("ServiceAccount", { name: "default", namespace: "chat" });
    assert.equal(new Set(pathsOf(twice, twice)).size, 2);
  });

  it("stays inside its folder and within the limit of file names", () => {
    const name = `../../etc/${"x".repeat(250)}`;
    const [path = ""] = pathsOf(object("ClusterRole", { name, namespace: ".." }));
    assert.deepEqual(path.split("/").length, 2);
    assert.ok(!path.startsWith("."));
    assert.ok(path.split("/").every((part) => part.length < 255));
  });

  it("begins each file with what kubectl users look for", () => {
    const manifest = { spec: { a: 1 }, metadata: { name: "x" }, kind: "Thing", apiVersion: "v1" };
    const [file] = renderManifestFiles([manifest]);
    assert.equal(
      file?.content,
      "apiVersion: v1\nkind: Thing\nmetadata:\n  name: x\nspec:\n  a: 1\n",
    );
  });

  it("writes Secrets that kubectl takes, without their content", () => {
    const secret = object(
      "Secret",
      { name: "login", namespace: "chat" },
      {
        data: { password: "[secret]" },
        stringData: { user: "hunter" },
        type: "Opaque",
      },
    );
    const [file] = renderManifestFiles([secret]);
    assert.deepEqual(parse(file?.content ?? ""), {
      apiVersion: "v1",
      kind: "Secret",
      metadata: { name: "login", namespace: "chat" },
      type: "Opaque",
      stringData: { password: "[secret]", user: "[secret]" },
    });
  });
});

describe("writeYaml", () => {
  const tricky = fc.constantFrom(
    ..."yes no on off y n ~ null true 0777 0o7 0x1F 1_000 12:30:45 1e3 .inf 2001-01-01 = <<".split(
      " ",
    ),
  );

  it("keeps every text a text in YAML 1.1 and 1.2", () => {
    fc.assert(
      fc.property(fc.oneof(tricky, fc.string({ unit: "grapheme" })), (text) => {
        for (const version of ["1.1", "1.2"] as const) {
          assert.deepEqual(parse(writeYaml({ data: { [text]: text } }), { version }), {
            data: { [text]: text },
          });
        }
      }),
      { examples: [["yes"], ["on"], ["12:30:45"], ["0777"]] },
    );
  });

  it("writes no anchors, and long text on one line", () => {
    const shared = { nets: ["10.0.0.0/8"] };
    const text = writeYaml({ a: shared, b: shared, c: "word ".repeat(60) });
    assert.doesNotMatch(text, /[&*]/);
    assert.equal(text.trimEnd().split("\n").length, 7);
  });
});
