import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommandLine } from "../../../cli/commands.js";
import type { PlanDocument } from "../../../cli/plan-folder/document.js";
import { FIXTURES, recordedTerminal, runBulkhead, type Run } from "../support.js";

const SECRETS = ["correct-horse-battery-staple", "not-marked-but-in-a-secret"];

describe("bulkhead plan", () => {
  let folder = "";

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "bulkhead-"));
  });

  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function plan(fixture: string, ...args: string[]): Promise<Run> {
    const out = join(folder, "out");
    return runBulkhead("plan", "--program", join(FIXTURES, fixture), "--out", out, ...args);
  }

  /** Every file that the plan wrote, by its path. */
  function written(): Record<string, string> {
    const out = join(folder, "out");
    const files = readdirSync(out, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort();
    return Object.fromEntries(
      files.map((file) => [file.slice(out.length + 1), readFileSync(file, "utf8")]),
    );
  }

  function document(): PlanDocument {
    return JSON.parse(written()["plan.json"] ?? "") as PlanDocument;
  }

  describe("on a program without components of this package", () => {
    it("writes plan.json and one file for each Kubernetes object", async () => {
      const { status } = await plan("plain");
      assert.equal(status, 0);
      const files = Object.keys(written());
      assert.deepEqual(
        files.map((file) => file.replace(/-[0-9a-f]{8}\./, "-#.")),
        [
          "manifests/_cluster/ClusterRole-team_reader-#.yaml",
          "manifests/_cluster/Namespace-team.yaml",
          "manifests/team/ConfigMap-settings.yaml",
          "manifests/team/Secret-login.yaml",
          "plan.json",
          "report.html",
          "zones.yaml",
        ],
      );
    });

    it("has the documented shape", async () => {
      await plan("plain");
      const plain = document();
      assert.deepEqual(Object.keys(plain), [
        "version",
        "project",
        "stack",
        "resources",
        "outputs",
        "addresses",
        "applications",
        "warnings",
        "cost",
        "matrix",
        "findings",
        "invariants",
        "enforcement",
        "notModelled",
      ]);
      assert.deepEqual([plain.version, plain.project, plain.stack], [1, "plain", "dev"]);
      assert.equal(plain.resources.length, 11);
      const urns = plain.resources.map(({ urn }) => urn);
      assert.deepEqual(urns, [...urns].sort());
      const secret = plain.resources.find(({ name }) => name === "login");
      assert.deepEqual(Object.keys(secret ?? {}), [
        "urn",
        "type",
        "name",
        "id",
        "parent",
        "custom",
        "inputs",
        "outputs",
        "dependencies",
        "provider",
        "protect",
        "aliases",
      ]);
      assert.equal(secret?.parent, null);
      assert.deepEqual(secret.inputs.stringData, { hint: "[secret]", password: "[secret]" });
      assert.equal(plain.outputs.password, "[secret]");
    });

    it("shows addresses with their routes in the order of the addresses", async () => {
      await plan("plain");
      const shown = document().addresses.map(({ cidr, tier, zone }) => `${cidr} ${tier} ${zone}`);
      assert.deepEqual(shown, [
        "10.1.0.0/24 isolated eu-central-1b",
        "10.1.1.0/24 public eu-central-1a",
      ]);
    });

    it("gives the same bytes twice", async () => {
      const first = await plan("plain");
      const files = written();
      const second = await plan("plain");
      assert.deepEqual(written(), files);
      assert.equal(second.out, first.out);
    });

    it("prints plan.json and nothing else with --json", async () => {
      const { out, err } = await plan("plain", "--json");
      assert.equal(out, written()["plan.json"]);
      assert.match(err, /a program may print/);
    });

    it("shows secrets nowhere", async () => {
      const text = await plan("plain");
      const json = await plan("plain", "--json");
      const everything = [text.out, text.err, json.out, json.err, ...Object.values(written())];
      for (const secret of SECRETS) {
        assert.ok(
          everything.every((shown) => !shown.includes(secret)),
          secret,
        );
      }
      assert.match(text.err, /^warning: the password is \[secret\]$/m);
    });

    it("reports what it does on standard error, in few lines without a terminal", async () => {
      const { err } = await plan("plain");
      assert.equal(err.split("\n")[0], "Planning plain dev …");
      assert.ok(err.split("\n").length <= 5);
    });

    it("says where the plan is and what comes next", async () => {
      const { out } = await plan("plain");
      assert.match(
        out,
        /\/out\/report\.html\n {2}.*\/out\/plan\.json\n {2}.*\/out\/zones\.yaml\n {2}.*\/out\/manifests\/ \(4 objects\)\n/,
      );
      assert.match(out, /^ {2}pulumi preview --stack dev$/m);
    });
  });

  describe("stacks and settings", () => {
    it("plans another stack, whose encrypted values stay secret", async () => {
      const { status } = await plan("plain", "--stack", "prod");
      assert.equal(status, 0);
      assert.equal(document().stack, "prod");
      assert.equal(document().outputs.password, "[secret]");
    });

    it("plans any settings file, named after its stack", async () => {
      const settings = join(folder, "Pulumi.tokyo.yaml");
      writeFileSync(settings, "config:\n  aws:region: ap-northeast-1\n  plain:password: other\n");
      const { status } = await plan("plain", "--settings", settings);
      assert.equal(status, 0);
      assert.equal(document().stack, "tokyo");
      assert.equal(document().addresses[0]?.zone, "ap-northeast-1b");
    });

    it("keeps the name that --stack gives to a settings file", async () => {
      const settings = join(folder, "Pulumi.tokyo.yaml");
      writeFileSync(settings, "config:\n  plain:password: other\n");
      await plan("plain", "--settings", settings, "--stack", "prod");
      assert.equal(document().stack, "prod");
    });

    it("plans a program without settings files as any stack", async () => {
      const { status, err } = await plan("reading", "--stack", "any");
      assert.equal(status, 1);
      assert.match(err, /reading any failed/);
    });
  });

  describe("stack references", () => {
    it("says how to answer one", async () => {
      const { status, err } = await plan("reading");
      assert.equal(status, 1);
      assert.match(
        err,
        /stack reference "org\/platform\/prod" has no answer: plan that stack first, then pass --stack-outputs org\/platform\/prod=…\/plan\.json/,
      );
    });

    it("answers from an object of outputs", async () => {
      const file = join(folder, "outputs.json");
      writeFileSync(file, '{"vpcId": "vpc-1"}');
      const { status } = await plan("reading", "--stack-outputs", `org/platform/prod=${file}`);
      assert.equal(status, 0);
      assert.deepEqual(document().outputs, { seen: "vpc-1" });
    });

    it("answers from the plan of the other stack", async () => {
      await plan("plain");
      const { vpcId } = document().outputs;
      const other = join(folder, "out", "plan.json");
      const out = join(folder, "second");
      const program = join(FIXTURES, "reading");
      const pair = `org/platform/prod=${other}`;
      await runBulkhead("plan", "--program", program, "--out", out, "--stack-outputs", pair);
      const second = JSON.parse(readFileSync(join(out, "plan.json"), "utf8")) as PlanDocument;
      assert.ok(vpcId);
      assert.deepEqual(second.outputs, { seen: vpcId });
    });
  });

  it("rewrites one line of progress on a terminal, and leaves it clean", async () => {
    const terminal = recordedTerminal({ interactive: true });
    const args = ["plan", "--program", join(FIXTURES, "plain"), "--out", join(folder, "out")];
    await runCommandLine(args, terminal);
    const lines = terminal.written.err.split("\r\u001b[2K");
    assert.ok(lines.some((line) => /^\d+ resources, .*Subnet/.test(line)));
    assert.doesNotMatch(lines.at(-1) ?? "", /resources/);
  });
});
