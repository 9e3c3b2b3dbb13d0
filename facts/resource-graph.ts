import { groupBy } from "../basics/group-by.js";
import { byText, textOf, UNKNOWN_MARK, type Json } from "../basics/json.js";
import type { MaskedProgram, MaskedResource } from "../recorder/index.js";

export type { MaskedResource };

/** A recording in plain JSON, with or without its stack. */
export interface GraphSource extends Pick<MaskedProgram, "project" | "stack" | "outputs"> {
  readonly resources: readonly MaskedResource[];
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** Resources at the top have the stack as their parent, and the stack is not in the graph. */
function withoutStack(resources: readonly MaskedResource[]): readonly MaskedResource[] {
  const stack = resources.find(({ type }) => type === STACK_TYPE)?.urn;
  return resources
    .filter(({ urn }) => urn !== stack)
    .map((resource) => (resource.parent === stack ? { ...resource, parent: null } : resource));
}

/** What a program registered, with the look-ups that every part of the plan needs. */
export class ResourceGraph {
  readonly project: string;
  readonly stack: string;
  readonly outputs: GraphSource["outputs"];
  /** In the order of their URNs. */
  readonly resources: readonly MaskedResource[];
  /** In the order in which the program made them. */
  private readonly registered: readonly MaskedResource[];
  private readonly byUrn: ReadonlyMap<string, MaskedResource>;
  private readonly byType: ReadonlyMap<string, MaskedResource[]>;
  private readonly byId: ReadonlyMap<string, MaskedResource[]>;
  private readonly byParent: ReadonlyMap<string, MaskedResource[]>;

  constructor(source: GraphSource) {
    this.project = source.project;
    this.stack = source.stack;
    this.outputs = source.outputs;
    this.registered = withoutStack(source.resources);
    this.resources = this.registered.toSorted((left, right) => byText(left.urn, right.urn));
    this.byUrn = new Map(this.resources.map((resource) => [resource.urn, resource]));
    this.byType = groupBy(this.resources, (resource) => resource.type);
    this.byId = groupBy(this.resources, (resource) => resource.id ?? "");
    this.byParent = groupBy(this.registered, (resource) => resource.parent ?? "");
  }

  ofType(type: string): readonly MaskedResource[] {
    return this.byType.get(type) ?? [];
  }

  childrenOf(urn: string): readonly MaskedResource[] {
    return this.byParent.get(urn) ?? [];
  }

  descendantsOf(urn: string): MaskedResource[] {
    return this.childrenOf(urn).flatMap((child) => [child, ...this.descendantsOf(child.urn)]);
  }

  roots(): MaskedResource[] {
    return this.registered.filter(({ parent }) => parent === null);
  }

  /** Resources that `property` of `resource` was computed from. */
  sourcesOf(resource: MaskedResource, property: string): MaskedResource[] {
    return (resource.propertyDependencies[property] ?? [])
      .map((urn) => this.byUrn.get(urn))
      .filter((source) => source !== undefined);
  }

  /** The one resource among `types` whose id `property` holds. */
  referenced(
    resource: MaskedResource,
    property: string,
    types: readonly string[],
  ): MaskedResource | undefined {
    const id = textOf(resource.inputs[property]);
    if (id !== undefined && id !== UNKNOWN_MARK) return this.withId(id, types);
    const sources = this.sourcesOf(resource, property).filter(({ type }) => types.includes(type));
    return sources.length === 1 ? sources[0] : undefined;
  }

  withId(id: Json | undefined, types: readonly string[]): MaskedResource | undefined {
    if (typeof id !== "string" || id === UNKNOWN_MARK) return undefined;
    const found = this.byId.get(id) ?? [];
    return types
      .map((type) => found.find((resource) => resource.type === type))
      .find((resource) => resource !== undefined);
  }
}
