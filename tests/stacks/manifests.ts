import assert from "node:assert/strict";
import { manifestsIn, type Manifest, type RecordedProgram } from "../../recorder/index.js";

/** One rule of a Calico policy. */
export interface CalicoRule {
  readonly action: string;
  readonly source?: { readonly nets?: string[] };
  readonly destination?: { readonly nets?: string[] };
}

/** What tests read of a Calico policy. */
export interface PolicySpec {
  readonly tier: string;
  readonly order: number;
  readonly types: string[];
  readonly namespaceSelector?: string;
  readonly ingress?: CalicoRule[];
  readonly egress?: CalicoRule[];
}

export function policyOf(manifest: Manifest | undefined): PolicySpec {
  assert.ok(manifest, "no such policy");
  return manifest.spec as unknown as PolicySpec;
}

/** The one object of that kind and name. */
export function named(recorded: RecordedProgram, kind: string, name: string): Manifest {
  const [found, ...more] = manifestsIn(recorded).filter(
    (manifest) => manifest.kind === kind && manifest.metadata.name === name,
  );
  assert.ok(found && more.length === 0, `one ${kind} ${name}`);
  return found;
}

/** The wall of one application. */
export function boundaryOf(recorded: RecordedProgram, application: string): PolicySpec {
  return policyOf(
    manifestsIn(recorded).find(
      ({ metadata }) =>
        metadata.namespace === application && metadata.name === "app-isolation.boundary",
    ),
  );
}
