import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { bundlePage } from "./bundle-page.js";
import { BUILT_PAGE } from "./page-files.js";

/** Part of `npm run build`: the page goes beside the compiled command line. */
async function buildPage(): Promise<void> {
  const folder = join(__dirname, "../../dist/cli/report");
  const { script, style } = await bundlePage();
  const files = { [BUILT_PAGE.script]: script, [BUILT_PAGE.style]: style };
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
}

void buildPage();
