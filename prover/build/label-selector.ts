import { oneOf } from "../../basics/nearest.js";
import type { Selector } from "../model/selector.js";
import type { Field } from "./field.js";
import { conjoin } from "./selector-algebra.js";

interface Operator {
  readonly needsValues: boolean;
  readonly selector: (label: string, values: readonly string[]) => Selector;
}

const OPERATORS: Readonly<Record<string, Operator>> = {
  In: { needsValues: true, selector: (label, values) => ({ kind: "in", label, values }) },
  NotIn: {
    needsValues: true,
    selector: (label, values) => ({ kind: "not", operand: { kind: "in", label, values } }),
  },
  Exists: { needsValues: false, selector: (label) => ({ kind: "has", label }) },
  DoesNotExist: {
    needsValues: false,
    selector: (label) => ({ kind: "not", operand: { kind: "has", label } }),
  },
};

/** A label selector of Kubernetes. One without any condition is all(). */
export function readLabelSelector(field: Field): Selector {
  field.only(["matchLabels", "matchExpressions"]);
  const labels = Object.entries(field.at("matchLabels").texts());
  const equal = labels.sort(([left], [right]) => (left < right ? -1 : 1));
  return conjoin([
    ...equal.map(([label, value]): Selector => ({ kind: "equals", label, value })),
    ...field
      .at("matchExpressions")
      .items()
      .flatMap((item) => readExpression(item) ?? []),
  ]);
}

function readExpression(field: Field): Selector | undefined {
  field.only(["key", "operator", "values"]);
  const label = field.at("key").filledText();
  const operator = field.at("operator").choice(OPERATORS);
  const values = field
    .at("values")
    .items()
    .map((value) => value.text() ?? "");
  if (label === undefined) field.error("bad-selector", "An expression requires a key.");
  if (operator === undefined) {
    const message = `The operator is invalid: expected ${oneOf(Object.keys(OPERATORS))}.`;
    field.at("operator").error("bad-selector", message);
    return undefined;
  }
  if (operator.needsValues !== values.length > 0) {
    const message = operator.needsValues
      ? "This operator requires values."
      : "This operator takes no values.";
    field.at("values").error("bad-selector", message);
  }
  return label === undefined ? undefined : operator.selector(label, values);
}
