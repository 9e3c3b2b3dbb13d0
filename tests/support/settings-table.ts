import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { settingsSchema } from "../../stacks/settings-schema.js";
import { replaceGeneratedBlock } from "./generated-block.js";
import { PROJECT_ROOT } from "./schema.js";
import { settingsFieldsOf, type SettingsField } from "./settings-fields.js";

export const SETTINGS_PAGE = join(PROJECT_ROOT, "docs/environments.md");

const SOURCE = join(PROJECT_ROOT, "stacks/settings-fields.ts");

/** A field of a settings file, with the JSDoc of its argument. */
export interface DocumentedField extends SettingsField {
  readonly meaning: string;
  /** `required`, or what holds without the field; `–` for an object whose fields have defaults of their own. */
  readonly default: string;
}

/** The type that the schema is tied to, and what the compiler knows about it. */
function loadSettingsType(): { readonly checker: ts.TypeChecker; readonly root: ts.Type } {
  const program = ts.createProgram([SOURCE], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    strict: true,
  });
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(SOURCE);
  const module = source && checker.getSymbolAtLocation(source);
  const exported = module ? checker.getExportsOfModule(module) : [];
  const settings = exported.find(({ name }) => name === "SettingsFields");
  if (settings === undefined) throw new Error(`${SOURCE}: no type SettingsFields`);
  return { checker, root: checker.getDeclaredTypeOfSymbol(settings) };
}

const INDEXES: Readonly<Record<string, ts.IndexKind>> = {
  "[]": ts.IndexKind.Number,
  "<name>": ts.IndexKind.String,
};

type Step = (type: ts.Type, segment: string) => ts.Symbol | ts.Type | undefined;

/** Finds the property at `cluster.nodeGroups.<name>.minSize`. */
function findProperty(checker: ts.TypeChecker, root: ts.Type, path: string): ts.Symbol {
  const step: Step = (type, segment) => {
    const index = INDEXES[segment];
    return index === undefined
      ? checker.getPropertyOfType(type, segment)
      : checker.getIndexTypeOfType(type, index);
  };
  const typeOf = (found: ts.Symbol | ts.Type): ts.Type =>
    checker.getNonNullableType("escapedName" in found ? checker.getTypeOfSymbol(found) : found);
  const found = path
    .replaceAll("[]", ".[]")
    .split(".")
    .reduce<ts.Symbol | ts.Type | undefined>(
      (within, segment) => within && step(typeOf(within), segment),
      root,
    );
  if (found === undefined || !("escapedName" in found)) throw new Error(`${path}: no argument`);
  return found;
}

const DEFAULT = /(?:^|\s)Default: (.+?)\.(?=\s|$)/;

function describeField(field: SettingsField, doc: string): DocumentedField {
  const stated = DEFAULT.exec(doc);
  const meaning = doc.replace(stated?.[0] ?? "", "").trim();
  return { ...field, meaning, default: field.required ? "required" : (stated?.[1] ?? "–") };
}

/** Every field of a settings file in the order of the schema, with the JSDoc of its argument. */
export function readDocumentedFields(): DocumentedField[] {
  const { checker, root } = loadSettingsType();
  return settingsFieldsOf(settingsSchema).map((field) => {
    const property = findProperty(checker, root, field.path);
    const doc = ts.displayPartsToString(property.getDocumentationComment(checker));
    return describeField(field, doc.replace(/\s+/g, " "));
  });
}

function formatRow(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

function formatTable(title: string, fields: readonly DocumentedField[]): string {
  const rows = fields.map(({ path, values, default: unset, meaning }) =>
    formatRow([`\`${path}\``, values, unset, meaning]),
  );
  const header = [
    formatRow(["Field", "Values", "Default", "Meaning"]),
    "| --- | --- | --- | --- |",
  ];
  return `### ${title}\n\n${[...header, ...rows].join("\n")}`;
}

/** One table for each section, after one for the fields that have none below. */
function formatTables(fields: readonly DocumentedField[]): string {
  const getSection = ({ path }: DocumentedField): string => path.split(/[.[]/, 1)[0] ?? "";
  const sections = [...new Set(fields.map(getSection))];
  const isScalar = (name: string): boolean =>
    fields.filter((field) => getSection(field) === name).length === 1;
  const tables = [
    formatTable(
      "The environment",
      fields.filter((field) => isScalar(getSection(field))),
    ),
    ...sections
      .filter((name) => !isScalar(name))
      .map((name) =>
        formatTable(
          `\`${name}\``,
          fields.filter((field) => getSection(field) === name),
        ),
      ),
  ];
  // Prettier would pad every row to the longest one.
  return ["<!-- prettier-ignore-start -->", ...tables, "<!-- prettier-ignore-end -->"].join("\n\n");
}

/** The page as it is, and with the tables that schema and arguments give. */
export function readSettingsPage(): { readonly written: string; readonly expected: string } {
  const written = readFileSync(SETTINGS_PAGE, "utf8");
  const tables = formatTables(readDocumentedFields());
  return { written, expected: replaceGeneratedBlock("docs/environments.md", written, tables) };
}
