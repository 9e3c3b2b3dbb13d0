import type { KubernetesApi, KubernetesObject } from "../../../testbed/kubernetes/api.js";

type Tree = Readonly<Record<string, unknown>>;

interface FieldsOfManager {
  readonly manager: string;
  readonly fieldsV1?: Tree;
}

/** What a plan keeps beside an object. */
const NOTES = ["urn", "patch"];

/** Pulumi's provider signs what it applies. */
const MANAGER = "pulumi-kubernetes";

function isTree(value: unknown): value is Tree {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function managersOf({ metadata }: KubernetesObject): readonly FieldsOfManager[] {
  return (metadata.managedFields ?? []) as FieldsOfManager[];
}

export function nameOf({ kind, metadata: { name, namespace } }: KubernetesObject): string {
  return [kind, namespace, name].filter(Boolean).join(" ");
}

/** Where `actual` lacks what `expected` says; additions of the server do not count. */
function missing(expected: unknown, actual: unknown, at: string): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length) return [at];
    return expected.flatMap((each, index) => missing(each, actual[index], `${at}[${index}]`));
  }
  if (isTree(expected)) {
    if (!isTree(actual)) return [at];
    return Object.entries(expected).flatMap(([key, value]) =>
      missing(value, actual[key], `${at}.${key}`),
    );
  }
  return expected === actual ? [] : [at];
}

/** Fields that the manager owns and the manifest does not have: what is left of an earlier state. */
function leftOver(fields: Tree, manifest: unknown, at: string): string[] {
  return Object.entries(fields).flatMap(([key, below]) => {
    if (!key.startsWith("f:") || !isTree(below)) return [];
    const [name, path] = [key.slice(2), `${at}.${key.slice(2)}`];
    if (path.startsWith(".metadata.annotations.pulumi.com/")) return [];
    if (!isTree(manifest)) return [];
    return name in manifest ? leftOver(below, manifest[name], path) : [path];
  });
}

function differencesOf(manifest: KubernetesObject, found: KubernetesObject): string[] {
  const written = Object.fromEntries(
    Object.entries(manifest).filter(([field]) => !NOTES.includes(field)),
  );
  const owned = managersOf(found).filter(({ manager }) => manager.startsWith(MANAGER));
  const extra = owned.flatMap(({ fieldsV1 = {} }) => leftOver(fieldsV1, written, ""));
  return [
    ...missing(written, found, "").map((at) => `${nameOf(manifest)}: ${at} differs`),
    ...extra.map((at) => `${nameOf(manifest)}: ${at} is left from before`),
  ];
}

/** Everything of these kinds that Pulumi's provider has written. */
export async function managedObjects(
  api: KubernetesApi,
  kinds: readonly Pick<KubernetesObject, "apiVersion" | "kind">[],
): Promise<readonly KubernetesObject[]> {
  const names = [...new Set(kinds.map(({ apiVersion, kind }) => `${apiVersion} ${kind}`))];
  const found: KubernetesObject[] = [];
  for (const each of names) {
    const [apiVersion = "", kind = ""] = each.split(" ");
    const objects = await api.list(apiVersion, kind);
    const ours = objects.filter((object) =>
      managersOf(object).some(({ manager }) => manager.startsWith(MANAGER)),
    );
    found.push(...ours);
  }
  return found;
}

/** How the objects of the API server and the manifests of a plan differ: not at all when the list is empty. */
export async function differences(
  api: KubernetesApi,
  manifests: readonly KubernetesObject[],
): Promise<string[]> {
  const found = new Map(
    (await managedObjects(api, manifests)).map((object) => [nameOf(object), object]),
  );
  const planned = new Set(manifests.map(nameOf));
  const unplanned = [...found.keys()].filter((name) => !planned.has(name));
  return [
    ...manifests.flatMap((manifest) => {
      const object = found.get(nameOf(manifest));
      return object === undefined
        ? [`${nameOf(manifest)}: is not there`]
        : differencesOf(manifest, object);
    }),
    ...unplanned.map((name) => `${name}: is not in the plan`),
  ];
}
