import type { InvariantInput } from "../invariants/application-facts.js";
import type { AdmissionAnswer } from "./admission-write.js";
import { guardedNamespaces, type Guard, type GuardJudgement, type GuardScene } from "./guard.js";
import { OPENING_WRITES, ordinaryWrites, type TriedWrite } from "./writes.js";

function judgeWrites(
  { admission, input }: GuardScene,
  writes: readonly TriedWrite[],
  problemOf: (answer: AdmissionAnswer) => string | undefined,
): GuardJudgement {
  const namespaces = guardedNamespaces(input);
  const problems = namespaces.flatMap((namespace) =>
    writes.flatMap((write) => {
      const problem = problemOf(admission(write.in(namespace)));
      return problem === undefined ? [] : [`${namespace}: ${write.what} ${problem}`];
    }),
  );
  return { looked: namespaces.length * writes.length, problems };
}

function refused({ refusals, unjudged }: AdmissionAnswer): string | undefined {
  if (refusals.length > 0) return undefined;
  return unjudged.length > 0 ? `cannot be judged: ${unjudged.join(" ")}` : "is accepted.";
}

function accepted({ refusals, unjudged }: AdmissionAnswer): string | undefined {
  if (unjudged.length > 0) return `cannot be judged: ${unjudged.join(" ")}`;
  return refusals.length > 0 ? `is refused: ${refusals.join("; ")}.` : undefined;
}

const notApplicable = ({ baselineElsewhere }: InvariantInput): string | undefined =>
  baselineElsewhere;

export const ADMISSION_GUARDS: readonly Guard[] = [
  {
    id: "opening-writes-refused",
    sentence: "Admission refuses a tenant's objects that would lead past the policies.",
    notApplicable,
    judge: (scene) => judgeWrites(scene, OPENING_WRITES, refused),
  },
  {
    id: "ordinary-writes-accepted",
    sentence: "Admission accepts what applications and the cluster's controllers ordinarily write.",
    notApplicable,
    judge: (scene) => judgeWrites(scene, ordinaryWrites(scene.input.cniUsers), accepted),
  },
];
