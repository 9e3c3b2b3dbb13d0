import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { parse, stringify } from "yaml";
import {
  currentContextOf,
  kubeconfigText,
  readAccess,
} from "../../testbed/kubernetes/kubeconfig.js";

const SERVER = "https://127.0.0.1:6443";

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

describe("A kubeconfig", () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "bulkhead-kubeconfig-"));
    for (const name of ["ca", "cert", "key", "token"]) {
      writeFileSync(path.join(folder, name), `${name} in a file\n`);
    }
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  /** With two clusters, of which the second is the current one. */
  function written(cluster: object, user: object): string {
    const file = path.join(folder, "config");
    const other = { name: "other", context: { cluster: "other", user: "other" } };
    const config = {
      "current-context": "mine",
      clusters: [
        { name: "other", cluster: { server: "https://other" } },
        { name: "c", cluster: { server: SERVER, ...cluster } },
      ],
      users: [
        { name: "other", user: { token: "other" } },
        { name: "u", user },
      ],
      contexts: [other, { name: "mine", context: { cluster: "c", user: "u" } }],
    };
    writeFileSync(file, stringify(config));
    return file;
  }

  /** As it is used: the current context alone, from another folder. */
  function accessBy(cluster: object, user: object): object {
    const alone = path.join(folder, "alone");
    writeFileSync(alone, currentContextOf(written(cluster, user)));
    return readAccess(alone);
  }

  const NONE = { server: SERVER, ca: "", cert: "", key: "", token: "" };

  it("with everything inside", () => {
    const cluster = { "certificate-authority-data": base64("a") };
    const user = { "client-certificate-data": base64("c"), "client-key-data": base64("k") };
    const expected = { ...NONE, ca: "a", cert: "c", key: "k" };
    assert.deepEqual(accessBy(cluster, user), expected);
    const own = path.join(folder, "own");
    writeFileSync(own, kubeconfigText(expected));
    assert.deepEqual(readAccess(own), expected);
  });

  it("with files beside it", () => {
    const user = { "client-certificate": "cert", "client-key": path.join(folder, "key") };
    assert.deepEqual(accessBy({ "certificate-authority": "ca" }, user), {
      ...NONE,
      ca: "ca in a file\n",
      cert: "cert in a file\n",
      key: "key in a file\n",
    });
  });

  it("with a token, inside or in a file", () => {
    assert.deepEqual(accessBy({}, { token: "t" }), { ...NONE, token: "t" });
    assert.deepEqual(accessBy({}, { tokenFile: "token" }), { ...NONE, token: "token in a file" });
  });

  it("with a command that prints credentials", () => {
    const program =
      "const { spec } = JSON.parse(process.env.KUBERNETES_EXEC_INFO);" +
      "console.log(JSON.stringify({ status: { token: process.env.WHO + spec.interactive } }))";
    const exec = {
      apiVersion: "client.authentication.k8s.io/v1",
      command: process.execPath,
      args: ["-e", program],
      env: [{ name: "WHO", value: "me " }],
    };
    assert.deepEqual(accessBy({}, { exec }), { ...NONE, token: "me false" });
  });

  it("with a command that fails: says which, and why", () => {
    const exec = {
      apiVersion: "v1",
      command: process.execPath,
      args: ["-e", "throw 'no session'"],
    };
    const message = /command .*node gives no credentials: [^]*no session/;
    assert.throws(() => accessBy({}, { exec }), message);
    assert.throws(
      () => accessBy({}, { exec: { apiVersion: "v1", command: "no-such-command" } }),
      /ENOENT/,
    );
  });

  it("says what it lacks", () => {
    const file = path.join(folder, "empty");
    writeFileSync(file, "{}");
    assert.throws(() => readAccess(file), /^Error: the kubeconfig has no current-context$/);
    writeFileSync(file, "current-context: x");
    assert.throws(() => readAccess(file), /^Error: the kubeconfig has no "x"$/);
  });

  it("keeps nothing of other contexts", () => {
    const text = currentContextOf(written({}, { token: "t" }));
    assert.doesNotMatch(text, /other/);
    assert.equal((parse(text) as { "current-context": string })["current-context"], "testbed");
  });
});
