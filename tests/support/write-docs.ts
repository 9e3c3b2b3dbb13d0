import { writeFileSync } from "node:fs";
import { ACCESS_PAGE, readAccessPage } from "./access-table.js";
import { CHECKS_PAGE, readChecksPage } from "./checks-page.js";
import { REFERENCE_FOLDER, writeReference } from "./reference.js";
import { readSchema, SCHEMA_FILE } from "./schema.js";
import { readSettingsPage, SETTINGS_PAGE } from "./settings-table.js";

/** Writes everything in the repository that is generated from the sources. */
async function main(): Promise<void> {
  writeFileSync(SCHEMA_FILE, await readSchema());
  writeFileSync(ACCESS_PAGE, readAccessPage().expected);
  writeFileSync(CHECKS_PAGE, readChecksPage().expected);
  writeFileSync(SETTINGS_PAGE, readSettingsPage().expected);
  writeReference(REFERENCE_FOLDER);
}

void main();
