import { redact, type RecordedProgram, type RecordedResource } from "../../recorder/index.js";
import { objectOf, type JsonObject } from "../../basics/json.js";
import { ResourceGraph, type GraphResource } from "../../facts/resource-graph.js";

function redactedMap(value: RecordedResource["inputs"]): JsonObject {
  return objectOf(redact(value));
}

function graphResource(resource: RecordedResource, stackUrn: string): GraphResource {
  const { urn, type, name, custom, remote, external } = resource;
  const { dependencies, propertyDependencies, protect, aliases } = resource;
  return {
    urn,
    type,
    name,
    id: resource.id ?? null,
    parent: resource.parent === stackUrn ? null : (resource.parent ?? null),
    custom,
    remote,
    external,
    inputs: redactedMap(resource.inputs),
    outputs: redactedMap(resource.outputs),
    dependencies,
    propertyDependencies,
    provider: resource.provider ?? null,
    protect,
    aliases,
  };
}

const STACK_TYPE = "pulumi:pulumi:Stack";

/** The only way from a recording into the plan: no secret passes it, and the stack itself stays behind. */
export function graphRecording(recorded: RecordedProgram): ResourceGraph {
  const stackUrn = recorded.resources.find(({ type }) => type === STACK_TYPE)?.urn ?? "";
  return new ResourceGraph({
    project: recorded.project,
    stack: recorded.stack,
    resources: recorded.resources
      .filter(({ urn }) => urn !== stackUrn)
      .map((resource) => graphResource(resource, stackUrn)),
    outputs: redactedMap(recorded.outputs),
  });
}
