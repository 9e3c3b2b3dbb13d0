import { formatPath, type JsonObject, type Path } from "../../prover/index.js";
import { type ManifestCheck, type ManifestHit, listAt, textAt, valueAt } from "./manifest-check.js";

/** Labels of a namespace that only the API server and Calico write. */
const SAFE_LABELS = ["kubernetes.io/metadata.name", "projectcalico.org/name"];

function labelsIn(selector: unknown): string[] {
  if (typeof selector === "string") {
    const bare = selector.replace(/"[^"]*"|'[^']*'/g, "");
    const words = bare.match(/[A-Za-z0-9_./-]*[/_.A-Za-z][A-Za-z0-9_./-]*/g) ?? [];
    return words.filter((word) => !SELECTOR_WORDS.includes(word));
  }
  if (typeof selector !== "object" || selector === null) return [];
  const content = selector as JsonObject;
  const expressions = listAt(content, ["matchExpressions"]).map((_, index) =>
    textAt(content, ["matchExpressions", index, "key"]),
  );
  return [...Object.keys(content.matchLabels ?? {}), ...expressions];
}

const SELECTOR_WORDS: readonly string[] = ["has", "all", "global", "in", "not", "notin"].concat([
  "contains",
  "starts",
  "startswith",
  "ends",
  "endswith",
  "with",
]);

/** Every namespace selector in the rules of an object, at any depth. */
function namespaceSelectorsIn(value: unknown, path: Path): { path: Path; selector: unknown }[] {
  if (Array.isArray(value)) {
    return value.flatMap((item: unknown, index) => namespaceSelectorsIn(item, [...path, index]));
  }
  if (typeof value !== "object" || value === null) return [];
  const entries: [string, unknown][] = Object.entries(value);
  return entries.flatMap(([key, inner]) =>
    key === "namespaceSelector" || key === "namespaces"
      ? [{ path: [...path, key], selector: inner }]
      : namespaceSelectorsIn(inner, [...path, key]),
  );
}

const namespaceLabels: ManifestCheck = {
  code: "namespace-by-other-label",
  severity: "note",
  title: "A rule that selects namespaces by a label other than their name",
  why: "Anyone who may edit a Namespace can give it the label and become the peer; the name cannot be changed.",
  fix: "Select by kubernetes.io/metadata.name or projectcalico.org/name, or keep tenants from editing Namespaces.",
  find: ({ objects }) =>
    objects
      .filter(({ kind }) => kind.endsWith("NetworkPolicy"))
      .flatMap((object) =>
        ["ingress", "egress"]
          .flatMap((direction) =>
            namespaceSelectorsIn(valueAt(object.content, ["spec", direction]), ["spec", direction]),
          )
          .flatMap(({ path, selector }): ManifestHit[] => {
            const others = labelsIn(selector).filter((label) => !SAFE_LABELS.includes(label));
            if (others.length === 0) return [];
            return [
              { object, path, message: `${formatPath(path)} depends on ${others.join(", ")}.` },
            ];
          }),
      ),
};

export const SELECTOR_CHECKS: readonly ManifestCheck[] = [namespaceLabels];
