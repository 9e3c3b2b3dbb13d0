import assert from "node:assert/strict";
import { readConfig } from "../../stacks/config.js";
import { record } from "../support/record.js";

async function read(config: Record<string, string>): Promise<Record<string, unknown>> {
  let values: Record<string, unknown> = {};
  await record(
    () => {
      values = readConfig();
    },
    { config },
  );
  return values;
}

describe("The configuration of a stack", () => {
  it("is the project's own: keys of Pulumi, providers and other projects are not", async () => {
    const config = {
      "bulkhead:name": "acme",
      "pulumi:disable-default-providers": '["aws"]',
      "aws:region": "eu-central-1",
      "bulkhead-extra:name": "other",
    };
    assert.deepEqual(await read(config), { name: "acme" });
  });

  const cases: [text: string, value: unknown][] = [
    ['{"a":[1,"2",true]}', { a: [1, "2", true] }],
    ["[1]", [1]],
    ["true", true],
    ["false", false],
    ["acme", "acme"],
    ["2026", "2026"],
    ["1e3", "1e3"],
    ["null", "null"],
    ["", ""],
    ["{not json}", "{not json}"],
    ['{"a":\n1}', { a: 1 }],
  ];
  for (const [text, value] of cases) {
    it(`reads ${JSON.stringify(text)} as ${JSON.stringify(value)}`, async () => {
      assert.deepEqual(await read({ "bulkhead:name": text }), { name: value });
    });
  }
});
