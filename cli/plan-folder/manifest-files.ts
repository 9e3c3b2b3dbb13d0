import { createHash } from "node:crypto";
import { stringify } from "yaml";
import { groupBy } from "../../basics/group-by.js";
import { byText, objectOf, textOf, type JsonMap } from "../../basics/json.js";
import { maskSecretObject } from "../../recorder/index.js";
import { YAML_STYLE } from "./yaml-style.js";

/** A file of the output folder. */
export interface OutputFile {
  /** With forward slashes, below the folder. */
  readonly path: string;
  readonly content: string;
  /** True for what was rendered of an object that another file has already. */
  readonly repeats?: boolean;
}

const CLUSTER_FOLDER = "_cluster";

/** Names are cut here, so that kind, hash and extension still fit into 255 bytes. */
const NAME_LIMIT = 150;

interface NamedManifest {
  readonly object: JsonMap;
  readonly folder: string;
  readonly kind: string;
  readonly name: string;
}

/** Only characters that every file system takes, and no more than fit. */
function safe(text: string): string {
  return text
    .replace(/[^A-Za-z0-9._-]/g, "_")
    .replace(/^\.+/, "_")
    .slice(0, NAME_LIMIT);
}

function objectIdentity({ object }: NamedManifest): string {
  const { name, namespace } = objectOf(object.metadata);
  return [object.apiVersion, object.kind, namespace ?? "", name ?? ""].map(String).join("\n");
}

function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

function nameManifest(object: JsonMap): NamedManifest {
  const { name, namespace } = objectOf(object.metadata);
  return {
    object,
    folder: textOf(namespace) ?? CLUSTER_FOLDER,
    kind: textOf(object.kind) ?? "Object",
    name: textOf(name) ?? "unnamed",
  };
}

function plainPath({ folder, kind, name }: NamedManifest): string {
  return `${safe(folder)}/${safe(kind)}-${safe(name)}`;
}

/** Only a name that had to be changed, or that another object shares, carries a fingerprint. */
function manifestPath(manifest: NamedManifest, isShared: boolean): string {
  const plain = plainPath(manifest);
  const isExact = plain === `${manifest.folder}/${manifest.kind}-${manifest.name}`;
  return isExact && !isShared ? plain : `${plain}-${fingerprint(objectIdentity(manifest))}`;
}

function inCustomaryOrder(object: JsonMap): JsonMap {
  const { apiVersion, kind, metadata, ...rest } = object;
  return { ...head({ apiVersion, kind, metadata }), ...rest };
}

function head(fields: Partial<JsonMap>): JsonMap {
  const known = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as JsonMap;
}

export function writeYaml(object: JsonMap): string {
  return stringify(object, YAML_STYLE);
}

/** One file for each object, in a folder for each namespace. Two objects never share a file. */
export function renderManifestFiles(objects: readonly JsonMap[]): OutputFile[] {
  const named = objects.map(nameManifest);
  const shared = groupBy(named, (manifest) => plainPath(manifest).toLowerCase());
  const files = named.map((manifest) => {
    const isShared = (shared.get(plainPath(manifest).toLowerCase())?.length ?? 0) > 1;
    const object = inCustomaryOrder(maskSecretObject(manifest.object));
    return { path: manifestPath(manifest, isShared), content: writeYaml(object) };
  });
  return numbered(files).sort((left, right) => byText(left.path, right.path));
}

/** The same object twice, as when it is created and patched: the later ones are numbered. */
function numbered(files: readonly OutputFile[]): OutputFile[] {
  const byPath = groupBy(files, ({ path }) => path);
  return [...byPath.values()].flatMap((group) =>
    group.map(({ path, content }, index) => ({
      path: index === 0 ? `${path}.yaml` : `${path}-${index + 1}.yaml`,
      content,
      ...(index === 0 ? {} : { repeats: true }),
    })),
  );
}
