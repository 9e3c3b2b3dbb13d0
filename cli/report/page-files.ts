import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "./bundle-page.js";

/** Where `npm run build` puts the page, below the folder of this module. */
export const BUILT_PAGE = { script: "page/page.js", style: "page/style.css" } as const;

/** The page that was built with the package; in a checkout it is bundled from its sources. */
export async function pageFiles(): Promise<Page> {
  const script = join(__dirname, BUILT_PAGE.script);
  if (existsSync(script)) {
    const style = join(__dirname, BUILT_PAGE.style);
    return { script: readFileSync(script, "utf8"), style: readFileSync(style, "utf8") };
  }
  const { bundlePage } = await import("./bundle-page.js");
  return bundlePage();
}
