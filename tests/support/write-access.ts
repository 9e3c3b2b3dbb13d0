import { writeFileSync } from "node:fs";
import { ACCESS_PAGE, readAccessPage } from "./access-table.js";

writeFileSync(ACCESS_PAGE, readAccessPage().expected);
