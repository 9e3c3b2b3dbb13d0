import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse, stringify } from "yaml";
import { eventsOf, type Step } from "./engine-events.js";
import { pulumiCommand, type PulumiCommand } from "./pulumi-command.js";

/** How a command of Pulumi ended, and all that it said. */
export interface Outcome {
  readonly status: number | null;
  readonly text: string;
  /** Resources by what was done to them: `create`, `same`, `update`, `delete`. */
  readonly changes: Readonly<Record<string, number>>;
  /** What was done, in the order in which it was done. */
  readonly steps: readonly Step[];
}

/** A resource as the state has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly parent?: string;
  readonly dependencies?: readonly string[];
  readonly protect?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
}

export interface Deployment {
  readonly resources?: readonly StateResource[];
  readonly pending_operations?: readonly {
    readonly type: string;
    readonly resource: StateResource;
  }[];
}

export interface WorkspaceOptions {
  /** A folder for the project, its state and Pulumi's home. */
  readonly folder: string;
  /** The root of the package, whose program runs. */
  readonly source: string;
  readonly stack: string;
  readonly environment: Readonly<Record<string, string>>;
  /** The file of the program, from `source`. Default: `program.ts`. */
  readonly program?: string;
  /** The folder of another workspace, whose state is used. Default: its own. */
  readonly backend?: string;
  /** Folders of further plugins, by their names. */
  readonly plugins?: Readonly<Record<string, string>>;
  /** Seconds after which a command is ended. Default: 150. */
  readonly deadline?: number;
}

/** What takes longer waits for something that never comes. */
const DEADLINE = 150;

/** A command that has not ended yet. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Outcome>;
  /** The file to which the engine writes what it does. */
  readonly events: string;
}

/** The values of a settings file, by their keys. */
export type Settings = Readonly<Record<string, unknown>>;

interface Project extends Settings {
  readonly runtime: {
    readonly options: { readonly typescript: boolean; readonly nodeargs: string };
  };
}

const PACKAGE_ROOT = path.join(__dirname, "..", "..");

function projectIn(folder: string): Project {
  return parse(readFileSync(path.join(folder, "Pulumi.yaml"), "utf8")) as Project;
}

/** Every program is run as the package's own is, from sources. */
function projectOf(source: string): Project {
  const { runtime } = projectIn(PACKAGE_ROOT);
  return { ...projectIn(source), runtime };
}

/**
 * The language host that is built here is older than the engine and gets its options by flags; a newer one takes them from
 * the project file.
 */
function hostScript(host: string, { runtime }: Project): string {
  const { typescript, nodeargs } = runtime.options;
  const flags = `-typescript=${String(typescript)} -nodeargs='${nodeargs}'`;
  return `#!/bin/sh\nexec '${host}' ${flags} "$@"\n`;
}

/** A Pulumi project with a stack, a backend in a folder, and a home of its own. */
export class Workspace {
  private readonly command: PulumiCommand = pulumiCommand();
  private readonly variables: Record<string, string> = {};
  private runs = 0;

  constructor(private readonly options: WorkspaceOptions) {
    const { folder, source } = options;
    rmSync(folder, { recursive: true, force: true });
    for (const each of ["stacks", "state", "home", "bin"]) {
      mkdirSync(path.join(folder, each), { recursive: true });
    }
    this.writeProject(projectOf(source));
    writeFileSync(path.join(folder, "package.json"), JSON.stringify({ private: true }));
    const program = JSON.stringify(path.join(source, options.program ?? "program.ts"));
    writeFileSync(path.join(folder, "index.js"), `module.exports = require(${program});\n`);
    symlinkSync(path.join(source, "node_modules"), path.join(folder, "node_modules"));
  }

  get folder(): string {
    return this.options.folder;
  }

  get stack(): string {
    return this.options.stack;
  }

  get what(): string {
    return this.command.what;
  }

  /** The settings of the stack; what Pulumi keeps beside them stays. */
  configure(config: Settings): void {
    const file = path.join(this.folder, "stacks", `Pulumi.${this.options.stack}.yaml`);
    const before = existsSync(file) ? (parse(readFileSync(file, "utf8")) as Settings) : {};
    writeFileSync(file, stringify({ ...before, config }));
  }

  /** A variable of the environment, for all that runs from now on. */
  setVariable(name: string, value: string): void {
    this.variables[name] = value;
  }

  /** Runs `pulumi <args>` to its end. */
  async run(...args: readonly string[]): Promise<Outcome> {
    const { child, ended } = this.start(...args);
    child.stdin?.end();
    return ended;
  }

  /** The same, for whoever wants to end it earlier. */
  start(...args: readonly string[]): Running {
    this.runs += 1;
    const events = path.join(this.folder, `events-${this.runs}.json`);
    const logged = ["up", "preview", "refresh", "destroy"].includes(args[0] ?? "");
    const extra = logged ? ["--event-log", events, "--non-interactive"] : [];
    const child = spawn(this.command.binary, [...args, ...extra, "--color", "never"], {
      cwd: this.folder,
      env: this.environment(),
      timeout: (this.options.deadline ?? DEADLINE) * 1000,
      // An engine that waits for itself heeds no other.
      killSignal: "SIGKILL",
    });
    let text = "";
    const take = (chunk: Buffer): void => {
      text += chunk.toString();
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    const ended = new Promise<Outcome>((resolve, reject) => {
      child.once("error", reject).once("close", (status) => {
        resolve({ status, text, ...eventsOf(events) });
      });
    });
    return { child, ended, events };
  }

  /** Runs it and demands that it succeeds. */
  async demand(...args: readonly string[]): Promise<Outcome> {
    const outcome = await this.run(...args);
    if (outcome.status !== 0) {
      const words = args.join(" ");
      throw new Error(`pulumi ${words} ended with ${String(outcome.status)}:\n${outcome.text}`);
    }
    return outcome;
  }

  async deployment(): Promise<Deployment> {
    const { text } = await this.demand("stack", "export");
    return (JSON.parse(text) as { deployment: Deployment }).deployment;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private writeProject(project: Project): void {
    const { folder, plugins } = this.options;
    const { provider, languageHost } = this.command;
    const providers = Object.entries({ kubernetes: provider, ...plugins }).map(([name, at]) => ({
      name,
      path: at,
    }));
    const own = { main: "index.js", stackConfigDir: "stacks", plugins: { providers } };
    writeFileSync(path.join(folder, "Pulumi.yaml"), stringify({ ...project, ...own }));
    if (languageHost === undefined) return;
    const script = path.join(folder, "bin", "pulumi-language-nodejs");
    writeFileSync(script, hostScript(languageHost, project), { mode: 0o755 });
  }

  private environment(): NodeJS.ProcessEnv {
    const { folder, options } = this;
    const own = path.join(folder, "bin");
    const inherited = [process.env.PATH ?? "", path.dirname(process.execPath)];
    return {
      HOME: process.env.HOME,
      PATH: [own, ...inherited].join(path.delimiter),
      PULUMI_HOME: path.join(folder, "home"),
      PULUMI_BACKEND_URL: `file://${path.join(options.backend ?? folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "of the testbed",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      // The log of events needs it.
      PULUMI_DEBUG_COMMANDS: "true",
      ...options.environment,
      ...this.variables,
    };
  }
}
