import { buildPart, findPart, type BuiltPart } from "./build-part.js";
import { PARTS, type PartKey } from "./parts.js";

export type BuiltParts<Key extends PartKey> = Readonly<Record<Key, BuiltPart>>;

/** Parts one after the other: each uses every core by itself. */
export async function buildParts(keys: readonly PartKey[]): Promise<void> {
  for (const key of keys) {
    const { seconds } = await buildPart(PARTS[key]);
    const how = seconds === undefined ? "in the cache" : `built in ${seconds.toFixed(0)} s`;
    console.log(`${PARTS[key].name}: ${how}, ${PARTS[key].what}`);
  }
}

/** Parts as `testbed:build` left them. */
export function findParts<Key extends PartKey>(keys: readonly Key[]): BuiltParts<Key> {
  const found = keys.map((key) => [key, findPart(PARTS[key])] as const);
  const missing = found.filter(([, part]) => part === undefined).map(([key]) => PARTS[key].name);
  if (missing.length > 0) {
    throw new Error(`not built: ${missing.join(", ")}; run "npm run testbed:build" first`);
  }
  return Object.fromEntries(found) as BuiltParts<Key>;
}
