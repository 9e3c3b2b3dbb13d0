import { addressesOf, type AddressEntry } from "./addresses.js";
import { albSlotsOf, type AlbSlots } from "./alb-slots.js";
import { applicationsOf, type ApplicationEntry } from "./applications.js";
import type { ResourceGraph } from "./resource-graph.js";

/** Everything the plan derives from a graph, computed once. */
export interface PlanFacts {
  readonly graph: ResourceGraph;
  readonly addresses: readonly AddressEntry[];
  readonly applications: readonly ApplicationEntry[];
  readonly albSlots: AlbSlots | undefined;
}

export function planFactsOf(graph: ResourceGraph): PlanFacts {
  const addresses = addressesOf(graph);
  return {
    graph,
    addresses,
    applications: applicationsOf(graph),
    albSlots: albSlotsOf(graph, addresses),
  };
}
