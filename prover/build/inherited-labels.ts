import type { Labels } from "../model/selector.js";
import {
  labelsWith,
  NAME_LABEL,
  NAMESPACE_LABEL,
  NAMESPACE_PREFIX,
  ORCHESTRATOR_LABEL,
  SERVICE_ACCOUNT_LABEL,
  SERVICE_ACCOUNT_PREFIX,
} from "../selectors/labels.js";
import type { BuildContext } from "./build-context.js";

/** The API server of Kubernetes writes it on every namespace. */
const METADATA_NAME = "kubernetes.io/metadata.name";

interface Inherited {
  readonly labels: readonly (readonly [string, string])[];
  /** Whether the object was given. If not, its other labels may be anything. */
  readonly known: boolean;
}

/** What pods and network sets inherit from their namespace and their service account. */
export class InheritedLabels {
  private readonly namespaces = new Map<string, Inherited>();
  private readonly accounts = new Map<string, Inherited>();

  constructor(context: BuildContext) {
    for (const object of context.of("Namespace")) {
      const { name } = object.ref;
      const own = context.open(object).at("metadata").at("labels").texts();
      const labels = { ...own, [METADATA_NAME]: name, [NAME_LABEL]: name };
      this.namespaces.set(name, { labels: under(NAMESPACE_PREFIX, labels), known: true });
    }
    for (const object of context.of("ServiceAccount")) {
      const { name, namespace = "" } = object.ref;
      const own = context.open(object).at("metadata").at("labels").texts();
      const labels = under(SERVICE_ACCOUNT_PREFIX, { ...own, [NAME_LABEL]: name });
      this.accounts.set(`${namespace}/${name}`, { labels, known: true });
    }
  }

  hasNamespace(name: string): boolean {
    return this.namespaces.has(name);
  }

  ofNamespace(name: string): Inherited {
    const labels = { [METADATA_NAME]: name, [NAME_LABEL]: name };
    return this.namespaces.get(name) ?? { labels: under(NAMESPACE_PREFIX, labels), known: false };
  }

  ofAccount(namespace: string, name: string): Inherited {
    const labels = under(SERVICE_ACCOUNT_PREFIX, { [NAME_LABEL]: name });
    return this.accounts.get(`${namespace}/${name}`) ?? { labels, known: false };
  }
}

function under(prefix: string, labels: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(labels).map(([label, value]) => [prefix + label, value]);
}

/** What a pod says of itself. */
export interface PodFacts {
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Labels that a controller will write on it, whose values are not known yet. */
  readonly controllerLabels?: readonly string[];
}

/**
 * The labels of a pod as Calico sees them. Its own labels cannot pretend to be inherited, nor say another namespace,
 * orchestrator or service account than its own.
 */
export function podLabels(pod: PodFacts, inherited: InheritedLabels): Labels {
  const { namespace, serviceAccount, labels, controllerLabels = [] } = pod;
  const fromNamespace = inherited.ofNamespace(namespace);
  const fromAccount = inherited.ofAccount(namespace, serviceAccount);
  const own = Object.entries(labels).filter(
    ([label]) => !label.startsWith(NAMESPACE_PREFIX) && !label.startsWith(SERVICE_ACCOUNT_PREFIX),
  );
  const known = new Map([
    ...fromNamespace.labels,
    ...fromAccount.labels,
    ...own,
    [NAMESPACE_LABEL, namespace] as const,
    [ORCHESTRATOR_LABEL, "k8s"] as const,
    [SERVICE_ACCOUNT_LABEL, serviceAccount] as const,
  ]);
  return labelsWith(
    known,
    (label) =>
      (!fromNamespace.known && label.startsWith(NAMESPACE_PREFIX)) ||
      (!fromAccount.known && label.startsWith(SERVICE_ACCOUNT_PREFIX)) ||
      controllerLabels.includes(label),
  );
}
