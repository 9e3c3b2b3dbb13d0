import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const { imports, doors, packages, pure } = JSON.parse(
  readFileSync(join(ROOT, "architecture.json"), "utf8"),
);
const PURE = pure.map((pattern) => new RegExp(pattern));

function isWithin(path, rooms) {
  return rooms.some((room) => path === room || path.startsWith(`${room}/`));
}

function roomOf(path) {
  return Object.keys(imports).find((room) => isWithin(path, [room]));
}

/** What is wrong with an import between rooms; nothing when the table allows it. */
function findRoomProblem(path, target) {
  const [from, to] = [roomOf(path), roomOf(target)];
  if (from === undefined || to === undefined || from === to) return undefined;
  if (!isWithin(target, imports[from])) return `${from} may not import ${to}`;
  const door = doors[to];
  return door === undefined || target === door ? undefined : `import ${to} through ${door}`;
}

function findPackageProblem(path, name, typeOnly) {
  const prefix = Object.keys(packages).find((each) => name === each || name.startsWith(each));
  if (prefix === undefined || roomOf(path) === undefined) return undefined;
  if (!isWithin(path, packages[prefix])) return `${roomOf(path)} may not import ${name}`;
  const isPure = PURE.some((pattern) => pattern.test(path));
  return isPure && !typeOnly ? `a pure file may import only types of ${name}` : undefined;
}

/** Holds imports to the table of `architecture.json`; `tests/architecture.test.ts` follows them further. */
export const rooms = {
  meta: {
    type: "problem",
    schema: [],
    messages: { problem: "{{problem}} (see architecture.json)." },
  },
  create(context) {
    const path = relative(ROOT, context.filename);
    const check = (node) => {
      const name = node.source?.value;
      if (typeof name !== "string") return;
      const target = relative(ROOT, join(ROOT, dirname(path), name)).replace(/\.js$/, ".ts");
      const typeOnly = (node.importKind ?? node.exportKind) === "type";
      const problem = name.startsWith(".")
        ? findRoomProblem(path, target)
        : findPackageProblem(path, name, typeOnly);
      if (problem) context.report({ node, messageId: "problem", data: { problem } });
    };
    return {
      ImportDeclaration: check,
      ImportExpression: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
    };
  },
};
