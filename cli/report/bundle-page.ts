import { build, type OutputFile, type Plugin } from "esbuild";
import { join } from "node:path";

/** The page shares modules with the command line; what of them needs Node is not used there and falls away. */
const withoutNode: Plugin = {
  name: "without-node",
  setup: (bundler) => {
    bundler.onResolve({ filter: /^node:/ }, ({ path }) => ({
      path,
      external: true,
      sideEffects: false,
    }));
  },
};

function fileText(files: readonly OutputFile[], extension: string): string {
  const file = files.find(({ path }) => path.endsWith(extension));
  if (file === undefined) throw new Error(`the page has no ${extension}`);
  return file.text.trim();
}

/** Bundles the script and the style of the page from their sources. */
export async function bundlePage(): Promise<Page> {
  const folder = join(__dirname, "page");
  const { outputFiles } = await build({
    entryPoints: { page: join(folder, "main.ts"), style: join(folder, "style/report.css") },
    outdir: folder,
    bundle: true,
    write: false,
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "silent",
    plugins: [withoutNode],
  });
  return { script: fileText(outputFiles, ".js"), style: fileText(outputFiles, ".css") };
}

/** The script and the style of the report. */
export interface Page {
  readonly script: string;
  readonly style: string;
}
