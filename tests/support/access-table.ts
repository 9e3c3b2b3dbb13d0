import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  APPLICATION_ROLES,
  type ApplicationRole,
} from "../../components/app-namespace/access/roles.js";
import { PLATFORM_RESOURCES } from "../../checks/tenant-writes/role-checks.js";
import { replaceGeneratedBlock } from "./generated-block.js";
import { PROJECT_ROOT } from "./schema.js";

export const ACCESS_PAGE = join(PROJECT_ROOT, "docs/access.md");

const ROLES = ["view", "deploy", "edit"] as const satisfies readonly ApplicationRole[];

const READING = ["get", "list", "watch"];

/** Words for verbs that belong together. */
const WORDS: readonly (readonly [string, readonly string[]])[] = [
  ["read", READING],
  ["write", ["create", "update", "patch", "delete"]],
];

/** Subresources hold no state of their own: their verbs are what they are for. */
const USES: Readonly<Record<string, string>> = {
  "pods/exec": "yes",
  "pods/portforward": "yes",
  "deployments/scale": "yes",
  "statefulsets/scale": "yes",
};

/** The verbs on a resource; for `*` those on any resource of the group. */
function verbsOf(role: ApplicationRole, group: string, name: string): Set<string> {
  const covers = (named: readonly string[], one: string): boolean =>
    one === "*" || named.includes(one) || named.includes("*");
  const rules = APPLICATION_ROLES[role].filter(
    ({ apiGroups, resources: names }) => covers(apiGroups, group) && covers(names, name),
  );
  return new Set(rules.flatMap(({ verbs }) => verbs));
}

function textOf(verbs: ReadonlySet<string>): string {
  const words = WORDS.flatMap(([word, needed]) =>
    needed.every((verb) => verbs.has(verb)) ? [{ word, needed }] : [],
  );
  const said = new Set(words.flatMap(({ needed }) => needed));
  const others = [...verbs].filter((verb) => !said.has(verb));
  return [...words.map(({ word }) => word), ...others].join(", ") || "–";
}

function cellOf(role: ApplicationRole, group: string, name: string): string {
  const verbs = verbsOf(role, group, name);
  return verbs.size > 0 ? (USES[name] ?? textOf(verbs)) : "–";
}

/** Every resource that a role names, as `[group, name]`. */
function resources(): [string, string][] {
  const all = ROLES.flatMap((role) => APPLICATION_ROLES[role]).flatMap(
    ({ apiGroups, resources: names }) =>
      apiGroups.flatMap((group) => names.map((name) => `${group}/${name}`)),
  );
  return [...new Set(all)]
    .map((each): [string, string] => {
      const slash = each.indexOf("/");
      return [each.slice(0, slash), each.slice(slash + 1)];
    })
    .sort(([, left], [, right]) => (left < right ? -1 : 1));
}

/** What only the platform writes, with how much of it a role sees. */
function platformRows(): string[][] {
  return PLATFORM_RESOURCES.map((target) => {
    const dot = target.indexOf(".");
    const [name, group] = [target.slice(0, dot), target.slice(dot + 1)];
    const shown = name === "*" ? `everything in \`${group}\`` : `\`${name}\``;
    return [shown, ...ROLES.map((role) => cellOf(role, group, name))];
  });
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => row[at]?.length ?? 0)),
  );
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(" | ")} |`;
  const [header = [], ...body] = rows;
  const rule = widths.map((width) => "-".repeat(width));
  return [line(header), line(rule), ...body.map(line)].join("\n");
}

/** The tables of the page, from the roles and from what the proof holds them to. */
function tables(): string {
  const rights = resources().map(([group, name]) => [
    `\`${name}\``,
    ...ROLES.map((role) => cellOf(role, group, name)),
  ]);
  return [
    tableOf([["Resource", ...ROLES], ...rights]),
    "No role writes what isolates the namespace:",
    tableOf([["Of the platform", ...ROLES], ...platformRows()]),
  ].join("\n\n");
}

/** The page as it is, and as the roles say it should be. */
export function readAccessPage(): { readonly written: string; readonly expected: string } {
  const written = readFileSync(ACCESS_PAGE, "utf8");
  return { written, expected: replaceGeneratedBlock("docs/access.md", written, tables()) };
}
