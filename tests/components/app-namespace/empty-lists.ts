/** Paths of empty lists in a policy's spec. `podSelector: {}` is an object: it means all pods. */
export function emptyListsIn(value: unknown, path = "spec"): string[] {
  if (Array.isArray(value)) {
    return value.length === 0
      ? [path]
      : value.flatMap((inner, at) => emptyListsIn(inner, `${path}[${at}]`));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => emptyListsIn(inner, `${path}.${key}`));
}
