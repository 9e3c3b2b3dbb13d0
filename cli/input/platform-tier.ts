import { ISOLATION_TIER, ISOLATION_TIER_SPEC } from "../../contract/names.js";
import type { PlanResource } from "../plan-folder/document.js";
import { ComponentType } from "../../contract/component-type.js";
import { readManifests, type Finding, type ReadResult } from "../../prover/index.js";

/** The tier that every platform has; an application's program puts its boundary into it and does not make it. */
const PLATFORM_TIER = {
  apiVersion: "projectcalico.org/v3",
  kind: "Tier",
  metadata: { name: ISOLATION_TIER },
  spec: ISOLATION_TIER_SPEC,
} as const;

const ORIGIN = "the platform's program";

const ASSUMED: Finding = {
  code: "platform-tier-assumed",
  severity: "note",
  message:
    `The Tier ${PLATFORM_TIER.metadata.name} is taken to be there with order ` +
    `${PLATFORM_TIER.spec.order}: the platform's program makes it. Its other policies are not in this proof.`,
};

type Resources = readonly Pick<PlanResource, "type">[];

/** Applications without their platform, and the tier nowhere among the objects. */
function needsTier({ objects }: ReadResult, resources: () => Resources): boolean {
  const { name } = PLATFORM_TIER.metadata;
  if (objects.some(({ kind, ref }) => kind === "Tier" && ref.name === name)) return false;
  const types = new Set(resources().map(({ type }) => type));
  return types.has(ComponentType.AppNamespace) && !types.has(ComponentType.IsolationBaseline);
}

/** The objects of applications with the tier that their boundaries stand in. Resources are asked for where needed. */
export function withPlatformTier(read: ReadResult, resources: () => Resources): ReadResult {
  if (!needsTier(read, resources)) return read;
  const { objects } = readManifests([{ file: ORIGIN, objects: [PLATFORM_TIER] }]);
  return {
    ...read,
    objects: [...read.objects, ...objects],
    findings: [...read.findings, ASSUMED],
  };
}
