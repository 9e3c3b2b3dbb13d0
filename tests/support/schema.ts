import { join } from "node:path";
import {
  ComponentProvider,
  getPulumiComponents,
} from "@pulumi/pulumi/provider/experimental/provider.js";
import * as bulkhead from "../../index.js";

export const PROJECT_ROOT = join(__dirname, "../..");

export const SCHEMA_FILE = join(PROJECT_ROOT, "schema.json");

/** What the plugin host tells programs in other languages, from the same exports. */
export async function readSchema(): Promise<string> {
  const components = getPulumiComponents(bulkhead);
  const provider = new ComponentProvider({ name: "bulkhead", dirname: PROJECT_ROOT, components });
  const schema: unknown = JSON.parse(await provider.getSchema());
  return `${JSON.stringify(schema, undefined, 2)}\n`;
}
