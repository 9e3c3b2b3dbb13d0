import assert from "node:assert/strict";
import { parse } from "yaml";
import { settingsSchema } from "../../stacks/settings-schema.js";
import { parseSettings } from "../../stacks/settings.js";
import { blocksOf, readPage, tableRows } from "./markdown.js";
import { readDocumentedFields, readSettingsPage } from "../support/settings-table.js";

/** The first settings that a page shows. */
function settingsIn(page: string): Record<string, unknown> {
  const [block] = blocksOf([readPage(page)], "yaml");
  const { config } = parse(block?.code ?? "") as { config: Record<string, unknown> };
  return Object.fromEntries(
    Object.entries(config).map(([key, value]) => [key.replace("bulkhead:", ""), value]),
  );
}

describe("documentation: settings reference", () => {
  const page = readPage("docs/environments.md");
  const fields = readDocumentedFields();

  it("is what the schema and the arguments say (npm run docs writes it)", () => {
    const { written, expected } = readSettingsPage();
    assert.equal(written, expected);
  });

  it("shows a field with its values, its default and its meaning", () => {
    const rows = tableRows(page.text, "Field", "Values", "Default", "Meaning");
    assert.equal(rows.length, fields.length);
    assert.deepEqual(
      rows.find(([path]) => path === "`cluster.nodeGroups.<name>.capacityType`"),
      [
        "`cluster.nodeGroups.<name>.capacityType`",
        "`on-demand`, `spot`",
        "`on-demand`",
        "How the instances are bought. Changing it replaces the group.",
      ],
    );
  });

  it("says what each field means", () => {
    const meaningless = fields.filter(({ meaning }) => meaning.length < 5);
    assert.deepEqual(
      meaningless.map(({ path }) => path),
      [],
    );
  });

  it("says the default of every optional field but of objects, whose fields have their own", () => {
    const open = fields.filter((field) => field.default === "–" && field.values !== "object");
    assert.deepEqual(
      open.map(({ path }) => path),
      [],
    );
  });

  it("shows errors as they are printed", () => {
    const shown = blocksOf([page], "text").find(({ code }) => code.startsWith("the settings have"));
    const wrong = {
      name: "x",
      network: {
        cidrBlock: "10.0.0.0/16",
        availabilityZones: ["eu-central-1a", "eu-central-1b"],
        natgateway: "zonal",
      },
      cluster: {
        nodeGroups: { general: { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 3 } },
      },
      isolation: { mode: "audit" },
      applications: {},
    };
    assert.throws(() => parseSettings(wrong), { message: shown?.code.trimEnd() });
  });

  it("gives the README a part of a settings file with known fields", () => {
    const settings = settingsIn("README.md");
    assert.deepEqual(settingsSchema.partial().safeParse(settings).error?.issues ?? [], []);
  });

  it("gives docs/existing-clusters.md settings without a problem", () => {
    assert.doesNotThrow(() => parseSettings(settingsIn("docs/existing-clusters.md")));
  });
});
