import type { NetworkSet } from "../model/world.js";
import { exactLabels, labelsWith, NAMESPACE_LABEL, NAMESPACE_PREFIX } from "../selectors/labels.js";
import { readNetworks } from "./addresses.js";
import type { Field } from "./field.js";
import type { InheritedLabels } from "./inherited-labels.js";
import type { BuildContext } from "./build-context.js";

/** Network sets accept networks that rules reject. */
const SET_NETWORKS = { hostBits: true, bareAddress: true } as const;

/** Network sets, and the addresses of host endpoints: selectors in rules pick both. */
export function readNetworkSets(context: BuildContext, inherited: InheritedLabels): NetworkSet[] {
  return [
    ...context.of("GlobalNetworkSet").map((object) => globalSet(context.open(object))),
    ...context.of("NetworkSet").map((object) => namespacedSet(context.open(object), inherited)),
    ...context.of("HostEndpoint").map((object) => hostAddresses(context.open(object))),
  ];
}

function globalSet(object: Field): NetworkSet {
  return { ...readSet(object), labels: exactLabels(ownLabels(object)) };
}

/** The own labels win, even those that look inherited: Calico does not filter them here. */
function namespacedSet(object: Field, inherited: InheritedLabels): NetworkSet {
  const { namespace = "default" } = object.object.ref;
  const fromNamespace = inherited.ofNamespace(namespace);
  const own = Object.entries(ownLabels(object));
  const known = new Map([...fromNamespace.labels, ...own, [NAMESPACE_LABEL, namespace]]);
  const labels = labelsWith(
    known,
    (label) => !fromNamespace.known && label.startsWith(NAMESPACE_PREFIX),
  );
  return { ...readSet(object), labels };
}

function readSet(object: Field): Pick<NetworkSet, "object" | "nets"> {
  object.at("spec").only(["nets"]);
  const nets = readNetworks(object.at("spec").at("nets"), SET_NETWORKS);
  return { object: object.object.ref, nets };
}

function ownLabels(object: Field): Record<string, string> {
  const labels = object.at("metadata").at("labels");
  const own = labels.texts();
  if (own[NAMESPACE_LABEL] !== undefined) {
    const message = `A network set cannot have the label ${NAMESPACE_LABEL}.`;
    labels.at(NAMESPACE_LABEL).error("reserved-label", message);
  }
  return own;
}

function hostAddresses(object: Field): NetworkSet {
  const nets = readNetworks(object.at("spec").at("expectedIPs"), SET_NETWORKS);
  const labels = exactLabels(object.at("metadata").at("labels").texts());
  return { object: object.object.ref, labels, nets };
}
