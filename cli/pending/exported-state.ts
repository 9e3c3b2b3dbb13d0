import { objectOf, textOf, type Json, type JsonMap } from "../../basics/json.js";

/** A resource that an interrupted command was working on. */
export interface PendingOperation {
  /** `creating`, `updating`, `deleting`, `reading`, `importing`. */
  readonly type: string;
  readonly urn: string;
  readonly resource: JsonMap;
}

/** What `pulumi stack export` writes. All of it is kept, also what is not known here. */
export interface ExportedState {
  readonly document: JsonMap;
  readonly resources: readonly JsonMap[];
  readonly pending: readonly PendingOperation[];
}

const PENDING = "pending_operations";

function objectsIn(value: Json | undefined, what: string): JsonMap[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.map((item) => objectOf(item));
  throw new Error(`${what} is not a list: expected a state that "pulumi stack export" wrote.`);
}

function parsed(text: string): JsonMap {
  try {
    return objectOf(JSON.parse(text) as Json);
  } catch (error) {
    throw new Error(
      `not JSON: expected a state that "pulumi stack export" wrote: ${(error as Error).message}`,
      {
        cause: error,
      },
    );
  }
}

/** @throws Error for a text that is not the export of a stack. */
export function readExport(text: string): ExportedState {
  const document = parsed(text);
  if (!("deployment" in document)) {
    throw new Error(`"deployment" is missing: expected a state that "pulumi stack export" wrote.`);
  }
  const deployment = objectOf(document.deployment);
  const resources = objectsIn(deployment.resources, "deployment.resources");
  const pending = objectsIn(deployment[PENDING], `deployment.${PENDING}`).map((operation) => {
    const resource = objectOf(operation.resource);
    return { type: textOf(operation.type) ?? "", urn: textOf(resource.urn) ?? "", resource };
  });
  return { document, resources, pending };
}

/** The export with other resources and pending operations. */
export function writeExport(
  { document }: ExportedState,
  resources: readonly JsonMap[],
  pending: readonly PendingOperation[],
): string {
  const deployment = {
    ...objectOf(document.deployment),
    resources: [...resources],
    [PENDING]: pending.map(({ type, resource }) => ({ resource, type })),
  };
  return `${JSON.stringify({ ...document, deployment }, null, 2)}\n`;
}
