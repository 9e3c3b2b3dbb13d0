const STACK_TYPE = "pulumi:pulumi:Stack";

export interface UrnParts {
  stack: string;
  project: string;
  parent: string | undefined;
  type: string;
  name: string;
}

/** The engine's rule: a URN carries its parents' types, except the stack's. */
export function formatUrn({ stack, project, parent, type, name }: UrnParts): string {
  const parentType = parent === undefined ? "" : typeInUrn(parent);
  const qualified = parentType === "" || parentType === STACK_TYPE ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** The URN of a child of a resource that is not the stack. */
export function formatChildUrn(parent: string, type: string, name: string): string {
  const [stack, project, qualified] = parent.split("::");
  return [stack, project, `${qualified ?? ""}$${type}`, name].join("::");
}

function typeInUrn(urn: string): string {
  return urn.split("::")[2] ?? "";
}

export function nameInUrn(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** A provider reference is `<urn>::<id>`; a resource's name may hold `::`, an id does not. */
export function providerUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}
