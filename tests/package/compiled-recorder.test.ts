import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";

const ROOT = join(__dirname, "../..");

/** Compiles one folder of the checkout; the recorder needs `basics` beside it. */
function compileFolder(name: string, target: string): void {
  const from = join(ROOT, name);
  const to = join(target, name);
  const files = readdirSync(from, { recursive: true, encoding: "utf8" });
  const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
  for (const file of files.filter((each) => each.endsWith(".ts"))) {
    const { outputText } = transpileModule(readFileSync(join(from, file), "utf8"), {
      compilerOptions,
    });
    const path = join(to, file.replace(/\.ts$/, ".js"));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, outputText);
  }
}

describe("the compiled recorder, in a process that knows no TypeScript", () => {
  const directory = mkdtempSync(join(tmpdir(), "recorder-"));
  after(() => {
    rmSync(directory, { recursive: true });
  });

  it("brings its own loader", () => {
    for (const folder of ["recorder", "basics"]) compileFolder(folder, directory);
    const script = `
      const { loadProgram, recordProgram } = require(${JSON.stringify(join(directory, "recorder"))});
      const source = loadProgram(${JSON.stringify(join(ROOT, "tests/recorder/fixtures/function"))});
      recordProgram({ ...source, stack: "dev" }).then(({ outputs }) => console.log(outputs.shelf));`;
    const env = { ...process.env, NODE_PATH: join(ROOT, "node_modules") };
    const options = { encoding: "utf8", env } as const;
    const { stdout, stderr } = spawnSync(process.execPath, ["-e", script], options);
    assert.equal(stdout.trim(), "urn:pulumi:dev::function::fixture:index:Shelf::shelf", stderr);
  }).timeout(30_000);
});
