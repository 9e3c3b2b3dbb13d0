import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FIXTURES, runBulkhead, type Run } from "./support.js";

describe("the command line", () => {
  describe("wrong usage", () => {
    const program = join(FIXTURES, "plain");
    const CASES: readonly (readonly [args: string[], message: RegExp])[] = [
      [[], /no command given/],
      [["plna"], /unknown command "plna"\. Did you mean "plan"\?/],
      [["constructor"], /unknown command "constructor"/],
      [["plan", "--stak", "dev"], /'--stak'\. Did you mean "--stack"\?/],
      [["plan", "--out"], /--out/],
      [["plan", "extra"], /extra/],
      [["plan", "--program", "nowhere"], /--program nowhere: folder not found/],
      [["plan", "--program", FIXTURES], /the folder has no Pulumi\.yaml/],
      [
        ["plan", "--program", program, "--stack", "prdo"],
        /unknown stack "prdo"\. Did you mean "prod"\? Stacks: dev, prod\./,
      ],
      [
        ["plan", "--program", program, "--settings", "none.yaml"],
        /--settings none\.yaml: file not found/,
      ],
      [["plan", "--program", program, "--settings", "none"], /ends with \.yaml/],
      [["plan", "--program", program, "--stack-outputs", "x"], /NAME=FILE/],
      [["plan", "--program", program, "--stack-outputs", "x=none.json"], /none\.json/],
      // Before the program runs, which would fail with status 1.
      [["plan", "--program", join(FIXTURES, "reading"), "--out", FIXTURES], /name an empty folder/],
    ];

    for (const [args, message] of CASES) {
      const shown = args.map((arg) => arg.replace(__dirname, ".")).join(" ");
      it(`is refused with status 2: bulkhead ${shown}`, async () => {
        const { status, out, err } = await runBulkhead(...args);
        assert.equal(status, 2);
        assert.equal(out, "");
        assert.match(err, message);
      });
    }
  });

  it("prints its help", async () => {
    const { status, out } = await runBulkhead("plan", "--help");
    assert.equal(status, 0);
    for (const flag of ["stack", "settings", "program", "out", "stack-outputs", "json", "help"]) {
      assert.ok(out.includes(`--${flag}`), flag);
    }
    assert.equal((await runBulkhead("--help")).status, 0);
  });

  describe("as a process", () => {
    let folder = "";

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "bulkhead-"));
    });

    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    function spawn(...args: string[]): Promise<Run> {
      const root = join(__dirname, "..", "..");
      const command = ["--import", "tsx", join(root, "cli", "main.ts"), ...args];
      return new Promise((resolve) => {
        const child = execFile(process.execPath, command, { cwd: root }, (_error, out, err) => {
          resolve({ status: child.exitCode ?? -1, out, err });
        });
      });
    }

    it("ends with status 0 and clean output, whole even when a pipe does not take it at once", async () => {
      const out = join(folder, "out");
      const { status, out: json } = await spawn(
        "plan",
        "--program",
        join(FIXTURES, "large"),
        "--out",
        out,
        "--json",
      );
      assert.equal(status, 0);
      assert.equal(json, readFileSync(join(out, "plan.json"), "utf8"));
    });

    it("ends with status 1 and one clear error when the program fails", async () => {
      const { status, out, err } = await spawn(
        "plan",
        "--program",
        join(FIXTURES, "failing"),
        "--out",
        join(folder, "out"),
      );
      assert.equal(status, 1);
      assert.equal(out, "");
      assert.equal(
        err,
        "Planning failing dev …\n" +
          "bulkhead: failing dev failed: the password [secret] is too weak\n" +
          "  at program.ts:6:9\n",
      );
      assert.deepEqual(readdirSync(folder), []);
    });

    it("ends with status 2 on wrong usage", async () => {
      assert.equal((await spawn("plan", "--nope")).status, 2);
    });
  });
});
