import type { CheckHead } from "../check.js";

/** Findings that the prover reports while it reads manifests and builds the cluster model. */
export const REPORTED_BY_PROVER: readonly CheckHead[] = [
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
    title: "A policy without `types` that versions of Calico read differently",
    why: "The API server, the native CRDs and Felix fill them in differently.",
    fix: "Write `types`.",
  },
  {
    code: "unknown-tier",
    severity: "warning",
    title: "A policy of a tier that is not defined",
    why: "Calico evaluates such a tier last, and denies what its policies do not decide.",
    fix: "Add the Tier, or correct the name.",
  },
  {
    code: "bad-selector",
    severity: "error",
    title: "A selector that does not parse, or of more than 1024 characters",
    why: "Where validation is bypassed, Calico drops the selector and the policy applies to every endpoint.",
    fix: "Correct the selector.",
  },
  {
    code: "bad-network",
    severity: "error",
    title: "A network that does not parse, or with bits beyond its prefix",
    why: "Where validation is bypassed, Calico drops the network; a rule whose networks are all dropped matches every address.",
    fix: "Correct the network.",
  },
  {
    code: "unknown-field",
    severity: "error",
    title: "A field that the kind does not have",
    why: "Calico's API drops it silently: a rule with a misspelled selector matches every peer.",
    fix: "Correct the name of the field.",
  },
  {
    code: "idle-rules",
    severity: "warning",
    title: "Rules of a direction that `types` leaves out",
    why: "Calico ignores them.",
    fix: "Add the direction to `types`, or remove the rules.",
  },
  {
    code: "unknown-policy-kind",
    severity: "warning",
    title: "An object of an unknown kind that looks like a policy",
    why: "It may allow or deny traffic that the proof does not see.",
    fix: "Check by hand what it decides.",
  },
  {
    code: "host-endpoint",
    severity: "warning",
    title: "A HostEndpoint",
    why: "Policies then apply to its node too, which the prover does not model.",
    fix: "Remove host endpoints, or check them by hand.",
  },
  {
    code: "host-network",
    severity: "note",
    title: "A pod that uses the network of its node",
    why: "Network policies do not apply to it.",
    fix: "Remove hostNetwork where it is not needed.",
  },
];
