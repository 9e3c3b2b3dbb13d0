import { groupBy } from "../../basics/group-by.js";
import type { Endpoint, World } from "../model/world.js";
import { IP_VERSIONS, type IpVersion } from "../evaluate/coverage.js";
import type { AddressClasses } from "./address-classes.js";
import { aliasKey } from "./peers.js";
import type { SelectorIndex } from "./selector-index.js";

/** Endpoints of one namespace that no rule distinguishes. */
export interface EndpointClass {
  readonly namespace: string;
  readonly members: readonly Endpoint[];
  /** One of them, as an example of all. */
  readonly example: Endpoint;
}

/** Everything that may distinguish endpoints. */
export interface ClassFacts {
  readonly selectors: SelectorIndex;
  readonly addresses: ReadonlyMap<IpVersion, AddressClasses>;
  /** The names of ports that rules ask for. */
  readonly portNames: ReadonlySet<string>;
  /** Whether any peer is a node. */
  readonly nodesMatter: boolean;
}

function portsKey({ ports }: Endpoint, names: ReadonlySet<string>): string {
  if (names.size === 0) return "";
  if (ports === "any") return "any";
  return ports
    .filter(({ name }) => names.has(name))
    .map(({ name, protocol, port }) => `${name}/${protocol}/${port}`)
    .sort()
    .join();
}

function addressKey(endpoint: Endpoint, addresses: ClassFacts["addresses"]): string {
  return IP_VERSIONS.map((version) => {
    const classes = addresses.get(version);
    if (classes === undefined) return "";
    return `${classes.endpointClasses(endpoint).join()} ${aliasKey(classes, version, endpoint)}`;
  }).join("|");
}

/** Puts endpoints into classes. */
export function classifyEndpoints(world: World, facts: ClassFacts): readonly EndpointClass[] {
  const classes = groupBy(world.endpoints, (endpoint) =>
    [
      endpoint.namespace,
      facts.selectors.signature(endpoint),
      addressKey(endpoint, facts.addresses),
      facts.nodesMatter ? endpoint.nodeName : undefined,
      portsKey(endpoint, facts.portNames),
    ].join("\n"),
  );
  return [...classes.values()].flatMap((members) => {
    const [example] = members;
    return example === undefined ? [] : [{ namespace: example.namespace, members, example }];
  });
}
