import assert from "node:assert/strict";
import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { loadProgram, recordProgram } from "../../recorder/index.js";
import type { RecordedProgram } from "../../recorder/index.js";

const FIXTURES = join(__dirname, "fixtures");

function fixture(name: string): string {
  return join(FIXTURES, name);
}

async function run(directory: string, stack = "dev"): Promise<RecordedProgram> {
  const source = loadProgram(directory);
  return recordProgram({ ...source, ...source.stackConfig(stack) });
}

/** A throw-away program directory with the repository's dependencies in reach. */
function temporary(files: Record<string, string>): string {
  const directory = realpathSync(mkdtempSync(join(tmpdir(), "recorder-")));
  for (const [path, text] of Object.entries({ "Pulumi.yaml": "name: t\n", ...files })) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  temporaries.push(directory);
  return directory;
}

const temporaries: string[] = [];

describe("loadProgram", () => {
  afterEach(() => {
    temporaries.splice(0).forEach((directory) => {
      rmSync(directory, { recursive: true });
    });
  });

  it("runs an exported function in the program's directory, its files loaded anew each time", async () => {
    const before = process.cwd();
    for (const again of [1, 2]) {
      const recorded = await run(fixture("function"));
      assert.equal(recorded.project, "function", `run ${again}`);
      assert.deepEqual(recorded.outputs, {
        shelf: "urn:pulumi:dev::function::fixture:index:Shelf::shelf",
        directory: fixture("function"),
        loaded: 1,
      });
      assert.deepEqual(recorded.resources[1]?.inputs, { size: 3 });
      assert.equal(process.cwd(), before);
    }
  });

  it("runs a program that makes its resources on import and exports plain outputs", async () => {
    const source = loadProgram(fixture("module"));
    for (const stack of ["one", "two"]) {
      const recorded = await recordProgram({ ...source, stack });
      const urn = `urn:pulumi:${stack}::module::fixture:index:Box::box`;
      assert.deepEqual(recorded.outputs, { urn, stack });
    }
  });

  it("follows main to a directory, whose default export it runs, and stackConfigDir", async () => {
    const { outputs } = await run(fixture("nested"));
    assert.deepEqual(outputs, { directory: join(fixture("nested"), "stacks"), size: 1 });
  });

  it("leaves the process's own copies of the program's modules alone", async () => {
    const require = createRequire(__filename);
    const path = join(fixture("function"), "shelf.ts");
    const own = require(path) as { Shelf: { made: number } };
    own.Shelf.made = 7;
    const { outputs } = await run(fixture("function"));
    assert.deepEqual([outputs.loaded, own.Shelf.made], [1, 7]);
    assert.equal(require(path), own);
  });

  it("drives the copy of the SDK the program resolves", async () => {
    const pulumi = dirname(createRequire(__filename).resolve("@pulumi/pulumi/package.json"));
    const modules = dirname(dirname(pulumi));
    const directory = temporary({
      "index.ts": `import * as pulumi from "@pulumi/pulumi";
        new pulumi.ComponentResource("t:index:Box", "box");
        export const copy = require.resolve("@pulumi/pulumi");
        export const preview = pulumi.runtime.isDryRun();
        export const driven = (globalThis as { driven?: string }).driven;`,
    });
    cpSync(pulumi, join(directory, "node_modules/@pulumi/pulumi"), { recursive: true });
    linkDependencies(modules, join(directory, "node_modules"));
    const runtime = join(directory, "node_modules/@pulumi/pulumi/runtime/stack.js");
    appendFileSync(
      runtime,
      "\nconst run = exports.runInPulumiStack;" +
        "exports.runInPulumiStack = (init) => { globalThis.driven = __filename; return run(init); };\n",
    );
    const source = loadProgram(directory);
    const recorded = await recordProgram({ ...source, stack: "dev", mode: "preview" });
    assert.deepEqual(recorded.outputs, {
      copy: join(directory, "node_modules/@pulumi/pulumi/index.js"),
      preview: true,
      driven: runtime,
    });
    assert.equal(recorded.resources.length, 2);
  }).timeout(60_000);

  it("says what is missing", () => {
    assert.throws(() => loadProgram(FIXTURES), /fixtures: no Pulumi\.yaml, so no Pulumi program/);
    assert.throws(
      () => loadProgram(temporary({})),
      /program is missing, expected index\.ts or index\.js/,
    );
    const gone = temporary({ "Pulumi.yaml": "name: t\nmain: app.ts\n" });
    assert.throws(() => loadProgram(gone), /program is missing, expected main: app\.ts/);
    const nameless = temporary({ "Pulumi.yaml": "runtime: nodejs\n", "index.ts": "" });
    assert.throws(() => loadProgram(nameless), /Pulumi\.yaml: "name" is missing/);
  });
});

/** Each line holds ten times what the line before it holds. */
function multiplying(lines: number): string {
  const line = (at: number): string =>
    `  t:a${at}: &a${at} [${at === 0 ? "x" : Array.from({ length: 10 }, () => `*a${at - 1}`).join(", ")}]\n`;
  return Array.from({ length: lines }, (_, at) => line(at)).join("");
}

