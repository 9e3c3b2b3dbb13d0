import type { AccessControlObject, JsonObject, ReadResult } from "../../prover/index.js";
import type { ApplicationFacts, InvariantInput } from "../traffic/application-facts.js";
import type { CheckHead } from "../check.js";
import { UNMANAGED_PROBE } from "../traffic/probes.js";
import { type Admission, openAdmission } from "./admission.js";
import { objectOf } from "../../basics/json.js";
import { groupBy } from "../../basics/group-by.js";

/** What the checks of tenant writes look at. */
export interface TenantWriteContext {
  readonly input: InvariantInput;
  readonly admission: Admission;
  /** By kind and namespace; objects of the whole cluster by kind alone. */
  readonly accessControls: ReadonlyMap<string, readonly AccessControlObject[]>;
  readonly namespaces: ReadonlyMap<string, JsonObject>;
  /** By `namespace/name`. */
  readonly serviceAccounts: ReadonlyMap<string, JsonObject>;
}

/** How many writes or objects were checked, and a sentence for each that is wrong. */
export interface TenantWriteOutcome {
  readonly checked: number;
  readonly problems: readonly string[];
}

/** Looks at what the API server lets a tenant write. It must hold on every platform. */
export interface TenantWriteCheck extends CheckHead {
  readonly severity: "error";
  /** Why the check does not apply; undefined when it does. */
  readonly notApplicable: (input: InvariantInput) => string | undefined;
  readonly find: (context: TenantWriteContext) => TenantWriteOutcome;
}

function indexContents(read: ReadResult, kind: string): Map<string, JsonObject> {
  return new Map(
    read.objects
      .filter((object) => object.kind === kind)
      .map(({ ref, content }) => [qualify(ref.name, ref.namespace), content]),
  );
}

function qualify(name: string, namespace: string | undefined): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

export function openTenantWriteContext(
  read: ReadResult,
  input: InvariantInput,
): TenantWriteContext {
  const namespaces = indexContents(read, "Namespace");
  return {
    input,
    accessControls: groupBy(read.accessControls, ({ ref }) => qualify(ref.kind, ref.namespace)),
    admission: openAdmission(read.accessControls, (name) => objectOf(namespaces.get(name))),
    namespaces,
    serviceAccounts: indexContents(read, "ServiceAccount"),
  };
}

/** Objects of a kind in a namespace; without a namespace, those of the whole cluster. */
export function accessControlsIn(
  { accessControls }: TenantWriteContext,
  kind: string,
  namespace?: string,
): readonly AccessControlObject[] {
  return accessControls.get(qualify(kind, namespace)) ?? [];
}

/** Checks each application on its own. */
export function perApplication(
  findProblems: (application: ApplicationFacts, context: TenantWriteContext) => readonly string[],
): TenantWriteCheck["find"] {
  return (context) => ({
    checked: context.input.applications.length,
    problems: context.input.applications.flatMap((application) =>
      findProblems(application, context).map((problem) => `${application.namespace}: ${problem}`),
    ),
  });
}

/** The namespaces of applications, and an unmanaged one. */
export function tenantNamespaces({ applications }: InvariantInput): string[] {
  return [...applications.map(({ namespace }) => namespace), UNMANAGED_PROBE];
}
