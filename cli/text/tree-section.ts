import type { ComponentNode, TypeCount } from "../graph/component-tree.js";
import { plural } from "./counts.js";
import type { Palette } from "./palette.js";
import { PAGE_WIDTH, wrap } from "./wrap.js";

/** Longer differences are harder to read than the list itself. */
const SHORT_DIFFERENCE = 4;

/** Holds a number and its class together on one line. */
const NO_BREAK = "\u00a0";

function countText(counts: readonly TypeCount[]): string {
  return counts.map(({ type, count }) => `${count} ${type}`.replaceAll(" ", NO_BREAK)).join(", ");
}

/** What `node` has more (+) or less (−) than `model`; nothing when their inner components differ. */
function differenceOf(node: ComponentNode, model: ComponentNode): string[] | undefined {
  if (JSON.stringify(node.components) !== JSON.stringify(model.components)) return undefined;
  const countIn = (counts: readonly TypeCount[], type: string) =>
    counts.find((entry) => entry.type === type)?.count ?? 0;
  const types = [...new Set([...model.counts, ...node.counts].map(({ type }) => type))];
  return types
    .map((type) => ({ type, more: countIn(node.counts, type) - countIn(model.counts, type) }))
    .filter(({ more }) => more !== 0)
    .map(({ type, more }) => `${more > 0 ? "+" : "−"}${Math.abs(more)} ${type}`);
}

/** How a component differs from an earlier sibling of its class, when that is short to say. */
function comparison(node: ComponentNode, model: ComponentNode | undefined): string | undefined {
  const difference = model && differenceOf(node, model);
  if (!model || !difference || difference.length > SHORT_DIFFERENCE) return undefined;
  return [`like ${model.name}`, ...difference].join(", ");
}

function detailLines(node: ComponentNode, indent: string, palette: Palette): string[] {
  const text = node.remote ? "what is inside is created by its own plugin" : countText(node.counts);
  if (text === "") return [];
  const lines = wrap(text, PAGE_WIDTH - indent.length);
  return lines.map((line) => palette.faint(indent) + line.replaceAll(NO_BREAK, " "));
}

function childLines(nodes: readonly ComponentNode[], indent: string, palette: Palette): string[] {
  return nodes.flatMap((node, position) => {
    const isLast = position === nodes.length - 1;
    const model = nodes.slice(0, position).find(({ type }) => type === node.type);
    const like = comparison(node, model);
    const branch = palette.faint(`${indent}${isLast ? "└─ " : "├─ "}`);
    const size = node.remote ? "" : ` (${node.total})`;
    const title = `${branch}${node.type} ${palette.strong(node.name)}${size}`;
    if (like !== undefined) return [`${title} ${palette.faint(like)}`];
    const inner = `${indent}${isLast ? "   " : "│  "}`;
    const stem = `${inner}${node.components.length > 0 ? "│  " : "   "}`;
    return [
      title,
      ...detailLines(node, stem, palette),
      ...childLines(node.components, inner, palette),
    ];
  });
}

/** The components of the program, with how many resources of each class they hold. */
export function treeSection(root: ComponentNode, palette: Palette): string[] {
  const stem = root.components.length > 0 ? "│  " : "   ";
  return [
    palette.heading("Resources"),
    `${palette.strong(root.name)} (${plural(root.total, "resource")})`,
    ...detailLines(root, stem, palette),
    ...childLines(root.components, "", palette),
  ];
}
