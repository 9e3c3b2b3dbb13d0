import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import ts from "typescript";
import { PROJECT_ROOT } from "../support/schema.js";
import { blocksOf, readPages, type CodeBlock } from "../docs/markdown.js";

const FOLDER = join(PROJECT_ROOT, ".cache/code-blocks");
const CONFIG = join(FOLDER, "tsconfig.json");

/** What a reader has: the package under its own name, and the types of node and mocha. */
const TSCONFIG = {
  extends: "../../tsconfig.json",
  compilerOptions: {
    types: ["node", "mocha"],
    rootDir: "../..",
    moduleDetection: "force",
    paths: {
      bulkhead: ["../../index.ts"],
      "bulkhead/prover": ["../../prover/index.ts"],
      "bulkhead/recorder": ["../../recorder/index.ts"],
    },
  },
  include: ["*.ts"],
};

/** What plan writes fits what the page says of it. */
function planJsonCheck(page: CodeBlock): string {
  return [
    'import type { PlanDocument } from "../../cli/plan-folder/document.js";',
    `import type { PlanJson } from "./${basename(fileOf(page), ".ts")}.js";`,
    "export const documented = (plan: PlanDocument): PlanJson => plan;",
  ].join("\n");
}

/** `README.md:120` becomes `README.md-120.ts`. */
function fileOf({ place }: CodeBlock): string {
  return join(FOLDER, `${place.replace(/[/:]/g, "-")}.ts`);
}

function isTest({ code }: CodeBlock): boolean {
  return code.includes("describe(");
}

function problemsOf(program: ts.Program): string[] {
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file ? file.getLineAndCharacterOfPosition(start ?? 0).line + 1 : 0;
    return `${file?.fileName ?? ""}, line ${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
}

/** The compiler's findings, in files that begin with a block's place. */
function compile(): string[] {
  const { config } = ts.readConfigFile(CONFIG, (path) => ts.sys.readFile(path)) as {
    config: unknown;
  };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, FOLDER);
  return problemsOf(ts.createProgram(fileNames, options));
}

function run(...args: string[]): string {
  return execFileSync(process.execPath, ["--import", "tsx", ...args], {
    cwd: PROJECT_ROOT,
    encoding: "utf8",
    env: { ...process.env, TSX_TSCONFIG_PATH: CONFIG },
    stdio: ["ignore", "pipe", "inherit"],
  });
}

describe("documentation: TypeScript blocks", function () {
  this.timeout(180_000);
  const blocks = blocksOf(readPages(), "ts", "typescript");

  before(() => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(CONFIG, JSON.stringify(TSCONFIG));
    for (const block of blocks) writeFileSync(fileOf(block), block.code);
    const format = blocks.find(({ code }) => code.includes("interface PlanJson"));
    assert.ok(format);
    writeFileSync(join(FOLDER, "plan-json-check.ts"), planJsonCheck(format));
  });

  it("compile", () => {
    assert.ok(blocks.length >= 6, `${blocks.length} blocks were found`);
    assert.deepEqual(compile(), []);
  });

  it("that are tests pass under mocha", () => {
    const mocha = join(PROJECT_ROOT, "node_modules/mocha/bin/mocha.js");
    const tests = blocks.filter(isTest);
    const report = run(
      mocha,
      "--no-config",
      "--reporter",
      "json",
      "--timeout",
      "60000",
      ...tests.map(fileOf),
    );
    const { stats } = JSON.parse(report) as {
      stats: { suites: number; passes: number; failures: number };
    };
    assert.equal(stats.suites, tests.length);
    assert.ok(stats.passes >= tests.length);
    assert.equal(stats.failures, 0);
  });

  it("that are programs register resources", () => {
    const programs = blocks.filter((block) => !isTest(block) && block.code.includes("new "));
    const inOrder = programs.sort(
      (left, right) =>
        Number(right.code.includes("halden.record")) - Number(left.code.includes("halden.record")),
    );
    const script = join(PROJECT_ROOT, "tests/package/record-blocks.ts");
    const counts = JSON.parse(run(script, ...inOrder.map(fileOf))) as Record<string, number>;
    assert.equal(Object.keys(counts).length, programs.length);
    const empty = Object.entries(counts).filter(([, count]) => count < 5);
    assert.deepEqual(empty, []);
  });
});
