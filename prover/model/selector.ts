/**
 * A selector of Calico after parsing and rewriting. Labels of the namespace carry the prefix `pcns.`, those of the
 * service account `pcsa.`. `!=` and `not in` are negations of `equals` and `in`: they hold for an absent label.
 */
export type Selector =
  | { readonly kind: "all" }
  | { readonly kind: "global" }
  | { readonly kind: "has"; readonly label: string }
  | { readonly kind: "equals"; readonly label: string; readonly value: string }
  | { readonly kind: "in"; readonly label: string; readonly values: readonly string[] }
  | { readonly kind: "contains"; readonly label: string; readonly value: string }
  | { readonly kind: "starts-with"; readonly label: string; readonly value: string }
  | { readonly kind: "ends-with"; readonly label: string; readonly value: string }
  | { readonly kind: "not"; readonly operand: Selector }
  | { readonly kind: "and"; readonly operands: readonly Selector[] }
  | { readonly kind: "or"; readonly operands: readonly Selector[] };

/** The value of a label: a text, absent, or unknown. */
export type LabelValue = string | undefined | typeof ANY_VALUE;

/** The value of a label that a tenant will choose: any value, or none. */
export const ANY_VALUE = Symbol("any value or none");

/** The labels of an endpoint or a network set. */
export interface Labels {
  get(label: string): LabelValue;
}
