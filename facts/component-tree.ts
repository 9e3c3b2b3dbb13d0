import { byText } from "../basics/json.js";
import { groupBy } from "../basics/group-by.js";
import type { MaskedResource } from "../recorder/index.js";
import type { ResourceGraph } from "./resource-graph.js";
import { className, shortType } from "./type-tokens.js";

/** How many resources of one class. */
export interface TypeCount {
  readonly type: string;
  readonly count: number;
}

/** A component with what it holds; the root stands for the stack itself. */
export interface ComponentNode {
  /** The class of the component. */
  readonly type: string;
  readonly name: string;
  /** Another plugin creates what is inside, so that it is not known here. */
  readonly remote: boolean;
  /** Resources inside, at any depth; components are not counted. */
  readonly total: number;
  /** The resources that no inner component holds, most frequent first. */
  readonly counts: readonly TypeCount[];
  readonly components: readonly ComponentNode[];
}

function countTypes(resources: readonly MaskedResource[]): TypeCount[] {
  return [...groupBy(resources, ({ type }) => shortType(type))]
    .map(([type, group]) => ({ type, count: group.length }))
    .sort((left, right) => right.count - left.count || byText(left.type, right.type));
}

/** Resources below `children` down to the next component, and those components. */
function contentsWithin(
  graph: ResourceGraph,
  children: readonly MaskedResource[],
): { resources: MaskedResource[]; components: MaskedResource[] } {
  const resources = children.filter(({ custom }) => custom);
  const components = children.filter(({ custom }) => !custom);
  const deeper = resources.map(({ urn }) => contentsWithin(graph, graph.childrenOf(urn)));
  return {
    resources: [...resources, ...deeper.flatMap((contents) => contents.resources)],
    components: [...components, ...deeper.flatMap((contents) => contents.components)],
  };
}

/** Other plugins have classes of the same name, such as the Cluster of `eks`. */
function componentClass({ type, remote }: MaskedResource): string {
  const name = className(type);
  return remote ? `${type.slice(0, type.indexOf(":"))} ${name}` : name;
}

/** Classes in the order in which the program made the first of each, and by name within a class. */
function inOrder(components: readonly MaskedResource[]): MaskedResource[] {
  return [...groupBy(components, ({ type }) => type).values()].flatMap((alike) =>
    alike.sort((left, right) => byText(left.name, right.name)),
  );
}

function buildNode(
  graph: ResourceGraph,
  label: Pick<ComponentNode, "type" | "name" | "remote">,
  children: readonly MaskedResource[],
): ComponentNode {
  const contents = contentsWithin(graph, children);
  const components = inOrder(contents.components).map((component) =>
    buildNode(
      graph,
      { type: componentClass(component), name: component.name, remote: component.remote },
      graph.childrenOf(component.urn),
    ),
  );
  const inner = components.reduce((sum, { total }) => sum + total, 0);
  return {
    ...label,
    total: contents.resources.length + inner,
    counts: countTypes(contents.resources),
    components,
  };
}

export function buildComponentTree(graph: ResourceGraph): ComponentNode {
  const label = { type: "Stack", name: `${graph.project}-${graph.stack}`, remote: false };
  return buildNode(graph, label, graph.roots());
}
