import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

const CACHE = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "bulkhead");
const PYTHON_LOCK = join(__dirname, "requirements.txt");
const GO_MODULE = join(__dirname, "netpol-analyzer");

function hashOf(...files: readonly string[]): string {
  const hash = createHash("sha256");
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest("hex").slice(0, 16);
}

function run(command: string, args: readonly string[], cwd?: string): void {
  execFileSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] });
}

/** Installs once for each state of the lock, outside the checkout; pip and go verify what they download. */
function installed(
  name: string,
  locks: readonly string[],
  install: (folder: string) => void,
): string {
  const folder = join(CACHE, `${name}-${hashOf(...locks)}`);
  const done = join(folder, "done");
  if (!existsSync(done)) {
    console.log(`Installing ${name} …`);
    mkdirSync(folder, { recursive: true });
    install(folder);
    cpSync(locks[0] ?? "", done);
  }
  return folder;
}

/** np-guard's network-config-analyzer, in Python. */
export function networkConfigAnalyzer(): string {
  const folder = installed("network-config-analyzer", [PYTHON_LOCK], (target) => {
    run("python3", ["-m", "venv", target]);
    run(join(target, "bin/pip"), ["install", "--quiet", "--require-hashes", "-r", PYTHON_LOCK]);
  });
  return join(folder, "bin/nca");
}

/** np-guard's netpol-analyzer, in Go. */
export function netpolAnalyzer(): string {
  const locks = ["go.sum", "go.mod"].map((file) => join(GO_MODULE, file));
  const folder = installed("netpol-analyzer", locks, (target) => {
    const tool = "github.com/np-guard/netpol-analyzer/cmd/netpolicy";
    run("go", ["build", "-o", join(target, "netpol-analyzer"), tool], GO_MODULE);
  });
  return join(folder, "netpol-analyzer");
}
