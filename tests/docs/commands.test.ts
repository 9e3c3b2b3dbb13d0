import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PLAN_HELP } from "../../cli/plan/arguments.js";
import { PROJECT_ROOT } from "../support/schema.js";
import { blocksOf, readPage, readPages } from "./markdown.js";

const { scripts } = JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as {
  scripts: Record<string, string>;
};

const pages = readPages();

/** Every line of a shell block, and every piece of inline code. */
const commands = [
  ...blocksOf(pages, "sh").flatMap(({ code }) => code.replaceAll("\\\n", " ").split("\n")),
  ...pages.flatMap(({ text }) =>
    [...text.matchAll(/`([^`\n]+)`/g)].map(({ 1: code = "" }) => code),
  ),
];

function named(pattern: RegExp): string[] {
  const names = commands.flatMap((command) =>
    [...command.matchAll(pattern)].map((hit) => hit[1] ?? ""),
  );
  return [...new Set(names)].sort();
}

describe("documentation: commands", () => {
  it("names npm scripts that exist", () => {
    const used = named(/npm (?:run )?(?!run |install|ci|audit|pack)([a-z][a-z0-9:-]*)/g);
    assert.ok(used.includes("plan") && used.includes("test"), used.join(", "));
    assert.deepEqual(
      used.filter((script) => !(script in scripts)),
      [],
    );
  });

  it("names stacks that have a settings file", () => {
    const used = named(/--stack ([a-z]+)/g);
    assert.ok(used.length >= 3, used.join(", "));
    assert.deepEqual(
      used.filter((stack) => !existsSync(join(PROJECT_ROOT, `stacks/Pulumi.${stack}.yaml`))),
      [],
    );
  });

  it("names options of plan that plan has", () => {
    const plans = commands.filter((command) => /(npm run plan|bulkhead plan)\b/.test(command));
    const options = plans.flatMap((command) => command.match(/--[a-z][a-z-]+/g) ?? []);
    assert.ok(options.length > 3);
    assert.deepEqual(
      options.filter((option) => !PLAN_HELP.includes(`${option} `)),
      [],
    );
  });

  it("begins the README with a proof and a plan, and gives the command for the tests", () => {
    const shell = blocksOf([readPage("README.md")], "sh").map(({ code }) => code.trim());
    const [prove = "", plan] = shell;
    assert.match(prove, /^npm ci && npx tsx cli\/main\.ts prove /);
    assert.equal(plan, "npm ci && npm run plan");
    assert.ok(shell.includes("npm ci && npm test"));
  });
});
