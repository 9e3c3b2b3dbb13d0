import { numberOf, objectOf, type JsonMap } from "../basics/json.js";
import { FACTS_VERSION, type ComponentFacts } from "../contract/component-facts.js";
import type { MaskedResource } from "../recorder/index.js";

type Registering = Pick<MaskedResource, "type" | "name" | "outputs">;

/** A component with the record that it registered. */
export interface Registered<Resource, Facts> {
  readonly resource: Resource;
  readonly facts: Facts;
}

function readRecord({ type, name, outputs }: Registering): JsonMap | undefined {
  const { version, ...facts } = objectOf(outputs.facts);
  if (version === undefined) return undefined;
  if (numberOf(version) === FACTS_VERSION) return facts;
  throw new Error(
    `${type} "${name}" registers facts of version ${JSON.stringify(version)}; this version of bulkhead reads version ${FACTS_VERSION}`,
  );
}

/**
 * The components of a type with what they registered. Components without a record are left out: another plugin
 * creates them.
 *
 * @throws Error for a record of another version.
 */
export function findRegistered<Type extends keyof ComponentFacts, Resource extends Registering>(
  resources: readonly Resource[],
  type: Type,
): Registered<Resource, ComponentFacts[Type]>[] {
  return resources
    .filter((resource) => resource.type === type)
    .flatMap((resource) => {
      const record = readRecord(resource);
      if (record === undefined) return [];
      return [{ resource, facts: record as unknown as ComponentFacts[Type] }];
    });
}
