import { writeFileSync } from "node:fs";
import { FINDINGS_PAGE, readFindingsPage } from "./findings-page.js";

writeFileSync(FINDINGS_PAGE, readFindingsPage().expected);
