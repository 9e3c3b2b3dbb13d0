import type { Finding } from "../../prover/index.js";

/** What the documentation says of a finding that the world itself tells of. */
export interface FindingText {
  readonly code: string;
  readonly severity: Finding["severity"];
  readonly title: string;
  readonly why: string;
  readonly fix: string;
}

/** Findings of reading and of building the world that belong beside the lints. */
export const WORLD_FINDINGS: readonly FindingText[] = [
  {
    code: "tied-order",
    severity: "error",
    title: "Two policies of one order that decide differently",
    why: "Which one comes first depends on the version of Calico.",
    fix: "Give them different orders.",
  },
  {
    code: "missing-types",
    severity: "warning",
    title: "A policy without `types` that would be read in different ways",
    why: "The API server, the native CRDs and Felix fill them in differently.",
    fix: "Write `types`.",
  },
  {
    code: "unknown-tier",
    severity: "warning",
    title: "A policy of a tier that nobody defines",
    why: "Calico runs it last, and its end denies.",
    fix: "Give the Tier, or correct the name.",
  },
  {
    code: "bad-selector",
    severity: "error",
    title: "A selector that does not parse, or of more than 1024 characters",
    why: "Where validation is passed by, Calico drops it and the policy widens to every endpoint.",
    fix: "Correct the selector.",
  },
  {
    code: "bad-network",
    severity: "error",
    title: "A network that does not parse, or with bits beyond its prefix",
    why: "Where validation is passed by, Calico drops it; a rule without any network left matches anyone.",
    fix: "Correct the network.",
  },
  {
    code: "unknown-field",
    severity: "error",
    title: "A field that the kind does not have",
    why: "Calico's API drops it in silence: a misspelled selector turns a rule into one about everybody.",
    fix: "Correct the name of the field.",
  },
  {
    code: "idle-rules",
    severity: "warning",
    title: "Rules of a direction that `types` leaves out",
    why: "They are never looked at.",
    fix: "Add the direction to `types`, or remove the rules.",
  },
  {
    code: "unknown-policy-kind",
    severity: "warning",
    title: "An object whose kind sounds like a policy and is not known",
    why: "It may change what is proved.",
    fix: "Check what it decides.",
  },
  {
    code: "host-endpoint",
    severity: "warning",
    title: "A HostEndpoint",
    why: "It polices its node, which the prover does not model.",
    fix: "Leave host endpoints out, or check them by hand.",
  },
  {
    code: "host-network",
    severity: "note",
    title: "A pod that uses the network of its node",
    why: "Calico does not police it.",
    fix: "Leave hostNetwork out where it is not needed.",
  },
];
