import type { Pod } from "../../../testbed/network/topology.js";
import type { NamedFlow } from "./flows.js";

/** A pod of a scene; where a cluster gives addresses and nodes, those are what it gave. */
export interface ScenePod extends Pod {
  readonly labels: Readonly<Record<string, string>>;
}

/** Who takes part: pods, addresses beyond the nodes, and addresses that every node has. */
export interface Cast {
  readonly pods: readonly ScenePod[];
  readonly outside: Readonly<Record<string, string>>;
  readonly onEveryNode: Readonly<Record<string, string>>;
  readonly tcp: readonly number[];
  readonly udp: readonly number[];
}

export type Verdict = "ALLOW" | "DENY";

/** One connection to be tried, and the milliseconds after which silence is a denial. */
export interface Attempt {
  readonly flow: NamedFlow;
  readonly wait: number;
}

/** Pods that are really there, and connections between them. */
export interface Scene {
  readonly pods: readonly ScenePod[];
  /** Whether both ends of a connection are there. */
  readonly has: (flow: NamedFlow) => boolean;
  /** What is seen of each connection: `ALLOW`, `DENY`, or what else happened. */
  readonly attempt: (attempts: readonly Attempt[]) => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
}

/** Makes the scene of a cast, wherever that is. */
export type OpenScene = (cast: Cast) => Promise<Scene>;

/** Milliseconds: silence is a denial sooner where one is expected. */
const WAIT = { DENY: 1000, ALLOW: 6000 } as const;

/** What is seen of each flow, given the time that what is expected of it needs. */
export function observe(
  scene: Scene,
  flows: readonly NamedFlow[],
  expected: (flow: NamedFlow, at: number) => Verdict,
): Promise<readonly string[]> {
  return scene.attempt(flows.map((flow, at) => ({ flow, wait: WAIT[expected(flow, at)] })));
}
