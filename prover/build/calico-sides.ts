import type { Selector } from "../model/selector.js";
import type { Direction, RuleSide } from "../model/world.js";
import { SERVICE_ACCOUNT_LABEL } from "../selectors/labels.js";
import { readNetworks } from "./addresses.js";
import type { Field } from "./field.js";
import { readPorts } from "./protocols.js";
import { readSelector } from "./read-selector.js";
import { conjoin, rewriteEntity, underServiceAccounts } from "./selector-algebra.js";
import type { ServiceIndex, ServiceSide } from "./service-sides.js";

/** The direction and namespace of a rule, which decide what it matches. */
export interface RuleScope {
  readonly direction: Direction;
  /** The namespace of a namespaced policy. */
  readonly namespace?: string;
  readonly services: ServiceIndex;
}

const FIELDS = [
  "nets",
  "notNets",
  "selector",
  "notSelector",
  "namespaceSelector",
  "serviceAccounts",
  "services",
  "ports",
  "notPorts",
] as const;

const RULE_NETWORKS = { hostBits: false, bareAddress: false } as const;

/** One side of a rule of Calico: several of them, one for each protocol, if it names a Service. */
export function readSide(field: Field, isDestination: boolean, scope: RuleScope): ServiceSide[] {
  field.only(FIELDS);
  if (field.at("services").given) return readServiceSide(field, isDestination, scope);
  const selectors = rewriteEntity(
    {
      namespaceSelector: readSelector(field.at("namespaceSelector"), "alone"),
      selector: readSelector(field.at("selector")),
      notSelector: readSelector(field.at("notSelector")),
      serviceAccounts: readServiceAccounts(field.at("serviceAccounts")),
    },
    scope.namespace,
  );
  const side: RuleSide = {
    ...selectors,
    ...given("nets", readNetworks(field.at("nets"), RULE_NETWORKS)),
    ...given("notNets", readNetworks(field.at("notNets"), RULE_NETWORKS)),
    ...given("ports", readPorts(field.at("ports"))),
    ...given("notPorts", readPorts(field.at("notPorts"))),
  };
  return [{ side }];
}

/** Nothing for an empty list: it says as much as no list. */
function given<K extends keyof RuleSide>(key: K, list: RuleSide[K] & readonly unknown[]): RuleSide {
  return list.length === 0 ? {} : { [key]: list };
}

function readServiceAccounts(field: Field): Selector | undefined {
  if (!field.given) return undefined;
  field.only(["names", "selector"]);
  const names = field
    .at("names")
    .items()
    .map((name) => name.text() ?? "");
  const labels = readSelector(field.at("selector"));
  const parts: Selector[] = labels === undefined ? [] : [underServiceAccounts(labels)];
  if (names.length > 0) parts.push({ kind: "in", label: SERVICE_ACCOUNT_LABEL, values: names });
  if (parts.length > 0) return conjoin(parts);
  const message = "serviceAccounts has neither names nor a selector, so it matches every peer.";
  field.warn("empty-service-accounts", message);
  return undefined;
}

/** Fields that Calico's API rejects in combination with services. */
const BESIDE_SERVICES = FIELDS.filter((name) => name !== "services");

function readServiceSide(field: Field, isDestination: boolean, scope: RuleScope): ServiceSide[] {
  const services = field.at("services");
  services.only(["name", "namespace"]);
  for (const name of BESIDE_SERVICES) {
    const { value } = field.at(name);
    const empty = value === undefined || value === null || value === "" || emptyList(value);
    if (!empty)
      field.at(name).error("services-not-alone", `services cannot be combined with ${name}.`);
  }
  if (isDestination !== (scope.direction === "egress")) {
    const place = isDestination ? "the destination of ingress" : "the source of egress";
    services.error("misplaced-services", `services cannot be used as ${place}.`);
    return [{ side: {} }];
  }
  return resolve(services, scope);
}

function emptyList(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0;
}

function resolve(services: Field, scope: RuleScope): ServiceSide[] {
  const name = services.at("name").filledText();
  const namespace = services.at("namespace").filledText() ?? scope.namespace;
  if (name === undefined)
    services.error("bad-services", "services requires the name of a Service.");
  if (namespace === undefined) {
    services.error("bad-services", "In a GlobalNetworkPolicy, services requires a namespace.");
  }
  if (name === undefined || namespace === undefined) return [{ side: {} }];
  const sides =
    scope.direction === "egress"
      ? scope.services.destinations(namespace, name)
      : scope.services.sources(namespace, name);
  if (sides !== undefined) return sides;
  services.error(
    "unknown-service",
    `The addresses behind the Service ${namespace}/${name} are unknown.`,
    "Add its EndpointSlices, or the Service if it selects pods.",
  );
  return [{ side: {} }];
}
