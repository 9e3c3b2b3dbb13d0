/** Folds are open on paper. */
function unfold(): void {
  for (const details of document.querySelectorAll("details")) details.open = true;
}

/** Paper has no folds; the style takes care of everything else. */
export function preparePaper(): void {
  window.addEventListener("beforeprint", unfold);
  window.matchMedia("print").addEventListener("change", ({ matches }) => {
    if (matches) unfold();
  });
}
