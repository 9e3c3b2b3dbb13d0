import { secretOnWire } from "./wire.js";
import type { WireObject } from "./wire.js";
import type { RecordedAlias, RecordedResource } from "./recorded.js";
import type { Alias, RegisterRequest } from "./requests.js";

type Options = Pick<
  RecordedResource,
  "aliases" | "protect" | "retainOnDelete" | "deletedWith" | "ignoreChanges" | "providers"
>;

type Dependencies = Pick<RecordedResource, "dependencies" | "propertyDependencies">;

/** The engine hands `retainOnDelete` and `deletedWith` down where a child leaves them unset. */
export function readOptions(
  request: RegisterRequest,
  parent: RecordedResource | undefined,
): Options {
  const deletedWith = request.getDeletedwith() || parent?.deletedWith;
  return {
    aliases: request.getAliasesList().map((alias) => readAlias(alias, parent?.urn)),
    protect: request.getProtect() ?? false,
    retainOnDelete:
      (request.hasRetainondelete() ? request.getRetainondelete() : parent?.retainOnDelete) ?? false,
    ...(deletedWith === undefined ? {} : { deletedWith }),
    ignoreChanges: request.getIgnorechangesList(),
    providers: Object.fromEntries(request.getProvidersMap().entries()),
  };
}

function readAlias(alias: Alias, parent: string | undefined): RecordedAlias {
  const spec = alias.getSpec();
  if (spec === undefined) {
    return alias.getUrn();
  }
  // The SDK fills in the present parent where an alias names none.
  const former = spec.getParenturn() === parent ? "" : spec.getParenturn();
  const fields = {
    name: spec.getName(),
    type: spec.getType(),
    stack: spec.getStack(),
    project: spec.getProject(),
    parent: former,
  };
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""));
  return spec.getNoparent() ? { ...given, noParent: true } : given;
}

/** `actual` maps the URN of a remote component's imagined child to the component itself. */
export function readDependencies(
  request: RegisterRequest,
  actual: (urn: string) => string,
): Dependencies {
  const tidy = (urns: Iterable<string>): string[] => [...new Set([...urns].map(actual))].sort();
  const propertyDependencies = Object.fromEntries(
    [...request.getPropertydependenciesMap().entries()]
      .map(([property, urns]): [string, string[]] => [property, tidy(urns.getUrnsList())])
      .filter(([, urns]) => urns.length > 0)
      .sort(([left], [right]) => (left < right ? -1 : 1)),
  );
  const all = [...request.getDependenciesList(), ...Object.values(propertyDependencies).flat()];
  return { dependencies: tidy(all), propertyDependencies };
}

/** Marks the outputs the program or the SDK declared secret. */
export function withSecretOutputs(outputs: WireObject, secretNames: string[]): WireObject {
  const marked = { ...outputs };
  for (const name of secretNames) {
    if (marked[name] !== undefined) {
      marked[name] = secretOnWire(marked[name]);
    }
  }
  return marked;
}
