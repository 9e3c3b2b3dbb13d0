import assert from "node:assert/strict";
import ts from "typescript";
import { PRODUCT, sourceFiles, walk, type SourceFile } from "./support/source-files.js";

const product = sourceFiles([...PRODUCT, "index.ts", "program.ts"]);
const everything = [...product, ...sourceFiles(["tests", "benchmarks"])];

const ROOMS = [
  "app-namespace",
  "calico",
  "cluster",
  "isolation",
  "load-balancer",
  "network",
  "platform",
  "shared",
];

/** The one file of `platform` that the rooms below it see: the record is what components meet in. */
const RECORD = "components/platform/platform-ref.ts";

/** The folder whose rules a file keeps: `components/calico`, `cli`, … */
function roomOf(path: string): string {
  const [top = "", room = ""] = path.split("/");
  return top === "components" ? `${top}/${room}` : top;
}

/** What each room may import of the project, itself not counted. */
function allowedFrom(room: string): (target: string) => boolean {
  const within =
    (...folders: string[]) =>
    (target: string): boolean =>
      folders.some((folder) => target.startsWith(`${folder}/`));
  switch (room) {
    case "index.ts":
    case "components/platform":
      return within("components");
    case "stacks":
      return within("components");
    case "program.ts":
      return (target) => target === "stacks/platform.ts";
    case "cli":
      return within("recorder", "prover");
    case "components/shared":
    case "recorder":
    case "prover":
      return () => false;
    default:
      return (target) => within("components/shared")(target) || target === RECORD;
  }
}

function isOfProject(target: string): boolean {
  return target.endsWith(".ts") || PRODUCT.some((folder) => target.startsWith(`${folder}/`));
}

/** Files that decide: data in, data out. */
const PURE = [
  /-(plan|policy|policies|values)\.ts$/,
  /^components\/isolation\/(guardrails|default-isolation|admission|cel)\.ts$/,
  /^components\/app-namespace\/(boundary|roles|limits|ingress-class|application)\.ts$/,
  /^components\/shared\/(alb-slots|calico-policy|chart-source|cidr|dns-rules|names|region|versions|zone-subnets)\.ts$/,
];

function isPure(path: string): boolean {
  return path.startsWith("components/") && PURE.some((pattern) => pattern.test(path));
}

/** A way from a file back to itself over imports that are there at run time. */
function cycleFrom(files: readonly SourceFile[], start: string): string[] {
  const importsOf = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.filter(({ typeOnly }) => !typeOnly).map(({ target }) => target),
    ]),
  );
  const seen = new Set<string>();
  const open = (importsOf.get(start) ?? []).map((target) => [start, target]);
  for (let way = open.pop(); way !== undefined; way = open.pop()) {
    const last = way.at(-1) ?? "";
    if (last === start) return way;
    if (!seen.has(last)) {
      seen.add(last);
      for (const target of importsOf.get(last) ?? []) open.push([...way, target]);
    }
  }
  return [];
}

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
  it("has the rooms that it was designed with", () => {
    const rooms = new Set(product.map(({ path }) => roomOf(path)));
    const expected = [...PRODUCT.slice(1), ...ROOMS.map((room) => `components/${room}`)];
    assert.deepEqual([...rooms].sort(), [...expected, "index.ts", "program.ts"].sort());
  });

  it("imports go down the layers only, and never from one component's room into another's", () => {
    const wrong = product.flatMap(({ path, imports }) => {
      const room = roomOf(path);
      const isAllowed = allowedFrom(room);
      return imports
        .filter(({ target }) => isOfProject(target) && roomOf(target) !== room)
        .filter(({ target }) => !isAllowed(target))
        .map(({ target }) => `${path} → ${target}`);
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

  it("the prover knows nothing of Pulumi, the command line nothing of resources", () => {
    const wrong = product.flatMap(({ path, imports }) =>
      imports
        .filter(({ target }) => target.startsWith("@pulumi/"))
        .filter(() => ["prover", "cli"].includes(roomOf(path)))
        .map(({ target }) => `${path} → ${target}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("settings are read with zod in stacks alone: its types cannot be component arguments", () => {
    const users = product
      .filter(({ imports }) => imports.some(({ target }) => target === "zod"))
      .map(({ path }) => roomOf(path));
    assert.deepEqual([...new Set(users)], ["stacks"]);
  });

  it("pure files name Pulumi's types and nothing else of it", () => {
    const pure = product.filter(({ path }) => isPure(path));
    assert.equal(pure.length > 25, true);
    const wrong = pure.flatMap(({ path, imports }) =>
      imports
        .filter(({ target, typeOnly }) => target.startsWith("@pulumi/") && !typeOnly)
        .map(({ target }) => `${path} → ${target}`),
    );
    assert.deepEqual(wrong, []);
  });

  it("no file imports itself by a detour", () => {
    const cycles = product
      .map(({ path }) => cycleFrom(product, path))
      .filter((cycle) => cycle.length > 0)
      .map((cycle) => cycle.join(" → "));
    assert.deepEqual(cycles, []);
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
      assert.equal(targets.includes(file.path), true, name);
    }
  });

  for (const component of componentClasses) {
    const { name, file, node } = component;

    it(`${name} has a file and a type token of its name`, () => {
      assert.equal(file.path.endsWith(`/${kebab(name)}.ts`), true, file.path);
      assert.equal(componentsIn(file).length, 1);
      const tokens: string[] = [];
      walk(constructorOf(component), (inner) => {
        if (ts.isCallExpression(inner) && inner.expression.kind === ts.SyntaxKind.SuperKeyword) {
          const [token] = inner.arguments;
          tokens.push(token && ts.isStringLiteral(token) ? token.text : "");
        }
      });
      assert.deepEqual(tokens, [`bulkhead:index:${name}`]);
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

  it("nobody switches a rule or a type off", () => {
    const off = new RegExp(["eslint-", "disable|@ts-", "(ignore|nocheck|expect-error)"].join(""));
    const wrong = everything.filter(({ text }) => off.test(text)).map(({ path }) => path);
    assert.deepEqual(wrong, []);
  });
});
