import { findAddresses, type AddressEntry } from "./addresses.js";
import { findAlbSlots, type AlbSlots } from "./alb-slots.js";
import { findApplications, type ApplicationEntry } from "./applications.js";
import type { ResourceGraph } from "./resource-graph.js";

/** Everything the plan derives from a graph, computed once. */
export interface PlanFacts {
  readonly graph: ResourceGraph;
  readonly addresses: readonly AddressEntry[];
  readonly applications: readonly ApplicationEntry[];
  readonly albSlots: AlbSlots | undefined;
}

export function collectPlanFacts(graph: ResourceGraph): PlanFacts {
  const addresses = findAddresses(graph);
  return {
    graph,
    addresses,
    applications: findApplications(graph),
    albSlots: findAlbSlots(graph, addresses),
  };
}
