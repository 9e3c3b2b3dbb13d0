import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT, readSchema } from "./schema.js";

async function main(): Promise<void> {
  writeFileSync(join(PROJECT_ROOT, "schema.json"), await readSchema());
}

void main();
