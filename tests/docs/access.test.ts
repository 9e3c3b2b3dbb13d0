import assert from "node:assert/strict";
import { readAccessPage } from "../support/access-table.js";
import { readPage, tableRows } from "./markdown.js";

describe("documentation: who may do what in a namespace", () => {
  const page = readPage("docs/access.md");

  it("is what the roles say (npm run docs writes it)", () => {
    const { written, expected } = readAccessPage();
    assert.equal(written, expected);
  });

  it("lets every role at most read what the platform writes", () => {
    const rows = tableRows(page.text, "Of the platform", "view", "deploy", "edit");
    assert.ok(rows.length >= 15, `${rows.length} rows`);
    const cells = new Set(rows.flatMap(([, ...roles]) => roles));
    assert.deepEqual([...cells].sort(), ["read", "–"]);
  });

  it("shows view no Secrets and lets it write nothing", () => {
    const rows = tableRows(page.text, "Resource", "view", "deploy", "edit");
    const ofView = new Map(rows.map(([resource, view]) => [resource, view]));
    assert.equal(ofView.get("`secrets`"), "–");
    assert.deepEqual([...new Set(ofView.values())].sort(), ["read", "–"]);
  });

  it("keeps deploy away from pods, and lets edit into them", () => {
    const rows = tableRows(page.text, "Resource", "view", "deploy", "edit");
    const rightsOn = (name: string) => rows.find(([resource]) => resource === `\`${name}\``);
    assert.deepEqual(rightsOn("pods"), ["`pods`", "read", "read", "read, create, delete"]);
    assert.deepEqual(rightsOn("pods/exec"), ["`pods/exec`", "–", "–", "yes"]);
  });
});
