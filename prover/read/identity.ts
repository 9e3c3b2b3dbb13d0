import type { Finding, Origin } from "../model/world.js";
import type { RawObject } from "./read-result.js";

/** Reports objects of one kind and name: in a cluster, the one applied last would win. */
export function findSameIdentity(objects: readonly RawObject[]): Finding[] {
  const first = new Map<string, RawObject>();
  return objects.flatMap((object) => {
    const { kind, ref } = object;
    const key = JSON.stringify([kind, ref.namespace, ref.name]);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, object);
    return earlier === undefined ? [] : [sameIdentity(earlier, object)];
  });
}

function sameIdentity(earlier: RawObject, later: RawObject): Finding {
  const { ref } = later;
  const name = ref.namespace === undefined ? ref.name : `${ref.namespace}/${ref.name}`;
  return {
    code: "same-object-twice",
    severity: "error",
    object: ref,
    origin: ref.origin,
    path: "metadata.name",
    message:
      `${ref.kind} ${name} is defined twice: ${originText(earlier.ref.origin)} and ` +
      `${originText(ref.origin)}.`,
    fix: "Remove one of them; a cluster can contain only one.",
  };
}

/** `policies.yaml, document 3, line 41`. */
export function originText({ file, document, line, item }: Origin): string {
  const parts = [
    file,
    `document ${document}`,
    item ?? "",
    line === undefined ? "" : `line ${line}`,
  ];
  return parts.filter((part) => part !== "").join(", ");
}
