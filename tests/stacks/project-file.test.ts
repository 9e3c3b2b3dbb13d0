import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { settingsSchema } from "../../stacks/settings-schema.js";
import { loadProgram } from "../../recorder/index.js";
import { ENVIRONMENTS, ROOT } from "../support/environments.js";

interface Declaration {
  readonly type: string;
  readonly default?: unknown;
  readonly description: string;
}

interface ProjectFile {
  readonly name: string;
  readonly main: string;
  readonly runtime: unknown;
  readonly stackConfigDir: string;
  readonly config: Record<string, Declaration>;
}

const project = parse(readFileSync(join(ROOT, "Pulumi.yaml"), "utf8")) as ProjectFile;

/** What Pulumi calls the type of a section. */
function pulumiTypeOf(schema: unknown): string {
  if (schema instanceof z.ZodString) return "string";
  if (schema instanceof z.ZodBoolean) return "boolean";
  return "object";
}

describe("Pulumi.yaml", () => {
  it("declares the sections of a settings file, with their types, and no other", () => {
    const declared = Object.entries(project.config).map(([key, { type }]) => `${key}: ${type}`);
    const expected = Object.entries(settingsSchema.shape).map(([key, schema]) => {
      const inner: unknown = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
      return `bulkhead:${key}: ${pulumiTypeOf(inner)}`;
    });
    assert.deepEqual(declared.sort(), expected.sort());
  });

  it("asks every stack for the required sections alone: Pulumi misses a declared value without default", () => {
    for (const [key, schema] of Object.entries(settingsSchema.shape)) {
      const { type, default: byDefault } = project.config[`bulkhead:${key}`] ?? {};
      const empty = type === "boolean" ? false : {};
      const expected = schema instanceof z.ZodOptional ? empty : undefined;
      assert.deepEqual(byDefault, expected, key);
    }
  });

  it("says what each section is for", () => {
    for (const [key, { description }] of Object.entries(project.config)) {
      assert.ok(description.length > 15, key);
    }
  });

  it("has the program run by tsx: Pulumi's ts-node finds no module by the name of a compiled one", () => {
    assert.deepEqual(project.runtime, {
      name: "nodejs",
      options: { typescript: false, nodeargs: "--import tsx" },
    });
  });

  it("names the program at the root, where its tsconfig.json lies", () => {
    assert.deepEqual(
      { name: project.name, main: project.main, stacks: project.stackConfigDir },
      { name: "bulkhead", main: "program.ts", stacks: "stacks" },
    );
    assert.equal(typeof loadProgram(ROOT).program, "function");
  });

  for (const stack of ENVIRONMENTS) {
    it(`leaves no required section to be missed by ${stack}`, () => {
      const { config } = loadProgram(ROOT).stackConfig(stack);
      const missing = Object.keys(project.config).filter((key) => !(key in config));
      assert.deepEqual(missing, []);
    });
  }
});
