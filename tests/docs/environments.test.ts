import assert from "node:assert/strict";
import { parse } from "yaml";
import { settingsSchema } from "../../stacks/settings-schema.js";
import { parseSettings } from "../../stacks/settings.js";
import { blocksOf, readPage, tableRows } from "./markdown.js";
import { settingsFieldsOf } from "./settings-fields.js";

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
  const rows = tableRows(page.text, "Field", "Required", "Values", "Meaning");

  it("has every field of the schema, with what it takes, and no other", () => {
    const documented = rows.map(([path = "", required, values]) => ({
      path: path.replaceAll("`", ""),
      required: required === "yes",
      values,
    }));
    const order = (left: { path: string }, right: { path: string }) =>
      left.path < right.path ? -1 : 1;
    assert.deepEqual(documented.sort(order), settingsFieldsOf(settingsSchema).sort(order));
  });

  it("says what each field means", () => {
    assert.deepEqual(
      rows.filter(([, , , meaning = ""]) => meaning.length < 5).map(([path]) => path),
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
