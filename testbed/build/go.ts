import { execFileSync, spawn } from "node:child_process";
import { createWriteStream, readFileSync } from "node:fs";
import type { Part } from "./parts.js";
import { moduleFolder } from "./recipe.js";

/**
 * The sums in `go.sum` are always checked, and a module that is not listed there is refused. Nothing of C is
 * needed, and no other Go is downloaded.
 */
const GO_ENVIRONMENT = { CGO_ENABLED: "0", GOTOOLCHAIN: "local", GOWORK: "off" } as const;
const VERIFIED = "-mod=readonly";

function goEnvironment(): NodeJS.ProcessEnv {
  const { GONOSUMCHECK, GONOSUMDB, GOINSECURE, GOPRIVATE, ...rest } = process.env;
  const weakened = Object.entries({ GONOSUMCHECK, GONOSUMDB, GOINSECURE, GOPRIVATE });
  for (const [name, value] of weakened) {
    if (value) console.log(`${name} is set and is ignored: checksums are always verified`);
  }
  return { ...rest, ...GO_ENVIRONMENT };
}

/** What `go <args>` prints, run in the module of the part. */
function goOutput(part: Part, args: readonly string[]): string {
  const options = { cwd: moduleFolder(part), env: goEnvironment(), encoding: "utf8" } as const;
  return execFileSync("go", args, options).trim();
}

/** Go's version and platform, or why there is none. */
export function goToolchain(part: Part): string {
  try {
    return goOutput(part, ["env", "GOVERSION", "GOOS", "GOARCH"]).split("\n").join(" ");
  } catch (error) {
    throw new Error(`the testbed is built with Go, and "go env" failed: ${String(error)}`, {
      cause: error,
    });
  }
}

/** Where the sources of a dependency are, downloaded if they are not there. */
export function sourceFolder(part: Part, module: string): string {
  const listed = ["list", VERIFIED, "-m", "-f", "{{.Dir}}", module];
  const folder = goOutput(part, listed);
  if (folder !== "") return folder;
  goOutput(part, ["mod", "download", module]);
  return goOutput(part, listed);
}

const REPORT_EVERY_MS = 20_000;

function lastLines(file: string, count: number): string {
  return readFileSync(file, "utf8").trim().split("\n").slice(-count).join("\n");
}

/** Compiles the part to `binary`; the log has the packages as they are compiled. */
export async function goBuild(
  part: Part & { target: string },
  binary: string,
  log: string,
): Promise<void> {
  const linked = ["-s", "-w", ...part.variables.map((variable) => `-X ${variable}`)].join(" ");
  const args = ["build", VERIFIED, "-trimpath", "-v", "-ldflags", linked, "-o", binary];
  const options = { cwd: moduleFolder(part), env: goEnvironment() };
  const child = spawn("go", [...args, part.target], options);
  const started = Date.now();
  let compiled = 0;
  const progress = setInterval(() => {
    const seconds = Math.round((Date.now() - started) / 1000);
    console.log(`  ${part.name}: ${compiled} packages compiled in ${seconds} s`);
  }, REPORT_EVERY_MS);
  const written = createWriteStream(log);
  child.stderr.on("data", (chunk: Buffer) => {
    compiled += chunk.toString().split("\n").length - 1;
  });
  child.stderr.pipe(written);
  child.stdout.resume();
  const status = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  }).finally(() => {
    clearInterval(progress);
  });
  if (status !== 0) {
    throw new Error(
      `go build ended with status ${String(status)}; ${log} ends:\n${lastLines(log, 15)}`,
    );
  }
}
