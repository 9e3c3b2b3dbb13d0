import type { InvariantInput } from "../traffic/application-facts.js";
import type { AdmissionAnswer } from "./admission-write.js";
import { earlyPods, PATIENT_PODS } from "./early-pods.js";
import type { TriedWrite } from "./tried-write.js";
import {
  tenantNamespaces,
  type TenantWriteCheck,
  type CheckOutcome,
  type TenantWriteContext,
} from "./tenant-write-check.js";
import { hostOpeningWrites, hostOrdinaryWrites, OPENING_WRITES, ordinaryWrites } from "./writes.js";

type WritesFor = (hosts: readonly string[] | undefined) => readonly TriedWrite[];

function judgeWrites(
  { admission, input }: TenantWriteContext,
  writesFor: WritesFor,
  problemOf: (answer: AdmissionAnswer) => string | undefined,
): CheckOutcome {
  const hosts = new Map(input.applications.map((each) => [each.namespace, each.hosts]));
  const tried = tenantNamespaces(input).flatMap((namespace) =>
    writesFor(hosts.get(namespace)).map((write) => ({ namespace, write })),
  );
  const problems = tried.flatMap(({ namespace, write }) => {
    const problem = problemOf(admission(write.in(namespace)));
    return problem === undefined ? [] : [`${namespace}: ${write.what} ${problem}`];
  });
  return { looked: tried.length, problems };
}

const openingWrites: WritesFor = (hosts) => [
  ...OPENING_WRITES,
  ...(hosts === undefined ? [] : hostOpeningWrites(hosts)),
];

function refused({ refusals, unjudged }: AdmissionAnswer): string | undefined {
  if (refusals.length > 0) return undefined;
  return unjudged.length > 0 ? `cannot be judged: ${unjudged.join(" ")}` : "is accepted.";
}

function accepted({ refusals, unjudged }: AdmissionAnswer): string | undefined {
  if (unjudged.length > 0) return `cannot be judged: ${unjudged.join(" ")}`;
  return refusals.length > 0 ? `is refused: ${refusals.join("; ")}.` : undefined;
}

function judgeOrdinaryWrites(scene: TenantWriteContext): CheckOutcome {
  const everywhere = ordinaryWrites(scene.input.cniUsers);
  return judgeWrites(
    scene,
    (hosts = []) => [...everywhere, ...hostOrdinaryWrites(hosts)],
    accepted,
  );
}

function judgeEarlyPods(scene: TenantWriteContext): CheckOutcome {
  const { startupTaint } = scene.input;
  if (startupTaint === undefined) return { looked: 0, problems: [] };
  const early = judgeWrites(scene, () => earlyPods(startupTaint), refused);
  const patient = judgeWrites(scene, () => PATIENT_PODS, accepted);
  return {
    looked: early.looked + patient.looked,
    problems: [...early.problems, ...patient.problems],
  };
}

const notApplicable = ({ baselineElsewhere }: InvariantInput): string | undefined =>
  baselineElsewhere;

export const ADMISSION_CHECKS: readonly TenantWriteCheck[] = [
  {
    id: "opening-writes-refused",
    sentence: "Admission refuses a tenant's objects that would lead past the policies.",
    notApplicable,
    judge: (scene) => judgeWrites(scene, openingWrites, refused),
  },
  {
    id: "ordinary-writes-accepted",
    sentence: "Admission accepts what applications and the cluster's controllers ordinarily write.",
    notApplicable,
    judge: judgeOrdinaryWrites,
  },
  {
    id: "pods-wait-for-calico",
    sentence:
      "Admission refuses an application's pods that would not wait for Calico on a new node.",
    notApplicable: (input) =>
      notApplicable(input) ??
      (input.startupTaint === undefined ? "Nodes have no start-up taint." : undefined),
    judge: judgeEarlyPods,
  },
];
