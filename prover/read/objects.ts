import { formatPath, type Path } from "../model/path.js";
import type { Finding, ObjectRef, Origin } from "../model/world.js";
import { isNamespacedAccessControl, findKind } from "./kinds.js";
import type { LineFinder } from "./lines.js";
import { isWanted, isWord, namespaceFrom, type Wanted } from "./object-head.js";
import {
  type AccessControlObject,
  isJsonObject,
  type JsonObject,
  type RawObject,
} from "./read-result.js";

/** Where the objects, the unknown kinds and the errors of reading go. */
export interface ReadSink {
  readonly wanted: Wanted;
  object(object: RawObject): void;
  accessControl(object: AccessControlObject): void;
  unknown(apiVersion: string, kind: string, origin: Origin): void;
  problem(finding: Omit<Finding, "severity">): void;
}

/** A value that should be an object or a List of objects. */
interface Candidate {
  readonly value: unknown;
  readonly origin: Origin;
  /** Its path in the document. */
  readonly path: Path;
  readonly findLine: LineFinder;
}

export function readObjects(candidate: Candidate, sink: ReadSink): void {
  const { value, origin } = candidate;
  if (!isJsonObject(value)) {
    const message = "This is not a Kubernetes object: expected a mapping.";
    sink.problem({ code: "not-an-object", message, origin });
    return;
  }
  const { apiVersion, kind } = value;
  if (!isWord(apiVersion) || !isWord(kind)) {
    sink.problem(withoutKind(value, origin));
    return;
  }
  if (kind.endsWith("List") && (kind === "List" || value.items !== undefined)) {
    readList({ ...candidate, value, apiVersion, kind }, sink);
    return;
  }
  readKind({ ...candidate, value, apiVersion, kind }, sink);
}

function readKind(typed: TypedCandidate, sink: ReadSink): void {
  const { value, apiVersion, kind, origin } = typed;
  if (!isWanted(value, sink.wanted)) return;
  const known = findKind(apiVersion, kind);
  if (known !== undefined) {
    readObject(typed, known.namespaced, sink, (ref, findLine) => {
      sink.object({ ref, kind: known.is, content: value, findLine });
    });
    return;
  }
  sink.unknown(apiVersion, kind, origin);
  const namespaced = isNamespacedAccessControl(apiVersion, kind);
  if (namespaced === undefined) return;
  readObject(typed, namespaced, sink, (ref) => {
    sink.accessControl({ ref, content: value });
  });
}

function withoutKind(value: JsonObject, origin: Origin): Omit<Finding, "severity"> {
  const missing = ["apiVersion", "kind"].filter((field) => !isWord(value[field]));
  return {
    code: "not-an-object",
    path: missing[0],
    message: `This is not a Kubernetes object: ${missing.join(" and ")} ${missing.length > 1 ? "are" : "is"} missing.`,
    fix: "Pass rendered manifests only, without values and templates.",
    origin,
  };
}

interface TypedCandidate extends Candidate {
  readonly value: JsonObject;
  readonly apiVersion: string;
  readonly kind: string;
}

/** A `List` of anything, or a list of one kind, whose items need not say their kind. */
function readList(list: TypedCandidate, sink: ReadSink): void {
  const { value, origin, findLine } = list;
  const items: unknown = value.items ?? [];
  if (!Array.isArray(items)) {
    const message = "The items of a List are invalid: expected a list.";
    const line = findLine([...list.path, "items"]);
    sink.problem({ code: "wrong-type", path: "items", message, origin: { ...origin, line } });
    return;
  }
  const itemKind =
    list.kind === "List" ? {} : { apiVersion: list.apiVersion, kind: list.kind.slice(0, -4) };
  items.forEach((item: unknown, index) => {
    const path = [...list.path, "items", index];
    const typed = isJsonObject(item) ? { ...itemKind, ...item } : item;
    readObjects(
      { value: typed, path, findLine, origin: originOfItem(origin, path, findLine) },
      sink,
    );
  });
}

type Take = (ref: ObjectRef, findLine: LineFinder) => void;

function readObject(
  candidate: TypedCandidate,
  namespaced: boolean,
  sink: ReadSink,
  take: Take,
): void {
  const { value, apiVersion, kind, origin } = candidate;
  const findLine = (path: Path): number | undefined =>
    candidate.findLine([...candidate.path, ...path]) ?? origin.line;
  const metadata = isJsonObject(value.metadata) ? value.metadata : {};
  const { name, namespace } = metadata;
  const problem = (field: string, message: string, fix?: string): void => {
    const path = `metadata.${field}`;
    const at = { ...origin, line: findLine(["metadata", field]) };
    sink.problem({ code: "bad-metadata", path, message: `${kind}: ${message}`, fix, origin: at });
  };
  if (!isWord(name)) {
    problem("name", "the name is missing.", "Write a fixed name; generateName is not supported.");
    return;
  }
  if (namespace !== undefined && typeof namespace !== "string") {
    problem("namespace", "the namespace is invalid: expected a text.");
    return;
  }
  const inNamespace = namespaced ? { namespace: namespaceFrom(namespace) } : {};
  take({ apiVersion, kind, ...inNamespace, name, origin }, findLine);
}

/** The line of an item is looked up on demand: Lists are long and few items are reported. */
function originOfItem(list: Origin, path: Path, findLine: LineFinder): Origin {
  const origin = { ...list, item: formatPath(path) };
  return Object.defineProperty(origin, "line", { enumerable: true, get: () => findLine(path) });
}
