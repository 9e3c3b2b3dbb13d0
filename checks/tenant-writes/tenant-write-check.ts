import type { AccessControlObject, JsonObject, ReadResult } from "../../prover/index.js";
import type { ApplicationFacts, InvariantInput } from "../traffic/application-facts.js";
import { UNMANAGED_PROBE } from "../traffic/probes.js";
import { type Admission, openAdmission } from "./admission.js";
import { objectOf } from "../../basics/fields.js";

/** What guards are judged by. */
export interface TenantWriteContext {
  readonly input: InvariantInput;
  readonly admission: Admission;
  /** Guards by their kind and namespace; those of the whole cluster by their kind alone. */
  readonly accessControls: ReadonlyMap<string, readonly AccessControlObject[]>;
  readonly namespaces: ReadonlyMap<string, JsonObject>;
  /** The service accounts that are given, by `namespace/name`. */
  readonly serviceAccounts: ReadonlyMap<string, JsonObject>;
}

/** What was looked at, and what is wrong with it in one sentence each. */
export interface CheckOutcome {
  readonly looked: number;
  readonly problems: readonly string[];
}

/** Something beside the policies that holds for every platform. */
export interface TenantWriteCheck {
  /** Stable, kebab-case. */
  readonly id: string;
  readonly sentence: string;
  readonly notApplicable: (input: InvariantInput) => string | undefined;
  readonly judge: (scene: TenantWriteContext) => CheckOutcome;
}

function contentsOf(read: ReadResult, kind: string): Map<string, JsonObject> {
  return new Map(
    read.objects
      .filter((object) => object.kind === kind)
      .map(({ ref, content }) => [nameOf(ref), content]),
  );
}

function nameOf({
  namespace,
  name,
}: {
  readonly namespace?: string;
  readonly name: string;
}): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

function placeOf(kind: string, namespace: string | undefined): string {
  return namespace === undefined ? kind : `${kind} ${namespace}`;
}

function byPlace(guards: readonly AccessControlObject[]): Map<string, AccessControlObject[]> {
  const places = new Map<string, AccessControlObject[]>();
  for (const guard of guards) {
    const place = placeOf(guard.ref.kind, guard.ref.namespace);
    const others = places.get(place);
    if (others === undefined) places.set(place, [guard]);
    else others.push(guard);
  }
  return places;
}

export function openTenantWriteContext(
  read: ReadResult,
  input: InvariantInput,
): TenantWriteContext {
  const namespaces = contentsOf(read, "Namespace");
  return {
    input,
    accessControls: byPlace(read.accessControls),
    admission: openAdmission(read.accessControls, (name) => objectOf(namespaces.get(name))),
    namespaces,
    serviceAccounts: contentsOf(read, "ServiceAccount"),
  };
}

/** Guards of a kind in a namespace; without one, those of the whole cluster. */
export function accessControlsIn(
  { accessControls }: TenantWriteContext,
  kind: string,
  namespace?: string,
): readonly AccessControlObject[] {
  return accessControls.get(placeOf(kind, namespace)) ?? [];
}

/** Looks at every application by itself. */
export function perApplication(
  find: (application: ApplicationFacts, scene: TenantWriteContext) => readonly string[],
): TenantWriteCheck["judge"] {
  return (scene) => ({
    looked: scene.input.applications.length,
    problems: scene.input.applications.flatMap((application) =>
      find(application, scene).map((problem) => `${application.namespace}: ${problem}`),
    ),
  });
}

/** The namespaces of applications, and one that nobody onboarded. */
export function tenantNamespaces({ applications }: InvariantInput): string[] {
  return [...applications.map(({ namespace }) => namespace), UNMANAGED_PROBE];
}
