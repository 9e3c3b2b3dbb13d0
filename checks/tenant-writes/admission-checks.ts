import { needsBaseline } from "../traffic/applicability.js";
import type { AdmissionAnswer } from "./admission.js";
import type { TriedWrite } from "./tried-write.js";
import {
  tenantNamespaces,
  type TenantWriteCheck,
  type TenantWriteOutcome,
  type TenantWriteContext,
} from "./tenant-write-check.js";
import {
  earlyPods,
  hostOpeningWrites,
  hostOrdinaryWrites,
  OPENING_WRITES,
  ordinaryWrites,
  WAITING_PODS,
} from "./writes.js";

type WritesFor = (hosts: readonly string[] | undefined) => readonly TriedWrite[];

function judgeWrites(
  { admission, input }: TenantWriteContext,
  writesFor: WritesFor,
  describe: (answer: AdmissionAnswer) => string | undefined,
): TenantWriteOutcome {
  const hosts = new Map(input.applications.map((each) => [each.namespace, each.hosts]));
  const tried = tenantNamespaces(input).flatMap((namespace) =>
    writesFor(hosts.get(namespace)).map((write) => ({ namespace, write })),
  );
  const problems = tried.flatMap(({ namespace, write }) => {
    const problem = describe(admission(write.in(namespace)));
    return problem === undefined ? [] : [`${namespace}: ${write.what} ${problem}`];
  });
  return { checked: tried.length, problems };
}

const openingWrites: WritesFor = (hosts) => [
  ...OPENING_WRITES,
  ...(hosts === undefined ? [] : hostOpeningWrites(hosts)),
];

function unlessRejected({ refusals, unjudged }: AdmissionAnswer): string | undefined {
  if (refusals.length > 0) return undefined;
  return unjudged.length > 0 ? `cannot be judged: ${unjudged.join(" ")}` : "is accepted.";
}

function unlessAccepted({ refusals, unjudged }: AdmissionAnswer): string | undefined {
  if (unjudged.length > 0) return `cannot be judged: ${unjudged.join(" ")}`;
  return refusals.length > 0 ? `is rejected: ${refusals.join("; ")}.` : undefined;
}

function judgeOrdinaryWrites(context: TenantWriteContext): TenantWriteOutcome {
  const everywhere = ordinaryWrites(context.input.cniUsers);
  return judgeWrites(
    context,
    (hosts = []) => [...everywhere, ...hostOrdinaryWrites(hosts)],
    unlessAccepted,
  );
}

function judgeStartupPods(context: TenantWriteContext): TenantWriteOutcome {
  const { startupTaint } = context.input;
  if (startupTaint === undefined) return { checked: 0, problems: [] };
  const early = judgeWrites(context, () => earlyPods(startupTaint), unlessRejected);
  const waiting = judgeWrites(context, () => WAITING_PODS, unlessAccepted);
  return {
    checked: early.checked + waiting.checked,
    problems: [...early.problems, ...waiting.problems],
  };
}

export const ADMISSION_CHECKS: readonly TenantWriteCheck[] = [
  {
    code: "opening-writes-refused",
    severity: "error",
    title: "Admission rejects tenants' objects that would lead around the policies",
    why: "Policies see addresses and labels; an Ingress, a Service or an EndpointSlice can send traffic past them.",
    fix: "Keep the platform's ValidatingAdmissionPolicies, and bindings of them that deny in every namespace of tenants.",
    notApplicable: needsBaseline,
    find: (context) => judgeWrites(context, openingWrites, unlessRejected),
  },
  {
    code: "ordinary-writes-accepted",
    severity: "error",
    title: "Admission accepts what application teams and the cluster's controllers write every day",
    why: "A policy that rejects too much breaks deployments and controllers.",
    fix: "Narrow the ValidatingAdmissionPolicy whose message the problem shows.",
    notApplicable: needsBaseline,
    find: judgeOrdinaryWrites,
  },
  {
    code: "pods-wait-for-calico",
    severity: "error",
    title: "Admission rejects application pods that would not wait for Calico on a new node",
    why: "Until Calico is ready on a node, its policies are not enforced there.",
    fix: "Keep the ValidatingAdmissionPolicy for pods, or leave cluster.startupTaint out.",
    notApplicable: (input) =>
      needsBaseline(input) ??
      (input.startupTaint === undefined ? "Nodes do not have a start-up taint." : undefined),
    find: judgeStartupPods,
  },
];
