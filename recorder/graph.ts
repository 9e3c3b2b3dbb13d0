import { groupBy } from "../basics/group-by.js";
import type { Order } from "./critical-path.js";
import type { RecordedProgram, RecordedResource } from "./recorded.js";
import { providerUrn } from "./urn.js";

/** Questions about order, answered by the engine's rules. */
class Graph {
  readonly #resources = new Map<string, RecordedResource>();
  readonly #children: ReadonlyMap<string, readonly RecordedResource[]>;

  constructor({ resources }: RecordedProgram) {
    for (const resource of resources) this.#resources.set(resource.urn, resource);
    this.#children = groupBy(resources, ({ parent }) => parent ?? "");
  }

  get(urn: string): RecordedResource {
    const resource = this.#resources.get(urn);
    if (resource === undefined) {
      throw new Error(`no resource has the URN ${urn}`);
    }
    return resource;
  }

  /**
   * What must exist before: dependencies (a local component's children with it), the parent, the
   * providers, and the resource it is deleted with.
   */
  directly(urn: string): Set<string> {
    const { dependencies, parent, provider, deletedWith } = this.get(urn);
    const recorded = dependencies.filter((dependency) => this.#resources.has(dependency));
    const before = recorded.flatMap((dependency) => [dependency, ...this.leaves(dependency)]);
    const others = [parent, provider === null ? null : providerUrn(provider), deletedWith ?? null];
    const all = [...before, ...others.filter((other) => other !== null)];
    return new Set(all.filter((other) => this.#resources.has(other) && other !== urn));
  }

  transitively(urn: string): Set<string> {
    const found = new Set<string>();
    const open = [urn];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (const dependency of this.directly(next)) {
        if (!found.has(dependency)) {
          found.add(dependency);
          open.push(dependency);
        }
      }
    }
    return found;
  }

  ancestors(urn: string): string[] {
    const { parent } = this.get(urn);
    return parent === null ? [] : [parent, ...this.ancestors(parent)];
  }

  /** The resources that exist outside the state: the thing itself, or a local component's descendants. */
  leaves(urn: string): string[] {
    const resource = this.get(urn);
    const isLocal = !resource.custom && !resource.remote;
    return isLocal
      ? (this.#children.get(urn) ?? []).flatMap((child) => this.leaves(child.urn))
      : [urn];
  }
}

/**
 * Whether `from` exists only after `to`, and so is destroyed before it. A local component stands for all
 * it contains: every leaf of `from` must depend on every leaf of `to`. What lies inside `to` depends on
 * it too, but an outsider that depends on one of several children does not.
 */
export function dependsTransitively(recorded: RecordedProgram, from: string, to: string): boolean {
  const graph = new Graph(recorded);
  if (graph.ancestors(from).includes(to)) {
    return true;
  }
  const leaves = graph.leaves(to);
  const targets = leaves.length === 0 ? [to] : leaves;
  const reaches = (start: string): boolean => {
    const reached = graph.transitively(start);
    return targets.every((target) => reached.has(target));
  };
  const starts = graph.leaves(from);
  return reaches(from) || (starts.length > 0 && starts.every(reaches));
}

/** The order that the engine keeps when it creates. */
export function engineOrder(recorded: RecordedProgram): Order {
  const graph = new Graph(recorded);
  return (urn) => graph.directly(urn);
}

/**
 * The order that the data alone forces: a resource after those whose outputs it takes, after its parent, and after
 * what its provider needs. No `dependsOn` is in it, and nothing that a local component waits for, which takes
 * nothing itself.
 */
export function dataOrder(recorded: RecordedProgram): Order {
  const graph = new Graph(recorded);
  return (urn) => {
    const { propertyDependencies, parent, provider, custom, remote } = graph.get(urn);
    const taken = custom || remote ? Object.values(propertyDependencies).flat() : [];
    const owners = [parent, provider === null ? null : providerUrn(provider)];
    return new Set([...taken, ...owners.filter((owner) => owner !== null)]);
  };
}

/** URNs in the order of destruction: whatever depends on a resource goes before it. */
export function destroyOrder(recorded: RecordedProgram): string[] {
  const graph = new Graph(recorded);
  const created = new Set<string>();
  const create = (urn: string): void => {
    if (!created.has(urn)) {
      [...graph.directly(urn)].sort().forEach(create);
      created.add(urn);
    }
  };
  recorded.resources.forEach(({ urn }) => {
    create(urn);
  });
  return [...created].reverse();
}
