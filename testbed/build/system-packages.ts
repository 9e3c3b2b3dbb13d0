import { execFileSync, spawnSync, type ExecFileSyncOptions } from "node:child_process";

/** Debian's package of each command that the testbed calls. */
const PACKAGE_OF: Readonly<Record<string, string>> = {
  "iptables-save": "iptables",
  ipset: "ipset",
  ip: "iproute2",
  conntrack: "conntrack",
  socat: "socat",
  openssl: "openssl",
  unshare: "util-linux",
  nsenter: "util-linux",
};

/** The administrator's folders, which are not on every user's path. */
export function pathWithSystemFolders(): string {
  return [process.env.PATH ?? "", "/usr/sbin", "/sbin"].join(":");
}

function missingPackages(): string[] {
  const env = { ...process.env, PATH: pathWithSystemFolders() };
  const absent = Object.keys(PACKAGE_OF).filter(
    (command) => spawnSync("sh", ["-c", `command -v ${command}`], { env }).status !== 0,
  );
  return [...new Set(absent.map((command) => PACKAGE_OF[command] ?? command))];
}

function install(packages: readonly string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const options: ExecFileSyncOptions = { env, stdio: ["ignore", "ignore", "inherit"] };
  execFileSync("apt-get", ["update", "-qq"], options);
  const flags = ["install", "-y", "-qq", "--no-install-recommends"];
  execFileSync("apt-get", [...flags, ...packages], options);
}

/** As root, installs missing packages; otherwise prints what to install. */
export function ensureSystemPackages(): void {
  const missing = missingPackages();
  if (missing.length === 0) return;
  const command = `apt-get install ${missing.join(" ")}`;
  if (process.getuid?.() !== 0) throw new Error(`commands are missing; as root: ${command}`);
  console.log(`system packages: ${command}`);
  try {
    install(missing);
  } catch (error) {
    throw new Error(`system packages were not installed by "${command}": ${String(error)}`, {
      cause: error,
    });
  }
  const still = missingPackages();
  if (still.length > 0) throw new Error(`still missing after "${command}": ${still.join(", ")}`);
}
