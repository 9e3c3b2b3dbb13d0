import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import {
  PRODUCT,
  sourceFiles,
  walk,
  type Import,
  type SourceFile,
} from "./support/source-files.js";

const product = sourceFiles([...PRODUCT, "index.ts", "program.ts"]);
const everything = [...product, ...sourceFiles(["tests", "benchmarks"])];

/** The table that ESLint reads too (`eslint/rooms-rule.mjs`). */
const table = JSON.parse(readFileSync(join(__dirname, "../architecture.json"), "utf8")) as {
  readonly imports: Readonly<Record<string, readonly string[]>>;
  readonly doors: Readonly<Record<string, string>>;
  readonly packages: Readonly<Record<string, readonly string[]>>;
  readonly pure: readonly string[];
};

/** The folder whose rules a file keeps: `components/calico`, `cli`, … */
function roomOf(path: string): string {
  const [top = "", room = ""] = path.split("/");
  return top === "components" ? `${top}/${room}` : top;
}

function isWithin(path: string, rooms: readonly string[]): boolean {
  return rooms.some((room) => path === room || path.startsWith(`${room}/`));
}

function isOfProject(target: string): boolean {
  return target.endsWith(".ts") || PRODUCT.some((folder) => target.startsWith(`${folder}/`));
}

/** Every import of one room by another, as `file → target`. */
function importsBetweenRooms(isWrong: (room: string, target: string) => boolean): string[] {
  return product.flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => isOfProject(target) && roomOf(target) !== roomOf(path))
      .filter(({ target }) => isWrong(roomOf(path), target))
      .map(({ target }) => `${path} → ${target}`),
  );
}

const PURE = table.pure.map((pattern) => new RegExp(pattern));

function isPure(path: string): boolean {
  return PURE.some((pattern) => pattern.test(path));
}

/** The shortest way over imports from a file to a target that is wanted; empty when there is none. */
function pathTo(
  start: string,
  isWanted: (target: string) => boolean,
  follows: (imported: Import) => boolean,
): string[] {
  const seen = new Set<string>();
  const open = [[start]];
  for (let way = open.shift(); way !== undefined; way = open.shift()) {
    const targets = (importsByFile.get(way.at(-1) ?? "") ?? []).filter(follows);
    for (const { target } of targets) {
      if (isWanted(target)) return [...way, target];
      if (seen.has(target)) continue;
      seen.add(target);
      open.push([...way, target]);
    }
  }
  return [];
}

const importsByFile = new Map(product.map(({ path, imports }) => [path, imports]));

interface Component {
  readonly file: SourceFile;
  readonly node: ts.ClassDeclaration;
  readonly name: string;
}

function componentsIn(file: SourceFile): Component[] {
  return file.syntax.statements.flatMap((node) => {
    if (!ts.isClassDeclaration(node) || node.name === undefined) return [];
    const bases = (node.heritageClauses ?? []).flatMap(({ types }) => types);
    const isComponent = bases.some((base) => base.getText().endsWith("ComponentResource"));
    return isComponent ? [{ file, node, name: node.name.text }] : [];
  });
}

const componentClasses = sourceFiles(["components"]).flatMap(componentsIn);

function constructorOf({ node, name }: Component): ts.ConstructorDeclaration {
  const [found, ...more] = node.members.filter((member) => ts.isConstructorDeclaration(member));
  assert.ok(found && more.length === 0, `${name} has one constructor`);
  return found;
}

function kebab(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}

function linesOf(file: ts.SourceFile, node: ts.Node): number {
  const start = file.getLineAndCharacterOfPosition(node.getStart()).line;
  return file.getLineAndCharacterOfPosition(node.getEnd()).line - start + 1;
}

