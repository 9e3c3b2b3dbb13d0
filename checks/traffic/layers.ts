import type { PeerGroup, Question } from "../../prover/index.js";
import { tcp } from "./application-facts.js";
import type { CheckContext } from "./check-context.js";
import { declaredWorks, dnsOfApplicationsWorks } from "./connectivity.js";
import type { Invariant } from "./invariant.js";
import {
  applicationsAreApart,
  atMost,
  closedInward,
  metadataIsClosed,
  needsApplications,
  needsTwo,
  otherPodsAreClosed,
  WALLS,
} from "./isolation.js";
import { PodRow } from "./pod-row.js";
import { unmanagedIsClosed, withBaseline } from "./unmanaged.js";

/** Every wall once more. */
export function wallsHold(setting: CheckContext): Question[] {
  return WALLS.flatMap(({ notApplicable, questions }) =>
    notApplicable(setting.input) === undefined ? questions(setting) : [],
  );
}

/** Everything that there is. */
function everyone({
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
 * Between applications at most the ports that one of them declares for anybody: who claims the addresses of another
 * caller passes for it on one side.
 */
function apartOn(side: "reaches" | "reachedBy"): Invariant["questions"] {
  return ({ applications }) => {
    const row = new PodRow(applications);
    return applications.map(({ facts, pods }) => {
      const others = row.outside([facts.namespace]);
      const declared = tcp(facts[side].flatMap(({ ports }) => [...ports]));
      return side === "reaches" ? atMost(pods, others, declared) : atMost(others, pods, declared);
    });
  };
}

function everythingIsClosed(setting: CheckContext): Question[] {
  const pods = setting.applications.flatMap((application) => application.pods);
  const all = everyone(setting);
  return [atMost(pods, all), atMost(all, pods)];
}

/** What is left when a layer is taken away, so that no layer is there for show. */
export const LAYERS: readonly Invariant[] = [
  {
    id: "network-policies-alone",
    sentence:
      "The NetworkPolicies of Kubernetes alone keep all walls, and let declared traffic pass.",
    world: "kubernetes-policies",
    notApplicable: needsApplications,
    questions: (setting) => [
      ...wallsHold(setting),
      ...declaredWorks(setting),
      ...dnsOfApplicationsWorks(setting),
    ],
  },
  {
    id: "default-tier-alone",
    sentence:
      "Without the tier above, tier default keeps all walls and closes what nobody onboarded.",
    world: "default-tier",
    notApplicable: withBaseline,
    questions: (setting) => [...wallsHold(setting), ...unmanagedIsClosed(setting)],
  },
  {
    id: "default-deny-alone",
    sentence: "While no policy allows anything yet, an application is closed in both directions.",
    world: "default-deny",
    notApplicable: needsApplications,
    questions: everythingIsClosed,
  },
  {
    id: "metadata-closed-without-boundary",
    sentence: "Without boundaries, and whatever owners allow, the instance metadata stays closed.",
    world: "without-boundaries",
    notApplicable: withBaseline,
    questions: metadataIsClosed,
  },
  {
    id: "receivers-close-alone",
    sentence: "An application refuses what it does not declare, whatever others may send.",
    world: "receivers",
    notApplicable: needsApplications,
    questions: (setting) => [...applicationsAreApart(setting), ...closedInward(setting)],
  },
  {
    id: "senders-close-alone",
    sentence: "An application sends nothing that it does not declare, whatever others accept.",
    world: "senders",
    notApplicable: needsApplications,
    questions: (setting) => [...applicationsAreApart(setting), ...otherPodsAreClosed(setting)],
  },
  {
    id: "forged-addresses-refused",
    sentence: "An application refuses other pods even where it counts their addresses as its own.",
    world: "forged-receivers",
    notApplicable: needsTwo,
    questions: apartOn("reachedBy"),
  },
  {
    id: "forged-addresses-unreachable",
    sentence: "A pod that claims the addresses of others opens no way to them for its application.",
    world: "forged-senders",
    notApplicable: needsTwo,
    questions: apartOn("reaches"),
  },
];
