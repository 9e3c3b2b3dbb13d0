import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { z } from "zod";
import { settingsSchema } from "../../stacks/settings-schema.js";
import { parseSettings, SettingsError } from "../../stacks/settings.js";
import { loadProgram } from "../../recorder/index.js";
import { ENVIRONMENTS, ROOT, type Environment } from "../support/environments.js";
import { onAws, problemsOf } from "./settings-cases.js";

/** The values under `config:` without the project's name, as a person wrote them. */
function valuesOf(stack: Environment): Record<string, unknown> {
  const text = readFileSync(join(ROOT, `stacks/Pulumi.${stack}.yaml`), "utf8");
  const { config } = parse(text) as { config: Record<string, unknown> };
  const own = Object.entries(config).filter(([key]) => key.startsWith("bulkhead:"));
  return Object.fromEntries(own.map(([key, value]) => [key.slice("bulkhead:".length), value]));
}

describe("Settings of the environments", () => {
  for (const stack of ENVIRONMENTS) {
    it(`${stack} has no problem, and every value arrives`, () => {
      const values = valuesOf(stack);
      const { name, platform, applications, protect, tags } = parseSettings(values);
      const { applications: listed, protect: isProtected = false, ...rest } = values;
      assert.deepEqual({ name, ...platform }, rest);
      assert.deepEqual(applications, listed);
      assert.equal(protect, isProtected);
      assert.deepEqual(tags, values.tags ?? {});
    });

    it(`${stack} uses no key of another project but Pulumi's own`, () => {
      const { config } = loadProgram(ROOT).stackConfig(stack);
      const foreign = Object.keys(config).filter((key) => !key.startsWith("bulkhead:"));
      assert.deepEqual(foreign, ["pulumi:disable-default-providers"]);
    });
  }

  it("differ in their addresses, so that they can be connected", () => {
    const blocks = (["dev", "staging", "prod"] as const).map(
      (stack) => parseSettings(valuesOf(stack)).platform.network?.cidrBlock,
    );
    assert.deepEqual(blocks, ["10.2.0.0/18", "10.1.0.0/16", "10.0.0.0/16"]);
  });
});

describe("Settings", () => {
  it("are protected and tagged only when they say so", () => {
    const { protect, tags } = parseSettings(onAws());
    assert.deepEqual({ protect, tags }, { protect: false, tags: {} });
  });

  it("give their problems to programs, too", () => {
    const error = assertThrows(() => parseSettings(onAws({}, { name: 5, protect: "no" })));
    assert.equal(error.name, "SettingsError");
    assert.deepEqual(
      error.issues.map(({ path }) => path),
      ["name", "protect"],
    );
  });

  it("are read without being changed", () => {
    const values = onAws({}, { calico: {}, applications: { shop: { ports: [80] } } });
    const before = structuredClone(values);
    parseSettings(values);
    assert.deepEqual(values, before);
  });

  it("with a key that JavaScript treats apart are refused like others", () => {
    assert.deepEqual(
      problemsOf(JSON.parse('{"applications":{"__proto__":false}}') as object).slice(-1),
      ["applications.__proto__: false is invalid: expected a map of fields"],
    );
  });

  it("never fail in another way than with a list of problems", function () {
    this.timeout(60_000);
    const anything = fc.jsonValue({ maxDepth: 3 });
    const section = (fields: readonly string[]): fc.Arbitrary<unknown> =>
      fc.oneof(
        anything,
        fc.dictionary(fc.constantFrom(...fields), anything, { maxKeys: fields.length }),
      );
    const sections = Object.entries(settingsSchema.shape).map(([key, schema]) => {
      const inner: unknown = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
      const fields = inner instanceof z.ZodObject ? Object.keys(inner.shape) : ["shop", "blog"];
      return [key, section(fields)] as const;
    });
    const files = fc.record(Object.fromEntries(sections), { requiredKeys: [] });
    fc.assert(
      fc.property(files, (file) => {
        problemsOf(file);
      }),
      { numRuns: 200 },
    );
  });
});

type Path = readonly (string | number)[];

/** The paths of all single values in a file. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, [...path, key]));
}

/** The file with another value at a path. */
function withValueAt(file: unknown, [key, ...rest]: Path, value: unknown): unknown {
  if (key === undefined) return value;
  const copy = structuredClone(file) as Record<string | number, unknown>;
  copy[key] = withValueAt(copy[key], rest, value);
  return copy;
}

describe("One wrong value in the settings of prod", function () {
  this.timeout(60_000);
  const file = valuesOf("prod");
  const values = fc.oneof(
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.constantFrom("10.0.0.0/33", "0.0.0.0/0", "1.2.3.4", "::/0", "10.0.0.0/8", "10.0.0.1/16"),
    fc.constantFrom(null, true, [], {}, "", " ", "__proto__", "constructor", "eu-central-1a"),
  );

  it("is a list of problems, or accepted", () => {
    fc.assert(
      fc.property(fc.constantFrom(...leavesOf(file)), values, (path, value) => {
        problemsOf(withValueAt(file, path, value) as object);
      }),
      { numRuns: 300 },
    );
  });
});

function assertThrows(run: () => unknown): SettingsError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return error;
  }
  throw new Error("it was expected to fail");
}
