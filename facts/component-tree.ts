import { byText } from "../basics/json.js";
import { groupBy } from "../basics/group-by.js";
import type { MaskedResource } from "../recorder/index.js";
import type { ResourceGraph } from "./resource-graph.js";
import { classNameOf, shortTypeOf } from "./type-tokens.js";

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

function countsOf(resources: readonly MaskedResource[]): TypeCount[] {
  return [...groupBy(resources, ({ type }) => shortTypeOf(type))]
    .map(([type, group]) => ({ type, count: group.length }))
    .sort((left, right) => right.count - left.count || byText(left.type, right.type));
}

/** Resources below `children` down to the next component, and those components. */
function contentsOf(
  graph: ResourceGraph,
  children: readonly MaskedResource[],
): { resources: MaskedResource[]; components: MaskedResource[] } {
  const resources = children.filter(({ custom }) => custom);
  const components = children.filter(({ custom }) => !custom);
  const deeper = resources.map(({ urn }) => contentsOf(graph, graph.childrenOf(urn)));
  return {
    resources: [...resources, ...deeper.flatMap((contents) => contents.resources)],
    components: [...components, ...deeper.flatMap((contents) => contents.components)],
  };
}

/** Other plugins have classes of the same name, such as the Cluster of `eks`. */
function componentTypeOf({ type, remote }: MaskedResource): string {
  const name = classNameOf(type);
  return remote ? `${type.slice(0, type.indexOf(":"))} ${name}` : name;
}

/** Classes in the order in which the program made the first of each, and by name within a class. */
function inOrder(components: readonly MaskedResource[]): MaskedResource[] {
  return [...groupBy(components, ({ type }) => type).values()].flatMap((alike) =>
    alike.sort((left, right) => byText(left.name, right.name)),
  );
}

function nodeOf(
  graph: ResourceGraph,
  label: Pick<ComponentNode, "type" | "name" | "remote">,
  children: readonly MaskedResource[],
): ComponentNode {
  const contents = contentsOf(graph, children);
  const components = inOrder(contents.components).map((component) =>
    nodeOf(
      graph,
      { type: componentTypeOf(component), name: component.name, remote: component.remote },
      graph.childrenOf(component.urn),
    ),
  );
  const inner = components.reduce((sum, { total }) => sum + total, 0);
  return {
    ...label,
    total: contents.resources.length + inner,
    counts: countsOf(contents.resources),
    components,
  };
}

export function componentTreeOf(graph: ResourceGraph): ComponentNode {
  const label = { type: "Stack", name: `${graph.project}-${graph.stack}`, remote: false };
  return nodeOf(graph, label, graph.roots());
}
