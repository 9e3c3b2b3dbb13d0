import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import ts from "typescript";

/** One import, export-from, `import()` or `require()` of a source file. */
export interface Import {
  /** A path from the root of the repository, such as `basics/cidr.ts`, or a package's specifier. */
  readonly target: string;
  /** Whether it is gone after compilation. */
  readonly typeOnly: boolean;
}

export interface SourceFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly syntax: ts.SourceFile;
  readonly imports: readonly Import[];
}

const ROOT = join(__dirname, "../..");

/** Where the product is, its tests not counted. */
export const PRODUCT = [
  "basics",
  "contract",
  "components",
  "stacks",
  "recorder",
  "facts",
  "prover",
  "checks",
  "cli",
];

function filesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesIn(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const named = clause.namedBindings;
  const elements = named && ts.isNamedImports(named) ? named.elements : undefined;
  return (
    clause.name === undefined &&
    elements !== undefined &&
    elements.length > 0 &&
    elements.every((element) => element.isTypeOnly)
  );
}

/** The text between the quotes of `import("…")` and `require("…")`. */
function calledModuleOf(node: ts.Node): string | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [first] = node.arguments;
  const called = node.expression;
  const loads =
    called.kind === ts.SyntaxKind.ImportKeyword ||
    (ts.isIdentifier(called) && called.text === "require");
  return loads && first && ts.isStringLiteral(first) ? first.text : undefined;
}

function importOf(path: string, node: ts.Node): Import[] {
  const target = (specifier: string): string =>
    specifier.startsWith(".")
      ? normalize(join(dirname(path), specifier)).replace(/\.js$/, ".ts")
      : specifier;
  if (
    (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
    node.moduleSpecifier &&
    ts.isStringLiteral(node.moduleSpecifier)
  ) {
    return [{ target: target(node.moduleSpecifier.text), typeOnly: isTypeOnly(node) }];
  }
  const called = calledModuleOf(node);
  return called === undefined ? [] : [{ target: target(called), typeOnly: false }];
}

/** Visits a node and everything inside it. */
export function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => {
    walk(child, visit);
  });
}

function read(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), "utf8");
  const syntax = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
  const imports: Import[] = [];
  walk(syntax, (node) => imports.push(...importOf(path, node)));
  return { path, text, syntax, imports };
}

/** Every TypeScript file of these folders, or these files themselves. */
export function sourceFiles(paths: readonly string[]): SourceFile[] {
  return paths.flatMap((path) => (path.endsWith(".ts") ? [path] : filesIn(path))).map(read);
}
