type Attribute = string | number | boolean | undefined;

export type Child = Node | string | undefined | readonly Child[];

function append(element: Element, child: Child): void {
  if (child === undefined) return;
  if (typeof child === "string" || child instanceof Node) element.append(child);
  else for (const each of child) append(element, each);
}

function dress(element: Element, attributes: Readonly<Record<string, Attribute>>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
}

/** An element with attributes and children. Texts are texts: nothing is ever parsed as HTML. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  dress(element, attributes);
  append(element, children);
  return element;
}

/** The same for SVG. */
export function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  dress(element, attributes);
  append(element, children);
  return element;
}

export interface Section {
  readonly id: string;
  readonly title: string;
  /** Beside the title and in the navigation. */
  readonly count?: string;
}

/** A chapter of the report. */
export function titledSection(
  { id, title, count }: Section,
  ...children: readonly Child[]
): HTMLElement {
  const heading = h(
    "h2",
    { id: `${id}-title` },
    title,
    count && h("span", { class: "count" }, count),
  );
  return h("section", { id, "aria-labelledby": `${id}-title` }, heading, ...children);
}
