import type { ComponentNode, TypeCount } from "../../facts/component-tree.js";
import { plural } from "../../basics/counts.js";
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
function countDifference(node: ComponentNode, model: ComponentNode): string[] | undefined {
  if (JSON.stringify(node.components) !== JSON.stringify(model.components)) return undefined;
  const countIn = (counts: readonly TypeCount[], type: string) =>
    counts.find((entry) => entry.type === type)?.count ?? 0;
  const types = [...new Set([...model.counts, ...node.counts].map(({ type }) => type))];
  return types
    .map((type) => ({ type, more: countIn(node.counts, type) - countIn(model.counts, type) }))
    .filter(({ more }) => more !== 0)
    .map(({ type, more }) => `${more > 0 ? "+" : "−"}${Math.abs(more)} ${type}`);
}

/** How a component differs from the most similar of `models`, when that is short to say. */
function comparison(node: ComponentNode, models: readonly ComponentNode[]): string | undefined {
  const [nearest] = models
    .filter(({ type }) => type === node.type)
    .flatMap((model) => {
      const difference = countDifference(node, model);
      return difference ? [{ model, difference }] : [];
    })
    .sort((left, right) => left.difference.length - right.difference.length);
  if (!nearest || nearest.difference.length > SHORT_DIFFERENCE) return undefined;
  return [`like ${nearest.model.name}`, ...nearest.difference].join(", ");
}

function contentText(node: ComponentNode): string {
  return node.remote ? "what is inside is created by its own plugin" : countText(node.counts);
}

function detailLines(text: string, indent: string, palette: Palette): string[] {
  if (text === "") return [];
  const lines = wrap(text, PAGE_WIDTH - indent.length);
  return lines.map((line) => palette.faint(indent) + line.replaceAll(NO_BREAK, " "));
}

/** Every component, compared with those of its siblings that were listed in full before it. */
function withComparisons(
  nodes: readonly ComponentNode[],
): { node: ComponentNode; like: string | undefined }[] {
  const models: ComponentNode[] = [];
  return nodes.map((node) => {
    const like = comparison(node, models);
    if (like === undefined) models.push(node);
    return { node, like };
  });
}

/** A component on one line with what it is like, where that fits; else what it holds below it. */
function nodeLines(
  title: { readonly plain: string; readonly painted: string },
  text: { readonly like: string | undefined; readonly content: string },
  stem: string,
  palette: Palette,
): string[] {
  const { like = "", content } = text;
  if (like !== "" && title.plain.length + 1 + like.length <= PAGE_WIDTH) {
    return [`${title.painted} ${palette.faint(like)}`];
  }
  return [title.painted, ...detailLines(like || content, stem, palette)];
}

function childLines(nodes: readonly ComponentNode[], indent: string, palette: Palette): string[] {
  return withComparisons(nodes).flatMap(({ node, like }, position) => {
    const isLast = position === nodes.length - 1;
    const branch = `${indent}${isLast ? "└─ " : "├─ "}`;
    const inner = `${indent}${isLast ? "   " : "│  "}`;
    const size = node.remote ? "" : ` (${node.total})`;
    const components = like === undefined ? node.components : [];
    const title = {
      plain: `${branch}${node.type} ${node.name}${size}`,
      painted: `${palette.faint(branch)}${node.type} ${palette.strong(node.name)}${size}`,
    };
    const stem = `${inner}${components.length > 0 ? "│  " : "   "}`;
    return [
      ...nodeLines(title, { like, content: contentText(node) }, stem, palette),
      ...childLines(components, inner, palette),
    ];
  });
}

/** The components of the program, with how many resources of each class they hold. */
export function treeSection(root: ComponentNode, palette: Palette): string[] {
  const stem = root.components.length > 0 ? "│  " : "   ";
  return [
    palette.heading("Resources"),
    `${palette.strong(root.name)} (${plural(root.total, "resource")})`,
    ...detailLines(contentText(root), stem, palette),
    ...childLines(root.components, "", palette),
  ];
}
