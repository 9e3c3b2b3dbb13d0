import type { Invariant } from "./invariant.js";
import { LAYERS, wallsHold } from "./layers.js";
import { unmanagedIsClosed, withBaseline } from "./unmanaged.js";
import { needsApplications, needsZones, WALLS } from "./isolation.js";
import { declaredWorks, dnsWorks, systemApiWorks, systemDnsWorks } from "./connectivity.js";

const always = (): undefined => undefined;

/** Everything that `plan` always checks. */
export const INVARIANTS: readonly Invariant[] = [
  ...WALLS.map((wall): Invariant => ({ ...wall, world: "rendered" })),
  {
    id: "owners-cannot-open",
    sentence: "An owner who allows everything in an application's namespace opens nothing.",
    world: "opened",
    notApplicable: needsApplications,
    questions: wallsHold,
  },
  {
    id: "unmanaged-closed",
    sentence: "A namespace that nobody onboarded is closed in both directions, except for DNS.",
    world: "rendered",
    notApplicable: withBaseline,
    questions: unmanagedIsClosed,
  },
  {
    id: "unmanaged-owners-cannot-open",
    sentence: "It stays closed when its owner allows everything in it.",
    world: "opened",
    notApplicable: (input) => withBaseline(input) ?? input.unmanagedOwnersMayOpen,
    questions: unmanagedIsClosed,
  },
  {
    id: "dns-works",
    sentence:
      "Every application, and a namespace that nobody onboarded, reaches the cluster's DNS.",
    world: "rendered",
    notApplicable: always,
    questions: dnsWorks,
  },
  {
    id: "declared-connections-work",
    sentence: "Everything that applications declare passes, whatever labels their pods will have.",
    world: "rendered",
    notApplicable: needsApplications,
    questions: declaredWorks,
  },
  {
    id: "system-dns-works",
    sentence: "The cluster's DNS reaches the resolver of the VPC.",
    world: "rendered",
    notApplicable: needsZones("the resolver", "resolver"),
    questions: systemDnsWorks,
  },
  {
    id: "system-api-works",
    sentence: "System pods reach the Kubernetes API, and it reaches their webhooks.",
    world: "rendered",
    notApplicable: needsZones("the control plane", "control-plane"),
    questions: systemApiWorks,
  },
  ...LAYERS,
];
