import { listOf, objectOf, textOf, UNKNOWN, type Json, type JsonObject } from "../basics/json.js";
import type { GraphResource } from "./resource-graph.js";

/** What one side declares about another application. */
export interface Declaration {
  readonly application: string;
  readonly ports: readonly number[];
}

export function portsOf(value: Json | undefined): number[] {
  return listOf(value).filter((port) => typeof port === "number");
}

function declarationsOf(value: Json | undefined): Declaration[] {
  return listOf(value).map((entry) => {
    const { application, ports } = objectOf(entry);
    return { application: textOf(application) ?? textOf(entry) ?? UNKNOWN, ports: portsOf(ports) };
  });
}

export function egressOf(component: GraphResource): JsonObject {
  return objectOf(component.inputs.egress);
}

/** The applications that one may reach, as its own side declares. */
export function declaredTargetsOf(component: GraphResource): Declaration[] {
  return declarationsOf(egressOf(component).applications);
}

/** The applications that may reach one, as its own side declares. Without ports: on all that it serves. */
export function declaredCallersOf(component: GraphResource): Declaration[] {
  const served = portsOf(component.inputs.ports);
  return declarationsOf(objectOf(component.inputs.ingressFrom).applications).map((caller) => ({
    ...caller,
    ports: caller.ports.length > 0 ? caller.ports : served,
  }));
}

export function applicationNameOf(component: Pick<GraphResource, "inputs" | "name">): string {
  return textOf(component.inputs.application) ?? component.name;
}