describe("Architecture", () => {
  it("has a row in the table for every room, and no other row", () => {
    const rooms = new Set(product.map(({ path }) => roomOf(path)));
    assert.deepEqual([...rooms].sort(), Object.keys(table.imports).sort());
  });

  it("a room imports only the rooms that its row names", () => {
    const wrong = importsBetweenRooms(
      (room, target) => !isWithin(target, table.imports[room] ?? []),
    );
    assert.deepEqual(wrong, []);
  });

  it("a room with a door is imported through it", () => {
    const wrong = importsBetweenRooms((_, target) => {
      const door = table.doors[roomOf(target)];
      return door !== undefined && target !== door;
    });
    assert.deepEqual(wrong, []);
  });

  it("every import of the project names a file that exists", () => {
    const paths = new Set(everything.map(({ path }) => path));
    const missing = product.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target.endsWith(".ts") && !paths.has(target))
        .map(({ target }) => `${path} → ${target}`),
    );
    assert.deepEqual(missing, []);
  });

  it("a package that the table names is imported only by the rooms of its row", () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) =>
          Object.entries(table.packages).some(
            ([name, rooms]) => target.startsWith(name) && !isWithin(roomOf(path), rooms),
          ),
        )
        .map(({ target }) => `${path} → ${target}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("a pure file loads Pulumi neither itself nor through what it imports", () => {
    const pure = product.filter(({ path }) => isPure(path));
    const unused = PURE.filter((pattern) => !pure.some(({ path }) => pattern.test(path)));
    assert.deepEqual(unused, []);
    const ways = pure
      .map(({ path }) =>
        pathTo(
          path,
          (target) => target.startsWith("@pulumi/"),
          ({ typeOnly }) => !typeOnly,
        ),
      )
      .filter((way) => way.length > 0);
    assert.deepEqual(
      ways.map((way) => way.join(" → ")),
      [],
    );
  });

  it("no file imports itself by a detour, not even for its types", () => {
    const cycles = product
      .map(({ path }) =>
        pathTo(
          path,
          (target) => target === path,
          () => true,
        ),
      )
      .filter((cycle) => cycle.length > 0);
    assert.deepEqual(
      cycles.map((cycle) => cycle.join(" → ")),
      [],
    );
  });

  it("the product imports no test", () => {
    const wrong = product.filter(({ imports }) =>
      imports.some(({ target }) => /^(tests|benchmarks)\//.test(target)),
    );
    assert.deepEqual(
      wrong.map(({ path }) => path),
      [],
    );
  });
});

describe("Components", () => {
  it("are the ones that the package promises, exported by their names", () => {
    const names = componentClasses.map(({ name }) => name).sort();
    assert.deepEqual(names, [
      "AppNamespace",
      "ApplicationAccess",
      "Calico",
      "Cluster",
      "ClusterRef",
      "IsolationBaseline",
      "LoadBalancerController",
      "Network",
      "Platform",
    ]);
    const [index] = product.filter(({ path }) => path === "index.ts");
    const targets = (index?.imports ?? []).map(({ target }) => target);
    for (const { file, name } of componentClasses) {
      assert.ok(targets.includes(file.path), name);
    }
  });

  for (const component of componentClasses) {
    const { name, file, node } = component;

    it(`${name} has a file and a type token of its name`, () => {
      assert.ok(file.path.endsWith(`/${kebab(name)}.ts`), file.path);
      assert.equal(componentsIn(file).length, 1);
      const tokens: string[] = [];
      walk(constructorOf(component), (inner) => {
        if (ts.isCallExpression(inner) && inner.expression.kind === ts.SyntaxKind.SuperKeyword) {
          const [token] = inner.arguments;
          tokens.push(token?.getText() ?? "");
        }
      });
      assert.deepEqual(tokens, [`ComponentType.${name}`]);
    });

    it(`${name} is constructed as Pulumi's analyzer wants: name, args, opts`, () => {
      const parameters = constructorOf(component).parameters.map((parameter) =>
        parameter.name.getText(),
      );
      assert.deepEqual(parameters, ["name", "args", "opts"]);
    });

    it(`${name} hides nothing in fields, which would all become outputs`, () => {
      const hidden = node.members.filter((member) => {
        const isPublic =
          ts.canHaveModifiers(member) &&
          (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PublicKeyword);
        return ts.isPropertyDeclaration(member) && !isPublic;
      });
      assert.deepEqual(
        hidden.map((member) => member.getText()),
        [],
      );
    });

    it(`${name} rejects wrong arguments before it registers anything`, () => {
      const texts = (constructorOf(component).body?.statements ?? []).map((each) => each.getText());
      const thrown = texts.findIndex((text) => text.startsWith("throwIssues("));
      const registered = texts.findIndex((text) => text.startsWith("super("));
      assert.ok(thrown !== -1 && thrown < registered, texts.slice(0, 3).join("\n"));
    });

    it(`${name} registers its outputs as the last thing it does`, () => {
      const statements = constructorOf(component).body?.statements ?? [];
      assert.match(statements.at(-1)?.getText() ?? "", /^this\.registerOutputs\(/);
    });
  }
});

describe("Limits", () => {
  it("no file is longer than 300 lines", () => {
    const long = everything
      .map(({ path, text }) => `${path}: ${text.trimEnd().split("\n").length}`)
      .filter((entry) => Number(entry.split(": ")[1]) > 300);
    assert.deepEqual(long, []);
  });

  it("no function of the product is longer than 50 lines or has more than 4 parameters, no constructor 25", () => {
    const wrong = product.flatMap(({ path, syntax }) => {
      const found: string[] = [];
      walk(syntax, (node) => {
        if (!ts.isFunctionLike(node) || !("body" in node)) return;
        const lines = linesOf(syntax, node);
        const limit = ts.isConstructorDeclaration(node) ? 25 : 50;
        if (lines > limit || node.parameters.length > 4) {
          found.push(`${path}: ${lines} lines, ${node.parameters.length} parameters`);
        }
      });
      return found;
    });
    assert.deepEqual(wrong, []);
  });

  it("no file switches a rule or a type off", () => {
    const off = new RegExp(["eslint-", "disable|@ts-", "(ignore|nocheck|expect-error)"].join(""));
    const wrong = everything.filter(({ text }) => off.test(text)).map(({ path }) => path);
    assert.deepEqual(wrong, []);
  });
});
