import type { IsolationMode } from "../../contract/isolation-mode.js";
import type { NodeLocalDns } from "../shared/cluster-addresses.js";

/** What the baseline's policies are made from; every default is settled. */
export interface BaselinePlanInput {
  readonly mode: IsolationMode;
  readonly systemNamespaces: readonly string[];
  readonly albCidrBlocks: readonly string[];
  readonly closeUnmanagedNamespaces: boolean;
  readonly cniUsers: readonly string[];
  readonly nodeLocalDns?: NodeLocalDns;
  readonly startupTaint?: string;
}
