import { ANY_VALUE, type Labels, type LabelValue } from "../model/selector.js";

export const NAMESPACE_PREFIX = "pcns.";
export const SERVICE_ACCOUNT_PREFIX = "pcsa.";
export const NAMESPACE_LABEL = "projectcalico.org/namespace";
export const ORCHESTRATOR_LABEL = "projectcalico.org/orchestrator";
export const SERVICE_ACCOUNT_LABEL = "projectcalico.org/serviceaccount";
export const NAME_LABEL = "projectcalico.org/name";

export type KnownLabels = ReadonlyMap<string, LabelValue> | Readonly<Record<string, string>>;

/** Exactly these labels and no other. */
export function exactLabels(known: KnownLabels): Labels {
  return labelsWith(known, () => false);
}

/**
 * The labels of a pod that a tenant will create. What the platform sets is known: the namespace, the orchestrator and
 * everything inherited from the namespace are never the tenant's to choose. All the rest may have any value or none,
 * the service account and what is inherited from it included.
 */
export function adversaryLabels(known: KnownLabels): Labels {
  return labelsWith(known, (label) => !isPlatformLabel(label));
}

/** The labels that are known; of the others those that somebody else chooses, and the rest absent. */
export function labelsWith(known: KnownLabels, isOpen: (label: string) => boolean): Labels {
  const values = known instanceof Map ? known : new Map(Object.entries(known));
  return {
    get: (label): LabelValue => {
      if (values.has(label)) return values.get(label) as LabelValue;
      return isOpen(label) ? ANY_VALUE : undefined;
    },
  };
}

function isPlatformLabel(label: string): boolean {
  return (
    label === NAMESPACE_LABEL || label === ORCHESTRATOR_LABEL || label.startsWith(NAMESPACE_PREFIX)
  );
}
