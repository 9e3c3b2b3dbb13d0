import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { findParts } from "../../../testbed/build/build.js";
import { ENGINE_PARTS } from "../../../testbed/build/parts.js";
import {
  Workspace,
  type Outcome,
  type WorkspaceOptions,
  type Settings,
} from "../../../testbed/engine/workspace.js";
import { WITHOUT_CHECKPOINTS } from "../../../testbed/engine/without-checkpoints.js";
import { readAccess } from "../../../testbed/kubernetes/kubeconfig.js";
import { NODES } from "../../../testbed/network/topology.js";
import type { Run } from "../../../testbed/run/state.js";
import { ACCOUNT_VARIABLE, AccountFolder } from "../../../testbed/simulation/account-folder.js";
import { ClusterAgents } from "../../../testbed/simulation/agents/agents.js";
import { installSimulation } from "../../../testbed/simulation/install.js";
import { PROJECT_ROOT } from "../../support/schema.js";
import { planOf, type EnginePlan } from "./engine-plan.js";
import { writeCharts } from "./chart-folder.js";
import type { Testbed } from "./testbed.js";

const EXEC_API = "client.authentication.k8s.io/v1beta1";

/** What EKS says about its cluster: whoever uses it fetches the credentials somewhere else. */
function kubeconfigOf(run: Run): Settings {
  const { server, ca, cert, key } = readAccess(run.kubeconfig);
  const credential = {
    apiVersion: EXEC_API,
    kind: "ExecCredential",
    status: { clientCertificateData: cert, clientKeyData: key },
  };
  const file = run.path("credential.json");
  writeFileSync(file, JSON.stringify(credential));
  const exec = { apiVersion: EXEC_API, command: "cat", args: [file], interactiveMode: "Never" };
  return {
    apiVersion: "v1",
    kind: "Config",
    "current-context": "aws",
    clusters: [
      {
        name: "kubernetes",
        cluster: { server, "certificate-authority-data": Buffer.from(ca).toString("base64") },
      },
    ],
    contexts: [{ name: "aws", context: { cluster: "kubernetes", user: "aws" } }],
    users: [{ name: "aws", user: { exec } }],
  };
}

/** The settings file of an environment, with the charts of a folder. */
function settingsOf(stack: string, charts: string): Settings {
  const file = path.join(PROJECT_ROOT, "stacks", `Pulumi.${stack}.yaml`);
  const { config } = parse(readFileSync(file, "utf8")) as { config: Settings };
  const source = { charts: { repository: charts } };
  const cluster = config["bulkhead:cluster"] as Settings;
  return {
    ...config,
    "bulkhead:cluster": { ...cluster, ...source },
    "bulkhead:calico": source,
    "bulkhead:loadBalancerController": source,
  };
}

/** Security groups of databases are made by somebody else. */
function outsideOf(settings: Settings): string[] {
  return [...new Set(JSON.stringify(settings).match(/sg-0[0-9a-f]{16}/g) ?? [])];
}

/** How long a command may take, in seconds. */
const DEADLINE = 400;

export interface EnvironmentOptions {
  /** What its folders are called. Default: as the stack. */
  readonly folder?: string;
  /** Whether the engine writes its state after each step, as it does for everybody. Default: only at its end. */
  readonly checkpoints?: boolean;
}

/** An environment on a simulated account, whose cluster is the testbed's. */
export class SimulatedEnvironment {
  readonly account: AccountFolder;
  readonly workspace: Workspace;
  readonly agents: ClusterAgents;
  readonly settings: Settings;
  private readonly shared: Pick<WorkspaceOptions, "environment" | "plugins" | "deadline">;

  constructor(
    private readonly testbed: Testbed,
    private readonly stack: string,
    { folder = stack, checkpoints = false }: EnvironmentOptions = {},
  ) {
    const { run, api } = testbed;
    const account = run.path(`${folder}-account`);
    this.account = new AccountFolder(account);
    this.account.setKubeconfig(kubeconfigOf(run));
    this.agents = new ClusterAgents(api, this.account, NODES[0]?.name ?? "");
    const charts = run.path(`${folder}-charts`);
    writeCharts(charts, findParts(ENGINE_PARTS).charts);
    this.settings = settingsOf(stack, charts);
    this.shared = {
      environment: { ...(checkpoints ? {} : WITHOUT_CHECKPOINTS), [ACCOUNT_VARIABLE]: account },
      plugins: installSimulation(run.path(`${folder}-plugins`)),
      deadline: DEADLINE,
    };
    this.workspace = this.open(stack, { source: PROJECT_ROOT }, folder);
    this.configure(this.settings);
  }

  configure(settings: Settings): void {
    this.account.allow(outsideOf(settings));
    this.workspace.configure(settings);
  }

  /** A workspace of another program, on the same account and, if it is given, the same backend. */
  open(
    stack: string,
    own: Pick<WorkspaceOptions, "source" | "backend" | "program">,
    folder = stack,
  ): Workspace {
    return new Workspace({ ...this.shared, ...own, stack, folder: this.testbed.run.path(folder) });
  }

  up(): Promise<Outcome> {
    return this.workspace.demand("up", "--yes", "--skip-preview");
  }

  destroy(): Promise<Outcome> {
    return this.workspace.demand("destroy", "--yes", "--skip-preview");
  }

  plan(): Promise<EnginePlan> {
    return planOf(this.workspace.folder, this.stack);
  }

  /** Whatever became of the suite: others use the same cluster. */
  async close(): Promise<void> {
    const open = { ...this.settings, "bulkhead:protect": false };
    this.account.setFaults([]);
    await this.workspace.run("state", "unprotect", "--all", "--yes");
    this.configure(open);
    await this.workspace.run("destroy", "--yes", "--skip-preview");
    await this.agents.stop();
    this.workspace.remove();
  }
}
