import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { PROJECT_ROOT } from "../support/schema.js";

/** What belongs to a checkout and to no clone of it. */
const NOT_CLONED = [".git", ".cache", ".bulkhead", "dist", "node_modules"];

interface Manifest {
  readonly devDependencies?: Readonly<Record<string, string>>;
}

interface Lock {
  readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
}

export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}

/** A copy of the checkout, so that a build disturbs no other test; installed packages are linked. */
export function copyCheckout(to: string): string {
  mkdirSync(to);
  for (const name of readdirSync(PROJECT_ROOT).filter((entry) => !NOT_CLONED.includes(entry))) {
    cpSync(join(PROJECT_ROOT, name), join(to, name), { recursive: true });
  }
  symlinkSync(join(PROJECT_ROOT, "node_modules"), join(to, "node_modules"));
  return to;
}

/** `npm pack`, which builds first. */
export function pack(checkout: string): string {
  const printed = execFileSync("npm", ["pack", "--json", "--silent"], {
    cwd: checkout,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [name = ""] = /[\w.-]+\.tgz/.exec(printed) ?? [];
  return join(checkout, name);
}

/** The packages that an installation without development dependencies has. */
function productionPackages(): string[] {
  const { packages } = readJson(join(PROJECT_ROOT, "package-lock.json")) as Lock;
  return Object.entries(packages).flatMap(([path, { dev }]) => {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(path) ?? [];
    return name === undefined || dev ? [] : [name];
  });
}

function linkPackage(name: string, folder: string): void {
  const link = join(folder, "node_modules", name);
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(join(PROJECT_ROOT, "node_modules", name), link);
}

/**
 * Gives a project its node_modules: the tarball unpacked, and links to what the package and the project declare.
 * Nothing else can be imported, so a dependency that was forgotten is found.
 */
export function installInto(folder: string, tarball: string): void {
  const { devDependencies = {} } = readJson(join(folder, "package.json")) as Manifest;
  const names = new Set([...productionPackages(), ...Object.keys(devDependencies)]);
  for (const name of names) linkPackage(name, folder);
  const target = join(folder, "node_modules/bulkhead");
  mkdirSync(target);
  execFileSync("tar", ["-xzf", tarball, "-C", target, "--strip-components=1"]);
}

/** Runs a script of Node's in `folder` and returns what it prints. */
export function runNode(folder: string, ...args: string[]): string {
  return execFileSync(process.execPath, args, {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });
}
