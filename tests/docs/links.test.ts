import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { PROJECT_ROOT } from "../support/schema.js";
import { anchorsOf, proseOf, readPage, readPages, type Page } from "./markdown.js";

const LINK = /\]\(([^)\s]+)\)/g;

/** What is wrong with a link; nothing for one that leads somewhere or leaves the project. */
function problemOf(page: Page, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path = "", anchor] = link.split("#");
  const target = path === "" ? page.path : normalize(join(dirname(page.path), path));
  if (!existsSync(join(PROJECT_ROOT, target))) return `${page.path}: ${link} does not exist`;
  if (anchor === undefined || anchorsOf(readPage(target)).includes(anchor)) return undefined;
  return `${page.path}: ${link} names no heading`;
}

describe("documentation: links", () => {
  const pages = readPages();

  it("lead to files and headings that exist", () => {
    const links = pages.flatMap((page) =>
      [...proseOf(page).matchAll(LINK)].map(({ 1: link = "" }) => ({ page, link })),
    );
    assert.ok(links.length > 20, `${links.length} links were found`);
    assert.deepEqual(
      links.flatMap(({ page, link }) => problemOf(page, link) ?? []),
      [],
    );
  });

  it("lead from docs/_index.md to every page beside it, pages for users first", () => {
    const contents = readPage("docs/_index.md");
    const listed = [...proseOf(contents).matchAll(LINK)].map(({ 1: link = "" }) => link);
    const inFolder = (folder: string) =>
      pages.flatMap(({ path }) =>
        dirname(path) === join("docs", folder) && path !== contents.path
          ? [relative("docs", path)]
          : [],
      );
    const isBesideIt = (link: string) => !link.includes("/");
    assert.deepEqual(listed.filter(isBesideIt).sort(), inFolder(".").sort());
    assert.deepEqual(
      listed.slice(-inFolder("development").length).sort(),
      inFolder("development").sort(),
    );
  });

  it("reach every page from the README", () => {
    const isLinked = ({ path }: Page) =>
      pages.some((page) =>
        [...proseOf(page).matchAll(LINK)].some(
          ({ 1: link = "" }) =>
            normalize(join(dirname(page.path), link.split("#")[0] ?? "")) === path,
        ),
      );
    // Pulumi's registry shows this page; nothing links to it.
    const entrances = ["README.md", "docs/_index.md"];
    const lost = pages.filter((page) => !entrances.includes(page.path) && !isLinked(page));
    assert.deepEqual(
      lost.map(({ path }) => path),
      [],
    );
  });
});
