import assert from "node:assert/strict";
import {
  buildWorld,
  printSelector,
  readManifests,
  type Finding,
  type Policy,
  type Rule,
  type RuleSide,
  type World,
  type WorldOptions,
} from "../../../prover/index.js";

/** A world from one YAML text, whatever is wrong with it. */
export function worldOf(text: string, options: WorldOptions = {}): World {
  return buildWorld(readManifests([{ file: "a.yaml", text }]), options);
}

/** A world from manifests that are all right. */
export function soundWorldOf(text: string, options: WorldOptions = {}): World {
  const world = worldOf(text, options);
  assert.deepEqual(
    world.findings.filter(({ severity }) => severity === "error"),
    [],
  );
  return world;
}

export function policiesOf(world: World): Policy[] {
  return world.tiers.flatMap(({ policies }) => policies);
}

export function policyOf(world: World, name: string): Policy {
  const policy = policiesOf(world).find((each) => each.name === name);
  assert.ok(
    policy,
    `${name} among ${policiesOf(world)
      .map((each) => each.name)
      .join(", ")}`,
  );
  return policy;
}

/** Code, field and line of each finding of the severity. */
export function findingsOf(
  { findings }: World,
  severity: Finding["severity"],
): (string | number | undefined)[][] {
  return findings
    .filter((finding) => finding.severity === severity)
    .map(({ code, path, origin }) => [code, path, origin?.line]);
}

/** A side of a rule in words, for tables. */
export function printSide(side: RuleSide): Record<string, unknown> {
  const { selector, notSelector, nets, notNets, ports, notPorts, services } = side;
  const words = {
    selector: selector === undefined ? undefined : printSelector(selector),
    notSelector: notSelector === undefined ? undefined : printSelector(notSelector),
    nets: nets?.map(({ text }) => text),
    notNets: notNets?.map(({ text }) => text),
    ports: ports?.map(printPort),
    notPorts: notPorts?.map(printPort),
    services: services?.map(({ address, port }) =>
      port === undefined ? address.text : `${address.text} ${port.protocol}:${port.port}`,
    ),
  };
  return Object.fromEntries(Object.entries(words).filter(([, value]) => value !== undefined));
}

function printPort(port: NonNullable<RuleSide["ports"]>[number]): string | number {
  if (port.kind === "named") return port.name;
  return port.first === port.last ? port.first : `${port.first}:${port.last}`;
}

/** A rule in words: everything but its sides is as the model has it. */
export function printRule({ source, destination, ...rest }: Rule): Record<string, unknown> {
  return { ...rest, source: printSide(source), destination: printSide(destination) };
}

interface PolicyText {
  readonly name?: string;
  readonly namespace?: string;
  readonly api?: string;
  readonly kind?: string;
}

/** A policy of Calico: namespaced where a namespace is given. The spec is YAML of one line or indented by two. */
export function calico(spec: string, text: PolicyText = {}): string {
  const { name = "p", namespace, api = "projectcalico.org/v3" } = text;
  const kind = text.kind ?? (namespace === undefined ? "GlobalNetworkPolicy" : "NetworkPolicy");
  const where = namespace === undefined ? "" : `, namespace: ${namespace}`;
  return `---\napiVersion: ${api}\nkind: ${kind}\nmetadata: {name: ${name}${where}}\nspec:${spec.startsWith("\n") ? "" : " "}${spec}\n`;
}

export function kubernetes(spec: string, name = "p", namespace = "shop"): string {
  return calico(spec, { api: "networking.k8s.io/v1", kind: "NetworkPolicy", name, namespace });
}

export function cluster(spec: string, name = "p"): string {
  const api = "policy.networking.k8s.io/v1alpha2";
  return calico(spec, { api, kind: "ClusterNetworkPolicy", name });
}

export function tier(name: string, spec = "{}"): string {
  return calico(spec, { kind: "Tier", name });
}

export function namespace(name: string, labels = "{}"): string {
  return `---\napiVersion: v1\nkind: Namespace\nmetadata: {name: ${name}, labels: ${labels}}\n`;
}

/** Any object by its metadata and what follows. */
export function object(apiVersion: string, kind: string, metadata: string, rest = ""): string {
  return `---\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: ${metadata}\n${rest}\n`;
}
