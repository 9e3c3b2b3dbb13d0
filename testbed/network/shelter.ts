import { spawnSync } from "node:child_process";
import { pathWithSystemFolders } from "../build/system-packages.js";
import type { OwnProcess } from "../run/own-process.js";
import type { Run } from "../run/state.js";
import { waitFor } from "../run/wait.js";

/** The process that keeps all network namespaces alive; they end with it. */
const KEEPER = "keeper";

/** Root needs no user namespace; everybody else is root inside one. */
function separation(): { readonly unshare: string[]; readonly enter: string[] } {
  const isRoot = process.getuid?.() === 0;
  return {
    unshare: [...(isRoot ? [] : ["--user", "--map-root-user"]), "--net", "--mount"],
    enter: [...(isRoot ? [] : ["--user", "--preserve-credentials"]), "--net", "--mount"],
  };
}

function environment(): Record<string, string> {
  return { ...process.env, PATH: pathWithSystemFolders() };
}

/** Why network namespaces cannot be had here; nothing where they can. */
export function whyNoNamespaces(): string | undefined {
  if (process.platform !== "linux") return "network namespaces exist on Linux only";
  const { unshare } = separation();
  const inside = "mount -t tmpfs tmpfs /run && mkdir /run/netns && ip netns add try";
  const tried = spawnSync("unshare", [...unshare, "sh", "-c", inside], { env: environment() });
  if (tried.status === 0) return undefined;
  const why = String(tried.error ?? tried.stderr).trim();
  return `neither root nor a user namespace can make network namespaces here: ${why}`;
}

/**
 * A network and a mount namespace in which everything of the data plane lives. Nothing of it is visible outside,
 * and nothing outside is touched.
 */
export class Shelter {
  private constructor(readonly keeper: OwnProcess) {}

  static async open(run: Run): Promise<Shelter> {
    const ready = "/run/netns/.ready";
    const inside = [
      "mount -t tmpfs tmpfs /run",
      "mkdir /run/netns",
      "ip link set lo up",
      `touch ${ready}`,
      "exec sleep infinity",
    ].join(" && ");
    const unshare = [...separation().unshare, "--propagation", "private"];
    const argv = ["unshare", ...unshare, "sh", "-c", inside];
    const keeper = run.start({ name: KEEPER, argv, env: environment() });
    const shelter = new Shelter(keeper);
    await waitFor(keeper, 20, () => shelter.run([`test -e ${ready}`]));
    return shelter;
  }

  static of(run: Run): Shelter {
    return new Shelter(run.named(KEEPER));
  }

  /** The command as it runs inside, in one of the networks if that is named. */
  enter(command: readonly string[], network?: string): string[] {
    const target = ["nsenter", "--target", String(this.keeper.pid), ...separation().enter];
    const within = network === undefined ? [] : ["ip", "netns", "exec", network];
    return [...target, ...within, ...command];
  }

  /** Whether all shell commands succeed, and what they print to standard output. */
  private execute(commands: readonly string[], network?: string): { ok: boolean; output: string } {
    const [file = "", ...args] = this.enter(["sh", "-e"], network);
    const input = commands.join("\n");
    const done = spawnSync(file, args, { env: environment(), input, encoding: "utf8" });
    const ok = done.status === 0;
    return { ok, output: ok ? done.stdout : String(done.error ?? done.stderr) };
  }

  run(commands: readonly string[]): boolean {
    return this.execute(commands).ok;
  }

  /** What shell commands print; one that fails is an error. */
  demand(commands: readonly string[], network?: string): string {
    const { ok, output } = this.execute(commands, network);
    if (!ok) throw new Error(`inside the testbed's networks: ${output.trim()}`);
    return output;
  }

  environment(): Record<string, string> {
    return environment();
  }
}
