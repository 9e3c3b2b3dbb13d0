import { readInvariantInput } from "../../checks/index.js";
import type { PlanFacts } from "../../facts/plan-facts.js";
import { zonesOfPlan } from "../../facts/plan-zones.js";
import { ComponentType } from "../../contract/component-type.js";
import { readManifests, type Finding } from "../../prover/index.js";
import { withPlatformTier } from "../input/platform-tier.js";
import type { ProofOptions } from "../input/proof-options.js";
import type { OutputFile } from "../plan-folder/manifest-files.js";
import { MANIFESTS } from "../plan-folder/files.js";
import { openInput } from "../proof/open-world.js";
import { type OpenedWorld } from "../proof/opened-world.js";
import { prove, type Proof } from "../proof/proof.js";

const OPTIONS: ProofOptions = { world: {}, cidrMatchesPods: true };

/** Components that promise isolation, so that it is judged. */
const PROMISING: readonly string[] = [
  ComponentType.Platform,
  ComponentType.IsolationBaseline,
  ComponentType.AppNamespace,
];

function repeated({ path }: OutputFile): Finding {
  const file = `${MANIFESTS}/${path}`;
  return {
    code: "object-rendered-twice",
    severity: "note",
    origin: { file, document: 1, line: 1 },
    message: "The program writes this object more than once; the proof takes it as written first.",
  };
}

/** The proof of a plan, and what it rests on. */
export interface ProvedPlan {
  readonly proof: Proof;
  readonly opened: OpenedWorld;
}

/** Proves what the rendered objects of a plan come to; nothing when there are none. */
export function provePlan(
  facts: PlanFacts,
  manifests: readonly OutputFile[],
): ProvedPlan | undefined {
  if (manifests.length === 0) return undefined;
  const sources = manifests
    .filter(({ repeats }) => repeats !== true)
    .map(({ path, content }) => ({ file: `${MANIFESTS}/${path}`, text: content }));
  const { addresses, graph } = facts;
  const { resources } = graph;
  const input = {
    read: withPlatformTier(readManifests(sources), () => resources),
    zones: zonesOfPlan({ addresses, resources }),
    plans: [],
  };
  const promises = resources.some(({ type }) => PROMISING.includes(type));
  const { zones } = input.zones;
  const declared = promises
    ? readInvariantInput({ resources, zones, world: OPTIONS.world })
    : undefined;
  const findings = manifests.filter(({ repeats }) => repeats === true).map(repeated);
  const opened = openInput(input, { options: OPTIONS });
  return { proof: prove(opened, { declared, assertions: [], findings }), opened };
}
