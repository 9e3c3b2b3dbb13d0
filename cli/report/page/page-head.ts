import { h, type Section } from "./dom.js";

const THEMES = ["automatic", "light", "dark"] as const;

/** Follows the system until somebody chooses. */
function themeButton(): HTMLElement {
  const root = document.documentElement;
  const button = h("button", { type: "button", class: "quiet", id: "theme" }, "Theme: automatic");
  button.addEventListener("click", () => {
    const now = THEMES.findIndex((theme) => theme === (root.dataset.theme ?? THEMES[0]));
    const next = THEMES[(now + 1) % THEMES.length] ?? THEMES[0];
    root.dataset.theme = next;
    button.textContent = `Theme: ${next}`;
  });
  return button;
}

/** The chapters, which stay in sight. */
export function pageHead(name: string, sections: readonly Section[]): HTMLElement {
  const links = sections.map(({ id, title, count }) =>
    h("li", {}, h("a", { href: `#${id}` }, title, count && h("span", { class: "count" }, count))),
  );
  return h(
    "header",
    { class: "page-head" },
    h("b", {}, name),
    h("nav", { "aria-label": "Chapters" }, h("ul", {}, links)),
    themeButton(),
  );
}
