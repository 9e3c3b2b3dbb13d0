import type { MissingTypes, TieBreak, WorldOptions } from "../../prover/index.js";
import { parseChoice } from "../parse-options.js";

/** How manifests are read, in the options of every command that takes them. */
export const PROOF_OPTIONS = {
  zones: { type: "string" },
  "tie-break": { type: "string" },
  "missing-types": { type: "string" },
  "cidr-matches-pods": { type: "string" },
} as const;

export const PROOF_HELP = `      --zones FILE            what is around the cluster: its VPC, pod networks and zones; a plan has
                              its own (YAML, see docs/prove.md)
      --tie-break V           what decides between policies of equal order: v3.32 (default) or v3.31
      --missing-types M       who fills in the types that a Calico policy lacks: api-server (default),
                              native or felix
      --cidr-matches-pods B   false: as in tools for which networks in rules never match pods
                              (default: true, as Calico does it)`;

export interface ProofOptions {
  readonly zones?: string;
  readonly world: WorldOptions;
  readonly cidrMatchesPods: boolean;
}

type Values = { readonly [Name in keyof typeof PROOF_OPTIONS]?: string };

const TIE_BREAKS: readonly TieBreak[] = ["v3.31", "v3.32"];
const MISSING_TYPES: readonly MissingTypes[] = ["api-server", "native", "felix"];

/** @throws UsageError for a value that the help text does not have. */
export function parseProofOptions(values: Values): ProofOptions {
  const tieBreak = parseChoice("tie-break", values["tie-break"], TIE_BREAKS);
  const missingTypes = parseChoice("missing-types", values["missing-types"], MISSING_TYPES);
  const matches = parseChoice("cidr-matches-pods", values["cidr-matches-pods"], ["true", "false"]);
  const { zones } = values;
  return {
    ...(zones === undefined ? {} : { zones }),
    world: { tieBreak, missingTypes },
    cidrMatchesPods: matches !== "false",
  };
}
