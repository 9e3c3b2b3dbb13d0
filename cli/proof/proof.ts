import { CLUSTER_NAMESPACES } from "../../contract/names.js";
import {
  checkTenantWrites,
  checkTraffic,
  checkManifests,
  type InvariantInput,
  type InvariantResult,
} from "../../checks/index.js";
import {
  checkAssertions,
  OUTSIDE_POLICY,
  type Assertion,
  type AssertionResult,
  type Finding,
  type ReadResult,
} from "../../prover/index.js";
import { enforceStaged, countEnforcement, type Enforcement } from "./enforce-staged.js";
import { computeMatrix, type Matrix } from "./matrix.js";
import type { OpenedWorld } from "./opened-world.js";

/** What is known of the manifests once everything was looked at. */
export interface Proof {
  readonly findings: readonly Finding[];
  /** Where policies are staged, judged as if they were enforced. The matrix is of what is. */
  readonly invariants: readonly InvariantResult[];
  readonly assertions: readonly AssertionResult[];
  /** Not there where errors make a proof impossible. */
  readonly matrix: Matrix | undefined;
  readonly notModelled: readonly string[];
  readonly enforcement: Enforcement;
}

/** What the world is held against. */
export interface ProofTask {
  /** What the applications of a plan declare; nothing for manifests of any other origin. */
  readonly declared: InvariantInput | undefined;
  readonly assertions: readonly Assertion[];
  /** What is wrong with the files beside the manifests. */
  readonly findings: readonly Finding[];
}

const SEVERITIES: readonly Finding["severity"][] = ["error", "warning", "note"];

function bySeverity(findings: readonly Finding[]): Finding[] {
  return SEVERITIES.flatMap((severity) => findings.filter((each) => each.severity === severity));
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === "error");
}

/** Checks the manifests as Calico reads them. */
function runManifestChecks(
  { addressed, input, zones }: OpenedWorld,
  declared?: InvariantInput,
): Finding[] {
  return checkManifests({
    world: addressed,
    objects: input.read.objects,
    zones,
    systemNamespaces: declared?.systemNamespaces ?? CLUSTER_NAMESPACES,
  });
}

function runInvariants(read: ReadResult, declared: InvariantInput): InvariantResult[] {
  return [...checkTraffic(read, declared), ...checkTenantWrites(read, declared)];
}

/** Proves what can be proved: an error among the findings leaves out the matrix. */
export function prove(opened: OpenedWorld, { declared, assertions, findings }: ProofTask): Proof {
  const { world, zones, input } = opened;
  const all = bySeverity([...findings, ...opened.findings, ...runManifestChecks(opened, declared)]);
  const named = declared?.applications.map(({ namespace }) => namespace) ?? [];
  const namespaces = named.length > 0 ? named : undefined;
  return {
    findings: all,
    invariants: declared === undefined ? [] : runInvariants(enforceStaged(input.read), declared),
    assertions: checkAssertions(world, zones, assertions),
    matrix: hasErrors(all) ? undefined : computeMatrix(world, zones, namespaces),
    notModelled: [...world.notModelled, ...OUTSIDE_POLICY],
    enforcement: countEnforcement(input.read),
  };
}

export function brokenInvariants({ invariants }: Pick<Proof, "invariants">): InvariantResult[] {
  return invariants.filter(({ outcome }) => outcome === "broken");
}

export function failedAssertions({ assertions }: Pick<Proof, "assertions">): AssertionResult[] {
  return assertions.filter(({ holds }) => !holds);
}
