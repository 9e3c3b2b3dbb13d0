import type { Labels } from "../model/selector.js";
import type { Endpoint } from "../model/world.js";

export type LabelTable = Readonly<Record<string, string>>;

/**
 * The pod that a tenant may yet create, with these labels: what is asked about pods with certain labels is asked about
 * future ones too.
 */
export function withLabels(adversary: Endpoint, labels: LabelTable): Endpoint {
  const told = Object.entries(labels).map(([label, value]) => `${label}=${value}`);
  const name = `${adversary.name} with ${told.sort().join(",")}`;
  return {
    ...adversary,
    id: `${adversary.namespace}/${name}`,
    name,
    labels: overlaid(adversary.labels, labels),
  };
}

function overlaid(base: Labels, labels: LabelTable): Labels {
  return {
    get: (label) => (Object.hasOwn(labels, label) ? labels[label] : base.get(label)),
  };
}
