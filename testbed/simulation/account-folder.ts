import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { Account } from "./account.js";
import type { AwsRecord } from "./record.js";

export type Operation = "create" | "update" | "delete";

/** One call that the account was asked, in the order of their ends. */
export interface LogEntry {
  readonly operation: Operation;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  /** Milliseconds since 1970, when it was asked and when it was done. */
  readonly began: number;
  readonly ended: number;
  readonly refused?: string;
}

/** Calls that are to take time, or to fail; the first that fits counts. */
export interface Fault {
  readonly operation?: Operation;
  readonly type?: string;
  readonly name?: string;
  /** Before anything happens. */
  readonly delayMs?: number;
  /** Between what happens and the answer. */
  readonly answerMs?: number;
  readonly error?: string;
}

const FILES = {
  records: "records.json",
  loadBalancers: "load-balancers.json",
  outside: "outside.json",
  faults: "faults.json",
  log: "log.jsonl",
  kubeconfig: "kubeconfig.json",
} as const;

/**
 * The account in a folder, so that it outlives the plugin, which every command of Pulumi starts anew. One plugin works
 * on it at a time; load balancers have a file of their own, because another process writes it.
 */
export class AccountFolder {
  constructor(private readonly folder: string) {
    mkdirSync(folder, { recursive: true });
  }

  open(): Account {
    return new Account(this.records(), this.loadBalancers(), this.list(FILES.outside) as string[]);
  }

  keep(account: Account): void {
    this.write(FILES.records, account.content);
  }

  records(): readonly AwsRecord[] {
    return this.list(FILES.records) as AwsRecord[];
  }

  loadBalancers(): readonly AwsRecord[] {
    return this.list(FILES.loadBalancers) as AwsRecord[];
  }

  keepLoadBalancers(balancers: readonly AwsRecord[]): void {
    this.write(FILES.loadBalancers, balancers);
  }

  /** Ids of resources of somebody else, such as the security groups of databases. */
  allow(outside: readonly string[]): void {
    this.write(FILES.outside, outside);
  }

  faultFor(call: Required<Pick<Fault, "operation" | "type" | "name">>): Fault | undefined {
    return (this.list(FILES.faults) as Fault[]).find(
      ({ operation, type, name }) =>
        (operation ?? call.operation) === call.operation &&
        (type ?? call.type) === call.type &&
        (name ?? call.name) === call.name,
    );
  }

  setFaults(faults: readonly Fault[]): void {
    this.write(FILES.faults, faults);
  }

  log(entry: LogEntry): void {
    appendFileSync(this.path(FILES.log), `${JSON.stringify(entry)}\n`);
  }

  entries(): readonly LogEntry[] {
    if (!existsSync(this.path(FILES.log))) return [];
    const lines = readFileSync(this.path(FILES.log), "utf8").split("\n").filter(Boolean);
    return lines.map((line) => JSON.parse(line) as LogEntry);
  }

  /** What EKS tells about reaching the cluster. */
  kubeconfig(): unknown {
    return JSON.parse(readFileSync(this.path(FILES.kubeconfig), "utf8"));
  }

  setKubeconfig(kubeconfig: unknown): void {
    this.write(FILES.kubeconfig, kubeconfig);
  }

  private path(file: string): string {
    return path.join(this.folder, file);
  }

  private list(file: string): unknown {
    return existsSync(this.path(file)) ? JSON.parse(readFileSync(this.path(file), "utf8")) : [];
  }

  /** Whole or not at all: whoever reads it at the same time never sees half of it. */
  private write(file: string, content: unknown): void {
    writeFileSync(`${this.path(file)}.new`, JSON.stringify(content, null, 1));
    renameSync(`${this.path(file)}.new`, this.path(file));
  }
}

/** Where the plugins find the account. */
export const ACCOUNT_VARIABLE = "BULKHEAD_SIMULATED_ACCOUNT";

export function accountOfEnvironment(): AccountFolder {
  const folder = process.env[ACCOUNT_VARIABLE];
  if (folder === undefined) throw new Error(`${ACCOUNT_VARIABLE} names no folder`);
  return new AccountFolder(folder);
}
