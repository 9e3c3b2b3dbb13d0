import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { PROJECT_ROOT } from "./schema.js";

/** One page for each component, and one for the types that several of them use. */
export const REFERENCE_FOLDER = join(PROJECT_ROOT, "docs/reference");

const SHARED_PAGE = "SharedTypes";

/** The page of what a file exports: the first row that fits decides. */
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/^components\/app-namespace\/access\//, "ApplicationAccess"],
  [/^components\/app-namespace\//, "AppNamespace"],
  [/^components\/calico\//, "Calico"],
  [/^components\/cluster\/cluster-ref\./, "ClusterRef"],
  [/^components\/cluster\//, "Cluster"],
  [/^components\/isolation\//, "IsolationBaseline"],
  [/^components\/load-balancer\//, "LoadBalancerController"],
  [/^components\/network\//, "Network"],
  [/^components\/platform\//, "Platform"],
  [/^components\/platform-ref\//, "PlatformRef"],
  [/^(components\/shared|contract)\//, SHARED_PAGE],
];

/** Exports that are documented with another component than the one of their file. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  ClusterRefArgs: "ClusterRef",
};

interface PublicExport {
  readonly name: string;
  readonly file: string;
  readonly page: string;
}

function findPage(name: string, file: string): string {
  const page = EXCEPTIONS[name] ?? PAGES.find(([pattern]) => pattern.test(file))?.[1];
  if (page === undefined) throw new Error(`${file}: ${name} has no page in the reference`);
  return page;
}

/** Every name that the package exports, with its page. */
function readPublicExports(): PublicExport[] {
  const path = join(PROJECT_ROOT, "index.ts");
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022);
  return source.statements.flatMap((statement) => {
    if (!ts.isExportDeclaration(statement) || !statement.moduleSpecifier) return [];
    const { exportClause, moduleSpecifier } = statement;
    if (!exportClause || !ts.isNamedExports(exportClause)) return [];
    const file = (moduleSpecifier as ts.StringLiteral).text.replace("./", "");
    return exportClause.elements.map(({ name: { text: name } }) => ({
      ...{ name, file },
      page: findPage(name, file),
    }));
  });
}

const OPTIONS = {
  plugin: ["typedoc-plugin-markdown"],
  router: "module",
  name: "Reference",
  entryFileName: "README",
  readme: "none",
  disableSources: true,
  disableGit: true,
  skipErrorChecking: true,
  excludeExternals: true,
  excludePrivate: true,
  excludeInternal: true,
  treatValidationWarningsAsErrors: true,
  sort: ["source-order"],
  groupOrder: ["Classes", "Interfaces", "Enumerations", "*"],
  hideBreadcrumbs: true,
  hidePageHeader: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  classPropertiesFormat: "table",
  enumMembersFormat: "table",
  typeDeclarationFormat: "table",
  tableColumnSettings: {
    hideDefaults: true,
    hideInherited: true,
    hideModifiers: true,
    hideOverrides: true,
    hideSources: true,
  },
};

/** A module for each page, which exports what the page documents. */
function writeModules(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const all = readPublicExports();
  for (const page of new Set(all.map((each) => each.page))) {
    const lines = all
      .filter((each) => each.page === page)
      .map(({ name, file }) => `export { ${name} } from "../../../${file}";\n`);
    writeFileSync(join(folder, `${page}.ts`), lines.join(""));
  }
}

/** Writes the reference of all components into a folder, which is emptied first. */
export function writeReference(folder: string): void {
  const work = join(PROJECT_ROOT, ".cache/reference");
  const modules = join(work, "modules");
  writeModules(modules);
  const tsconfig = join(work, "tsconfig.json");
  writeFileSync(
    tsconfig,
    JSON.stringify({
      extends: "../../tsconfig.json",
      compilerOptions: { rootDir: "../.." },
      include: ["modules/*.ts"],
    }),
  );
  const options = join(work, "typedoc.json");
  const entryPoints = [join(modules, "*.ts")];
  writeFileSync(options, JSON.stringify({ ...OPTIONS, tsconfig, entryPoints, out: folder }));
  const typedoc = join(PROJECT_ROOT, "node_modules/typedoc/bin/typedoc");
  execFileSync(process.execPath, [typedoc, "--options", options, "--logLevel", "Warn"], {
    stdio: ["ignore", "inherit", "inherit"],
  });
}

/** The pages of a folder, by their names. */
export function readReference(folder: string): Record<string, string> {
  const names = readdirSync(folder).sort();
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
