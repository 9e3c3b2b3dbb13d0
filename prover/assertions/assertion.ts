import type { Origin } from "../model/world.js";
import type { TrafficSet } from "../reach/traffic-set.js";
import type { Counterexample } from "./counterexample.js";

/** Pods and zones as a person describes them. Everything that is given must hold. */
export interface PeerSelector {
  /** As it was written, for messages. */
  readonly text: string;
  /** Names of namespaces; `*` stands for any letters. */
  readonly namespaces?: readonly string[];
  readonly namespaceLabels?: Readonly<Record<string, string>>;
  /** Names of pods and workloads; `*` stands for any letters. */
  readonly pods?: readonly string[];
  readonly podLabels?: Readonly<Record<string, string>>;
  /** Names of zones; `*` stands for any letters. Stands alone. */
  readonly zones?: readonly string[];
}

/** Some of these and none of those. */
export interface PeerSet {
  readonly any: readonly PeerSelector[];
  readonly except: readonly PeerSelector[];
}

export const ASSERTION_KINDS = ["never", "always", "only"] as const;
export type AssertionKind = (typeof ASSERTION_KINDS)[number];

/** Which end an `only` closes to everybody else. */
export const CLOSED_ENDS = ["to", "from"] as const;
export type ClosedEnd = (typeof CLOSED_ENDS)[number];

export interface Assertion {
  /** As its author calls it, or what it says. */
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
  /** Why it could not be judged, and what was probably meant: it names nobody, or the manifests have errors. */
  readonly problems: readonly string[];
  /** Pairs that were looked at. */
  readonly pairs: number;
  /** Pairs that break it. */
  readonly broken: number;
  /** Some of them, with what decides on both sides. */
  readonly counterexamples: readonly Counterexample[];
}
