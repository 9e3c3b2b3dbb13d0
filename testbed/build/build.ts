import { buildPart, findPart, type BuiltPart } from "./build-part.js";
import { PARTS, type PartKey } from "./parts.js";
import { ensureSystemPackages } from "./system-packages.js";

export type BuiltParts = Readonly<Record<PartKey, BuiltPart>>;

const KEYS = Object.keys(PARTS) as PartKey[];

/** All parts, one after the other: each uses every core by itself. */
export async function buildAll(): Promise<BuiltParts> {
  ensureSystemPackages();
  const built: Partial<Record<PartKey, BuiltPart>> = {};
  for (const key of KEYS) {
    const part = await buildPart(PARTS[key]);
    const how =
      part.seconds === undefined ? "in the cache" : `built in ${part.seconds.toFixed(0)} s`;
    console.log(`${PARTS[key].name}: ${how}, ${PARTS[key].what}`);
    built[key] = part;
  }
  return built as BuiltParts;
}

/** All parts as `testbed:build` left them. */
export function findAll(): BuiltParts {
  const found = KEYS.map((key) => [key, findPart(PARTS[key])] as const);
  const missing = found.filter(([, part]) => part === undefined).map(([key]) => PARTS[key].name);
  if (missing.length > 0) {
    throw new Error(`not built: ${missing.join(", ")}; run "npm run testbed:build" first`);
  }
  return Object.fromEntries(found) as BuiltParts;
}
