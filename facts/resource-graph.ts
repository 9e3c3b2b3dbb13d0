import { groupBy } from "../basics/group-by.js";
import { byText, textOf, UNKNOWN, type Json, type JsonObject } from "../basics/json.js";

/** A recorded resource in plain JSON: secrets and unknowns are already replaced. */
export interface GraphResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string | null;
  readonly parent: string | null;
  readonly custom: boolean;
  /** A component whose children another plugin creates: here it has none. */
  readonly remote: boolean;
  /** Only read, never managed. */
  readonly external: boolean;
  readonly inputs: JsonObject;
  readonly outputs: JsonObject;
  readonly dependencies: readonly string[];
  /** The URNs that each input was computed from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly provider: string | null;
  readonly protect: boolean;
  readonly aliases: readonly Json[];
}

export interface GraphSource {
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly GraphResource[];
  readonly outputs: JsonObject;
}

/** What a program registered, with the look-ups that every part of the plan needs. */
export class ResourceGraph {
  readonly project: string;
  readonly stack: string;
  readonly outputs: JsonObject;
  /** In the order of their URNs. */
  readonly resources: readonly GraphResource[];
  /** In the order in which the program made them. */
  private readonly registered: readonly GraphResource[];
  private readonly byUrn: ReadonlyMap<string, GraphResource>;
  private readonly byType: ReadonlyMap<string, GraphResource[]>;
  private readonly byId: ReadonlyMap<string, GraphResource[]>;
  private readonly byParent: ReadonlyMap<string, GraphResource[]>;

  constructor(source: GraphSource) {
    this.project = source.project;
    this.stack = source.stack;
    this.outputs = source.outputs;
    this.registered = source.resources;
    this.resources = this.registered.toSorted((left, right) => byText(left.urn, right.urn));
    this.byUrn = new Map(this.resources.map((resource) => [resource.urn, resource]));
    this.byType = groupBy(this.resources, (resource) => resource.type);
    this.byId = groupBy(this.resources, (resource) => resource.id ?? "");
    this.byParent = groupBy(this.registered, (resource) => resource.parent ?? "");
  }

  ofType(type: string): readonly GraphResource[] {
    return this.byType.get(type) ?? [];
  }

  childrenOf(urn: string): readonly GraphResource[] {
    return this.byParent.get(urn) ?? [];
  }

  descendantsOf(urn: string): GraphResource[] {
    return this.childrenOf(urn).flatMap((child) => [child, ...this.descendantsOf(child.urn)]);
  }

  roots(): GraphResource[] {
    return this.registered.filter(({ parent }) => parent === null);
  }

  /** Resources that `property` of `resource` was computed from. */
  sourcesOf(resource: GraphResource, property: string): GraphResource[] {
    return (resource.propertyDependencies[property] ?? [])
      .map((urn) => this.byUrn.get(urn))
      .filter((source) => source !== undefined);
  }

  /** The one resource among `types` whose id `property` holds. */
  referenced(
    resource: GraphResource,
    property: string,
    types: readonly string[],
  ): GraphResource | undefined {
    const id = textOf(resource.inputs[property]);
    if (id !== undefined && id !== UNKNOWN) return this.withId(id, types);
    const sources = this.sourcesOf(resource, property).filter(({ type }) => types.includes(type));
    return sources.length === 1 ? sources[0] : undefined;
  }

  withId(id: Json | undefined, types: readonly string[]): GraphResource | undefined {
    if (typeof id !== "string" || id === UNKNOWN) return undefined;
    const found = this.byId.get(id) ?? [];
    return types
      .map((type) => found.find((resource) => resource.type === type))
      .find((resource) => resource !== undefined);
  }
}
