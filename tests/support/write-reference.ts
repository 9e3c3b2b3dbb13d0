import { REFERENCE_FOLDER, writeReference } from "./reference.js";

writeReference(REFERENCE_FOLDER);
