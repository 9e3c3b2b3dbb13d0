import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { chromium, type BrowserContext, type Page } from "playwright-core";

const NAMES = ["chromium", "chromium-browser", "google-chrome"];

const FLAGS = [
  "--headless",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser that `BULKHEAD_CHROMIUM` names, or the first one on the path. */
function chromiumPath(): string | undefined {
  const named = process.env.BULKHEAD_CHROMIUM;
  if (named !== undefined && named !== "") return named;
  const folders = ["/usr/bin", ...(process.env.PATH ?? "").split(delimiter)];
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find(existsSync);
}

/** Says loudly what was not tried, and makes mocha count it as pending. */
export function requireChromium(this: Mocha.Context): void {
  if (chromiumPath() !== undefined) return;
  process.stderr.write(
    "\nNOT CHECKED: the report was not opened, because there is no Chromium. Install it, or name it in BULKHEAD_CHROMIUM.\n\n",
  );
  this.skip();
}

/** What a page said and asked for while it was open. */
export interface Watched {
  readonly page: Page;
  readonly errors: readonly string[];
  readonly requests: readonly string[];
}

function watch(page: Page): Watched {
  const errors: string[] = [];
  const requests: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("request", (request) => requests.push(request.url()));
  return { page, errors, requests };
}

/** A real browser with an empty profile, for one suite. */
export class Browser {
  private context: BrowserContext | undefined;
  private readonly profile = mkdtempSync(join(tmpdir(), "bulkhead-chromium-"));

  async start(): Promise<void> {
    const isRoot = process.getuid?.() === 0;
    this.context = await chromium.launchPersistentContext(this.profile, {
      executablePath: chromiumPath(),
      args: isRoot ? [...FLAGS, "--no-sandbox"] : FLAGS,
      viewport: { width: 1440, height: 900 },
      offline: true,
    });
  }

  /** Opens a file and waits until everything is shown. */
  async open(file: string): Promise<Watched> {
    if (this.context === undefined) throw new Error("the browser was not started");
    const watched = watch(await this.context.newPage());
    await watched.page.goto(pathToFileURL(file).href);
    await watched.page.waitForSelector("html[data-ready]");
    return watched;
  }

  async stop(): Promise<void> {
    await this.context?.close();
    rmSync(this.profile, { recursive: true, force: true });
  }
}
