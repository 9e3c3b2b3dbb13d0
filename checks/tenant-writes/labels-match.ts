import type { JsonObject } from "../../prover/index.js";
import { objectOf, objectsOf, textOf, textsOf } from "../../basics/fields.js";

type Labels = Readonly<Record<string, unknown>>;

const OPERATORS: Readonly<Record<string, (value: unknown, values: readonly string[]) => boolean>> =
  {
    In: (value, values) => typeof value === "string" && values.includes(value),
    NotIn: (value, values) => typeof value !== "string" || !values.includes(value),
    Exists: (value) => value !== undefined,
    DoesNotExist: (value) => value === undefined,
  };

/** Whether a label selector of Kubernetes picks these labels. An operator that does not exist picks nothing. */
export function labelsMatch(selector: JsonObject, labels: Labels): boolean {
  const equal = Object.entries(objectOf(selector.matchLabels));
  return (
    equal.every(([key, value]) => labels[key] === value) &&
    objectsOf(selector.matchExpressions).every(({ key, operator, values }) => {
      const holds = OPERATORS[textOf(operator) ?? ""];
      return holds?.(labels[textOf(key) ?? ""], textsOf(values)) ?? false;
    })
  );
}
