import type { Origin } from "../model/world.js";
import type { TrafficSet } from "../reach/traffic-set.js";
import type { Counterexample } from "./counterexample.js";

/** A description of pods or zones. All given fields must match. */
export interface PeerSelector {
  /** The selector as written, for messages. */
  readonly text: string;
  /** Names of namespaces; `*` stands for any letters. */
  readonly namespaces?: readonly string[];
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Names of pods and workloads; `*` stands for any letters. */
  readonly pods?: readonly string[];
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Names of zones; `*` stands for any letters. Cannot be combined with the other fields. */
  readonly zones?: readonly string[];
}

/** All peers of `any`, except those of `except`. */
export interface PeerSet {
  readonly any: readonly PeerSelector[];
  readonly except: readonly PeerSelector[];
}

export const ASSERTION_KINDS = ["never", "always", "only"] as const;
export type AssertionKind = (typeof ASSERTION_KINDS)[number];

/** The end that `only` closes to all other peers. */
export const CLOSED_ENDS = ["to", "from"] as const;
export type ClosedEnd = (typeof CLOSED_ENDS)[number];

export interface Assertion {
  /** The name that the file gives it, or a summary of what it asserts. */
  readonly name: string;
  readonly kind: AssertionKind;
  readonly from: PeerSet;
  readonly to: PeerSet;
  /** Undefined: any traffic. */
  readonly traffic?: TrafficSet;
  readonly closes: ClosedEnd;
  /** Whether pairs inside one namespace are left out. */
  readonly ignoreOwnNamespace: boolean;
  readonly origin: Origin;
}

export interface AssertionResult {
  readonly assertion: Assertion;
  readonly holds: boolean;
  /** Why it could not be checked: it selects no peer, or the manifests have errors. */
  readonly problems: readonly string[];
  /** Pairs that were checked. */
  readonly pairs: number;
  /** Pairs that break it. */
  readonly broken: number;
  /** Some of them, with the deciding rule of both directions. */
  readonly counterexamples: readonly Counterexample[];
}
