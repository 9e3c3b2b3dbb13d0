import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const PLUGINS = ["aws", "eks"] as const;

const TSX = path.join(__dirname, "..", "..", "node_modules", "tsx", "dist", "loader.mjs");

/** Puts the simulated plugins below a folder, each in one of its own, as Pulumi looks for plugins. */
export function installSimulation(folder: string): Record<string, string> {
  const installed = PLUGINS.map((name) => {
    const own = path.join(folder, name);
    mkdirSync(own, { recursive: true });
    const program = path.join(__dirname, `${name}-plugin.ts`);
    const script = `#!/bin/sh\nexec '${process.execPath}' --import '${TSX}' '${program}' "$@"\n`;
    writeFileSync(path.join(own, `pulumi-resource-${name}`), script, { mode: 0o755 });
    return [name, own] as const;
  });
  return Object.fromEntries(installed);
}
