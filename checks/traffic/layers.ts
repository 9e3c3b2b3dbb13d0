import type { PeerGroup, Question } from "../../prover/index.js";
import { needsApplications, needsBaseline, needsTwoApplications } from "./applicability.js";
import { tcp } from "./application-facts.js";
import { type CheckContext, PodRow } from "./check-context.js";
import { declaredWorks, dnsOfApplicationsWorks } from "./connectivity.js";
import {
  applicationsAreApart,
  atMost,
  closedInward,
  metadataIsClosed,
  otherPodsAreClosed,
  unmanagedIsClosed,
} from "./isolation.js";
import { ISOLATION_CHECKS } from "./isolation-checks.js";
import type { TrafficCheck } from "./traffic-check.js";

/** Repeats every check of isolation. */
export function isolationHolds(context: CheckContext): Question[] {
  return ISOLATION_CHECKS.flatMap(({ notApplicable, find }) =>
    notApplicable(context.input) === undefined ? find(context) : [],
  );
}

/** Every peer of the world. */
function everyPeer({
  applications,
  system,
  otherPods,
  besideDns,
  zones,
}: CheckContext): PeerGroup[] {
  return [
    ...applications.flatMap(({ pods }) => pods),
    ...[system, otherPods, besideDns].flat(),
    ...zones.map(({ group }) => group),
  ];
}

/**
 * Between applications at most the ports that one of them declares for any peer: a pod that claims the addresses of a
 * declared caller passes for it on that side.
 */
function apartOn(side: "reaches" | "reachedBy"): TrafficCheck["find"] {
  return ({ applications }) => {
    const row = new PodRow(applications);
    return applications.map(({ facts, pods }) => {
      const others = row.outside([facts.namespace]);
      const declared = tcp(facts[side].flatMap(({ ports }) => [...ports]));
      return side === "reaches" ? atMost(pods, others, declared) : atMost(others, pods, declared);
    });
  };
}

function everythingIsClosed(context: CheckContext): Question[] {
  const pods = context.applications.flatMap((application) => application.pods);
  const all = everyPeer(context);
  return [atMost(pods, all), atMost(all, pods)];
}

const LAYERS_WHY =
  "A layer that holds only together with another one gives no second line of defence.";
const ADDRESSES_WHY =
  "A pod with a forged address makes Calico count the address as one of its own namespace.";

/** What must hold when a layer is taken away, so that each layer is worth its place. */
export const LAYER_CHECKS: readonly TrafficCheck[] = [
  {
    code: "network-policies-alone",
    severity: "error",
    title:
      "The Kubernetes NetworkPolicies alone isolate applications and let declared traffic pass",
    why: LAYERS_WHY,
    fix: "Narrow the NetworkPolicy that allows more than is declared, or add the rule that is missing.",
    world: "kubernetes-policies",
    notApplicable: needsApplications,
    find: (context) => [
      ...isolationHolds(context),
      ...declaredWorks(context),
      ...dnsOfApplicationsWorks(context),
    ],
  },
  {
    code: "default-tier-alone",
    severity: "error",
    title: "Tier default alone isolates applications and closes unmanaged namespaces",
    why: LAYERS_WHY,
    fix: "Keep `default-isolation`, and narrow the policies of tier default that allow more than is declared.",
    world: "default-tier",
    notApplicable: needsBaseline,
    find: (context) => [...isolationHolds(context), ...unmanagedIsClosed(context)],
  },
  {
    code: "default-deny-alone",
    severity: "error",
    title: "Before any policy allows traffic, an application is closed in both directions",
    why: "Pods may start before the other policies of their namespace exist.",
    fix: "Keep the NetworkPolicy `default-deny` in the application's namespace.",
    world: "default-deny",
    notApplicable: needsApplications,
    find: everythingIsClosed,
  },
  {
    code: "metadata-closed-without-boundary",
    severity: "error",
    title:
      "The instance metadata stays closed without boundaries, even where policies allow everything",
    why: "Credentials of nodes must not depend on the policies of single namespaces.",
    fix: "Keep the policy `guardrails` of the platform's tier.",
    world: "without-boundaries",
    notApplicable: needsBaseline,
    find: metadataIsClosed,
  },
  {
    code: "receivers-close-alone",
    severity: "error",
    title: "An application denies undeclared ingress, even when every sender allows its egress",
    why: LAYERS_WHY,
    fix: "Narrow the ingress rules of the application's boundary.",
    world: "receivers",
    notApplicable: needsApplications,
    find: (context) => [...applicationsAreApart(context), ...closedInward(context)],
  },
  {
    code: "senders-close-alone",
    severity: "error",
    title: "An application denies undeclared egress, even when every receiver allows its ingress",
    why: LAYERS_WHY,
    fix: "Narrow the egress rules of the application's boundary.",
    world: "senders",
    notApplicable: needsApplications,
    find: (context) => [...applicationsAreApart(context), ...otherPodsAreClosed(context)],
  },
  {
    code: "forged-addresses-refused",
    severity: "error",
    title: "An application denies other pods even when Calico counts their addresses as its own",
    why: ADDRESSES_WHY,
    fix: "Deny other namespaces in the boundary before its rule for the application's own pods.",
    world: "forged-receivers",
    notApplicable: needsTwoApplications,
    find: apartOn("reachedBy"),
  },
  {
    code: "forged-addresses-unreachable",
    severity: "error",
    title: "A pod that claims addresses of others does not open a way to them for its application",
    why: ADDRESSES_WHY,
    fix: "Deny other namespaces in the boundary before its rule for the application's own pods.",
    world: "forged-senders",
    notApplicable: needsTwoApplications,
    find: apartOn("reaches"),
  },
];
