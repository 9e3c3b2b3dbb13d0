import type { Finding, ObjectRef } from "../../prover/index.js";
import { plural } from "../../basics/counts.js";

/** Where a finding is: `app.yaml:12`, or the object when it never was in a file. */
export function findingPlace({ origin, object }: Finding): string {
  const at = origin ?? object?.origin;
  if (at === undefined) return "";
  return at.line === undefined ? at.file : `${at.file}:${at.line}`;
}

/** `NetworkPolicy shop/web`. */
export function objectText({
  kind,
  namespace,
  name,
}: Pick<ObjectRef, "kind" | "namespace" | "name">): string {
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}

/** What a finding is about, such as `NetworkPolicy shop/web, spec.ingress[0]`. */
export function findingSubject({ object, path }: Finding): string {
  return [object === undefined ? "" : objectText(object), path ?? ""].filter(Boolean).join(", ");
}

/** A finding with its place, and what to do about it. */
export function findingLines(finding: Finding): string[] {
  const { message, fix } = finding;
  const head = [findingPlace(finding), findingSubject(finding)].filter(Boolean).join(": ");
  return [
    `  ${head === "" ? message : `${head}: ${message}`}`,
    ...(fix === undefined ? [] : [`    ${fix}`]),
  ];
}

/** The input cannot be judged: nothing is answered. Exit status 1. */
export class InputError extends Error {
  override readonly name = "InputError";

  constructor(readonly findings: readonly Finding[]) {
    const head = `the input has ${plural(findings.length, "error")}, so that nothing can be said:`;
    super([head, ...findings.flatMap(findingLines)].join("\n"));
  }
}
