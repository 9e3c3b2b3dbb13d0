import assert from "node:assert/strict";
import { join } from "node:path";
import ts from "typescript";
import { settingsSchema } from "../../stacks/settings-schema.js";
import { settingsFieldsOf } from "../support/settings-fields.js";
import { PROJECT_ROOT } from "../support/schema.js";

const SCHEMA = join(PROJECT_ROOT, "stacks/settings-schema.ts");

type Change = (file: string, text: string) => string;

const options: ts.CompilerOptions = {
  ...ts.getDefaultCompilerOptions(),
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ["lib.es2023.d.ts"],
  types: ["node"],
  strict: true,
  skipLibCheck: true,
  noEmit: true,
  noErrorTruncation: true,
};

const host = ts.createCompilerHost(options);
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Parses each file once, and again where the change has another text for it. */
function readSource(change: Change, file: string): ts.SourceFile | undefined {
  if (!parsed.has(file)) parsed.set(file, host.getSourceFile(file, ts.ScriptTarget.ES2022));
  const source = parsed.get(file);
  if (source === undefined || file.includes("node_modules")) return source;
  const text = change(file, source.text);
  if (text === source.text) return source;
  const { impliedNodeFormat } = source;
  return ts.createSourceFile(file, text, {
    languageVersion: ts.ScriptTarget.ES2022,
    impliedNodeFormat,
  });
}

/** What the compiler says about the schema's file once the sources are changed like this. */
function compileWith(change: Change): string[] {
  const getSourceFile = (file: string) => readSource(change, file);
  const program = ts.createProgram([SCHEMA], options, { ...host, getSourceFile });
  return program
    .getSemanticDiagnostics(program.getSourceFile(SCHEMA))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n"));
}

/** The differences that the compiler names, sorted. */
function differencesWith(change: Change): string[] {
  const named = compileWith(change).flatMap((message) => {
    assert.match(message, /^Type '"[^']+"' does not satisfy the constraint 'never'/);
    const [union = ""] = message.split("\n");
    return [...union.matchAll(/"([^"]+) \(see settings-fields\.ts\)"/g)].map((hit) => hit[1] ?? "");
  });
  return named.sort();
}

const ENTRIES: Readonly<Record<string, string>> = {
  object: "",
  "list of objects": "[]",
  "map of objects": ".<name>",
};

/** The path of a further field in each object of the schema, at any depth. */
function furtherFields(name: string): string[] {
  const below = settingsFieldsOf(settingsSchema).flatMap(({ path, values }) => {
    const entries = ENTRIES[values];
    return entries === undefined ? [] : [`${path}${entries}.${name}`];
  });
  return [name, ...below].sort();
}

describe("Schema of the settings", () => {
  const forgotten = furtherFields("forgotten");

  const replaceIn =
    (name: string, searched: string | RegExp, replacement: string): Change =>
    (file, text) =>
      file.endsWith(name) ? text.replaceAll(searched, replacement) : text;

  it("compiles while it has the fields of the components' arguments", () => {
    assert.deepEqual(
      compileWith((_, text) => text),
      [],
    );
  });

  it("does not compile without the field of an argument, at any depth", () => {
    const inEveryInterface: Change = (file, text) =>
      /\/(components|contract)\//.test(file)
        ? text.replaceAll(/^export interface [^{]+\{$/gm, "$& forgotten?: string;")
        : text;
    assert.deepEqual(
      differencesWith(inEveryInterface),
      forgotten.map((path) => `${path} is missing in the schema`),
    );
  });

  it("does not compile with a field that is not an argument, at any depth", () => {
    const inEveryObject = replaceIn(
      "settings-schema.ts",
      /z\s*\.strictObject\(\{/g,
      "z.strictObject({ forgotten: z.string().optional(),",
    );
    assert.deepEqual(
      differencesWith(inEveryObject),
      forgotten.map((path) => `${path} is missing in the arguments`),
    );
  });

  it("does not compile with a field of another type than its argument", () => {
    const change = replaceIn("settings-schema.ts", "gpu: z.boolean()", "gpu: z.string()");
    assert.deepEqual(differencesWith(change), [
      "cluster.nodeGroups.<name>.gpu has another type in the arguments",
    ]);
  });

  it("does not compile without a choice of an argument", () => {
    const change = replaceIn("network/args.ts", 'None: "none",', 'None: "none", Other: "other",');
    const schema = replaceIn(
      "settings-schema.ts",
      "z.enum(NatGatewayMode)",
      'z.enum(["regional", "zonal", "none"])',
    );
    assert.deepEqual(
      differencesWith((file, text) => schema(file, change(file, text))),
      ["network.natGateway has another type in the arguments"],
    );
  });

  it("does not compile with an optional field for a required argument", () => {
    const change = replaceIn(
      "settings-schema.ts",
      "maxSize: z.number(),",
      "maxSize: z.number().optional(),",
    );
    assert.deepEqual(differencesWith(change), [
      "cluster.nodeGroups.<name>.maxSize is required on one side alone",
    ]);
  });
});
