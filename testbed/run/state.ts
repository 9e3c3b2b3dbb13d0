import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { cacheFolder } from "../build/recipe.js";
import { GIVEN_CLUSTER } from "../given-cluster.js";
import { start, stop, type Command, type OwnProcess } from "./own-process.js";

/** What a testbed is, for whoever did not start it. */
export interface State {
  readonly folder: string;
  readonly kubeconfig: string;
  readonly processes: readonly OwnProcess[];
}

/** The one place that says what runs, whichever checkout started it. A given cluster leaves the testbed's own alone. */
function stateFile(): string {
  const given = process.env[GIVEN_CLUSTER] !== undefined;
  return path.join(cacheFolder(), given ? "given.json" : "running.json");
}

function readState(): State | undefined {
  try {
    return JSON.parse(readFileSync(stateFile(), "utf8")) as State;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new Error(`${stateFile()} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

function writeState(state: State): void {
  const file = stateFile();
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(`${file}.new`, JSON.stringify(state, null, 2));
  renameSync(`${file}.new`, file);
}

/** The folder of a run and its processes. Each process is written down as soon as it runs. */
export class Run {
  private constructor(private state: State) {}

  static begin(): Run {
    const folder = mkdtempSync(path.join(tmpdir(), "bulkhead-testbed-"));
    const run = new Run({ folder, kubeconfig: path.join(folder, "kubeconfig"), processes: [] });
    writeState(run.state);
    return run;
  }

  /** The run that is going on. */
  static found(): Run | undefined {
    const state = readState();
    return state === undefined ? undefined : new Run(state);
  }

  get kubeconfig(): string {
    return this.state.kubeconfig;
  }

  path(...parts: readonly string[]): string {
    return path.join(this.state.folder, ...parts);
  }

  start(command: Omit<Command, "log">): OwnProcess {
    const own = start({ ...command, log: this.path(`${command.name}.log`) });
    this.remember([...this.state.processes, own]);
    return own;
  }

  named(name: string): OwnProcess {
    const found = this.state.processes.find((each) => each.name === name);
    if (found === undefined) throw new Error(`the testbed runs no ${name}`);
    return found;
  }

  async stop(names: readonly string[]): Promise<void> {
    await stop(names.map((name) => this.named(name)));
    this.remember(this.state.processes.filter(({ name }) => !names.includes(name)));
  }

  /** Ends every process and forgets the run. */
  async end(): Promise<void> {
    await stop(this.state.processes);
    rmSync(this.state.folder, { recursive: true, force: true });
    rmSync(stateFile(), { force: true });
  }

  private remember(processes: readonly OwnProcess[]): void {
    this.state = { ...this.state, processes };
    writeState(this.state);
  }
}
