import type { AddressRange } from "../model/address-range.js";
import type { AddressPeer } from "../model/traffic.js";
import type { Rule, World } from "../model/world.js";
import { AddressClasses, RangeKeys } from "./address-classes.js";
import { classifyEndpoints } from "./endpoint-classes.js";
import { enforcedRules, enforcedSelectors, FamilyReach } from "./family-reach.js";
import { findFamilies } from "./families.js";
import { Peers } from "./peers.js";
import { Reachability } from "./reachability.js";
import { SelectorIds } from "./selector-ids.js";
import { SelectorIndex } from "./selector-index.js";
import { namedPortsIn, classifyTraffic } from "./traffic-classes.js";
import { TrafficTable } from "./traffic-table.js";

/** Every list of ranges that rules and network sets ask for. */
function addressLists(world: World, rules: readonly Rule[]): (readonly AddressRange[])[] {
  const lists = world.networkSets.map(({ nets }) => nets);
  for (const { source, destination } of rules) {
    for (const { nets, notNets, services } of [source, destination]) {
      if (nets !== undefined) lists.push(nets);
      if (notNets !== undefined) lists.push(notNets);
      for (const { address } of services ?? []) lists.push([address]);
    }
  }
  return lists;
}

/**
 * Computes who reaches whom, for all traffic at once: endpoints, addresses and traffic fall into classes that no rule
 * distinguishes, and every class of endpoints walks through its tiers once, with all peers.
 */
export function computeReachability(world: World, networks: readonly AddressPeer[]): Reachability {
  const rules = enforcedRules(world);
  const ranges = networks.map(({ range }) => range);
  const { endpoints, networkSets } = world;
  const enforced = enforcedSelectors(world, rules);
  const ids = new SelectorIds();
  const keys = new RangeKeys();
  const selectors = new SelectorIndex(enforced, endpoints, ids);
  const setSelectors = new SelectorIndex(networkSets.length > 0 ? enforced : [], networkSets, ids);
  setSelectors.useClasses(networkSets);
  const lists = addressLists(world, rules);
  const addresses = new Map(
    findFamilies({ world, rules, lists, networks: ranges }).map((version) => [
      version,
      new AddressClasses({ version, lists, endpoints, networks: ranges, keys }),
    ]),
  );
  const classes = classifyEndpoints(world, {
    selectors,
    addresses,
    portNames: namedPortsIn(rules),
    nodesMatter: networks.some(({ nodeName }) => nodeName !== undefined),
  });
  const examples = classes.map(({ example }) => example);
  selectors.useClasses(examples);
  const classByEndpoint = new Map(
    classes.flatMap(({ members }, at) => members.map((each) => [each, at])),
  );
  const traffic = classifyTraffic(rules, endpoints);
  const table = new TrafficTable(traffic);
  const families = new Map(
    [...addresses].map(([version, each]) => {
      const facts = {
        version,
        endpoints: examples,
        classByEndpoint,
        networks: ranges,
        networkSets,
      };
      const peers = new Peers({ ...facts, addresses: each, keys, ids, selectors, setSelectors });
      return [
        version,
        new FamilyReach({ world, version, classes, selectors, peers, traffic, table }),
      ];
    }),
  );
  return new Reachability({ classes, networks, families, table });
}
