import { buildParts } from "./build/build.js";
import { CLUSTER_PARTS, ENGINE_PARTS } from "./build/parts.js";
import { ensureSystemPackages } from "./build/system-packages.js";
import { down, up } from "./testbed.js";

const COMMANDS: Readonly<Record<string, () => Promise<void>>> = {
  build: async () => {
    ensureSystemPackages();
    await buildParts([...CLUSTER_PARTS, ...ENGINE_PARTS]);
  },
  up: async () => {
    const run = await up();
    console.log(`\nexport KUBECONFIG=${run.kubeconfig}`);
  },
  down,
};

async function main([name = ""]: readonly string[]): Promise<void> {
  const command = COMMANDS[name];
  if (command === undefined) {
    throw new Error(`usage: tsx testbed/main.ts ${Object.keys(COMMANDS).join("|")}`);
  }
  await command();
}

main(process.argv.slice(2)).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
