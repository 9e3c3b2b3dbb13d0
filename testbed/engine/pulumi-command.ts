import { spawnSync } from "node:child_process";
import { findParts } from "../build/build.js";
import { ENGINE_PARTS, PARTS } from "../build/parts.js";

/** The command line that runs programs. */
export interface PulumiCommand {
  readonly binary: string;
  /** What runs, for the log. */
  readonly what: string;
  /** The host of Node programs, where the command line has none of its own. */
  readonly languageHost?: string;
  /** The folder of the Kubernetes provider. */
  readonly provider: string;
}

/** The oldest that the project file accepts. */
const OLDEST = [3, 226] as const;

function isNewEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, "").split(".").map(Number);
  return major === OLDEST[0] && minor >= OLDEST[1];
}

/** The version of a `pulumi` that somebody installed, if it is one that the project supports. */
function installedVersion(): string | undefined {
  const { status, stdout } = spawnSync("pulumi", ["version"], { encoding: "utf8" });
  return status === 0 && isNewEnough(stdout.trim()) ? stdout.trim() : undefined;
}

/** An installed official command line, or else the one that `testbed:build` made. */
export function pulumiCommand(): PulumiCommand {
  const { pulumi, languageHost, kubernetesProvider } = findParts(ENGINE_PARTS);
  const provider = kubernetesProvider.folder;
  const installed = installedVersion();
  if (installed !== undefined) {
    return { binary: "pulumi", what: `pulumi ${installed}, as installed`, provider };
  }
  const what = `${PARTS.pulumi.what}, ${PARTS.languageHost.what}, ${PARTS.kubernetesProvider.what}`;
  return { binary: pulumi.binary, what, languageHost: languageHost.binary, provider };
}
