import type { Selector } from "../model/selector.js";

/** What to do with each kind of selector. */
export type SelectorCases<R> = {
  readonly [K in Selector["kind"]]: (selector: Extract<Selector, { kind: K }>) => R;
};

export function bySelectorKind<R>(selector: Selector, cases: SelectorCases<R>): R {
  return (cases[selector.kind] as (selector: Selector) => R)(selector);
}