describe("stackConfig", () => {
  it("keeps a value secret that the project declares so, also when a stack file holds it plainly", () => {
    const directory = temporary({
      "Pulumi.yaml": "name: t\nconfig:\n  token: { type: string, secret: true }\n",
      "Pulumi.dev.yaml": "config:\n  t:token: plain\n",
      "index.ts": "",
    });
    assert.deepEqual(loadProgram(directory).stackConfig("dev").secretConfigKeys, ["t:token"]);
  });

  it("merges the stack's values over the project's, objects as JSON, secure ones as secrets", () => {
    assert.deepEqual(loadProgram(fixture("function")).stackConfig("dev"), {
      stack: "dev",
      config: {
        "function:zones": "3",
        "function:label": "from-project",
        "function:token": "fallback",
        "aws:region": "eu-west-1",
        "function:network": '{"cidr":"10.0.0.0/16","zones":["a","b"]}',
        "function:open": "true",
        "function:password": "[secret]",
        "function:nested": '{"user":"me","password":"[secret]"}',
      },
      secretConfigKeys: ["function:token", "function:password", "function:nested"],
    });
  });

  it("follows anchors, aliases and merge keys, secrets included", () => {
    const text = [
      "config:",
      "  t:common: &common { size: 3, password: &password { secure: xyz } }",
      "  t:one: *common",
      "  t:two: { <<: *common, size: 4 }",
      "  t:three: { inner: [*password] }",
      "  t:four: plain",
      "",
    ].join("\n");
    const source = loadProgram(
      temporary({ "Pulumi.yaml": "name: t", "index.ts": "", "Pulumi.dev.yaml": text }),
    );
    const common = '{"size":3,"password":"[secret]"}';
    assert.deepEqual(source.stackConfig("dev"), {
      stack: "dev",
      config: {
        "t:common": common,
        "t:one": common,
        "t:two": '{"size":4,"password":"[secret]"}',
        "t:three": '{"inner":["[secret]"]}',
        "t:four": "plain",
      },
      secretConfigKeys: ["t:common", "t:one", "t:two", "t:three"],
    });
  });

  it("lets a stack say nothing", () => {
    const { config } = loadProgram(fixture("function")).stackConfig("prod");
    assert.equal(config["function:zones"], "2");
    assert.equal(config["aws:region"], "eu-central-1");
  });

  it("reads a settings file of the same shape from anywhere", () => {
    const directory = temporary({ "what-if.yaml": "config:\n  zones: 9\n" });
    const { stack, config } = loadProgram(fixture("function")).stackConfig(
      join(directory, "what-if.yaml"),
    );
    assert.deepEqual([stack, config["function:zones"]], ["what-if", "9"]);
  });

  it("says which stacks there are when one is missing", () => {
    const source = loadProgram(fixture("function"));
    assert.deepEqual(source.stacks, ["dev", "prod"]);
    assert.throws(
      () => source.stackConfig("stage"),
      /no settings for stack "stage" in .*: there are dev, prod/,
    );
    const none = loadProgram(temporary({ "index.ts": "" }));
    assert.throws(() => none.stackConfig("dev"), /there are none/);
  });

  const broken: [what: string, text: string, error: RegExp][] = [
    [
      "a key twice",
      "config:\n  t:a: 1\n  t:a: 2\n",
      /Pulumi\.dev\.yaml:3:3: Map keys must be unique/,
    ],
    ["no YAML", "config: [\n", /Pulumi\.dev\.yaml:\d+:\d+: /],
    ["a list for config", "config:\n  - a\n", /Pulumi\.dev\.yaml:2:3: "config" must be a map/],
    [
      "a key without a value",
      "config:\n  t:a: 1\n  t:b:\n",
      /Pulumi\.dev\.yaml:3:\d+: "t:b" has no value/,
    ],
    [
      "an alias of nothing",
      "config:\n  t:a: [*nowhere]\n",
      /Pulumi\.dev\.yaml:2:8: Unresolved alias .*nowhere/,
    ],
    [
      "aliases that multiply",
      `config:\n${multiplying(8)}`,
      /Pulumi\.dev\.yaml:\d+:\d+: Excessive alias count/,
    ],
    ["no map at all", "hello\n", /Pulumi\.dev\.yaml:1:1: expected a map of settings/],
  ];
  for (const [what, text, error] of broken) {
    it(`refuses ${what}, with file and line`, () => {
      const source = loadProgram(temporary({ "index.ts": "", "Pulumi.dev.yaml": text }));
      assert.throws(() => source.stackConfig("dev"), error);
    });
  }
});

/** Everything the copied SDK itself requires, linked rather than copied. */
function linkDependencies(from: string, to: string): void {
  const { dependencies } = createRequire(__filename)("@pulumi/pulumi/package.json") as {
    dependencies: Record<string, string>;
  };
  for (const name of Object.keys(dependencies)) {
    mkdirSync(dirname(join(to, name)), { recursive: true });
    symlinkSync(join(from, name), join(to, name));
  }
  assert.equal(basename(to), "node_modules");
}
