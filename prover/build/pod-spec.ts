import type { AddressRange } from "../model/address-range.js";
import type { AddressKnowledge, NamedPort } from "../model/world.js";
import { parseAddress } from "./addresses.js";
import type { Field } from "./field.js";
import { isPort, readKubernetesProtocol } from "./protocols.js";
import type { BuildContext } from "./build-context.js";

/** Ports with names, of the containers and of the init containers that keep running beside them. */
export function readNamedPorts(spec: Field): NamedPort[] {
  const sidecars = spec
    .at("initContainers")
    .items()
    .filter((container) => container.at("restartPolicy").value === "Always");
  return [...spec.at("containers").items(), ...sidecars]
    .flatMap((container) => container.at("ports").items())
    .flatMap((port) => readNamedPort(port) ?? []);
}

function readNamedPort(field: Field): NamedPort | undefined {
  const name = field.at("name").filledText();
  const protocol = readKubernetesProtocol(field.at("protocol"));
  const port = field.at("containerPort").number();
  if (!isPort(port)) {
    field
      .at("containerPort")
      .error("bad-port", "The container port is invalid: expected a number from 1 to 65535.");
    return undefined;
  }
  return name === undefined || protocol === undefined ? undefined : { name, protocol, port };
}

/** Addresses that Calico trusts while the status of a pod has none: the author of the pod chooses them. */
const ADDRESS_ANNOTATIONS = [
  "cni.projectcalico.org/podIP",
  "cni.projectcalico.org/podIPs",
  "vpc.amazonaws.com/pod-ips",
];

/** What is known of a pod's addresses: those of its status, or that they are somewhere among those of pods. */
export function readAddresses(pod: Field, context: BuildContext): AddressKnowledge {
  const status = pod.at("status");
  const texts = [
    ...status
      .at("podIPs")
      .items()
      .map((item) => item.at("ip")),
    status.at("podIP"),
  ].filter((field) => Boolean(field.value));
  const addresses = texts.flatMap((field) => readAddress(field) ?? []);
  const unique = [...new Map(addresses.map((address) => [address.text, address])).values()];
  if (unique.length > 0) return { kind: "exactly", addresses: unique };
  const annotated = readAnnotated(pod);
  const { podRanges } = context;
  return {
    kind: "somewhere-in",
    ranges: annotated.length === 0 ? podRanges : [...podRanges, ...annotated],
  };
}

function readAnnotated(pod: Field): AddressRange[] {
  return ADDRESS_ANNOTATIONS.map((name) => pod.at("metadata").at("annotations").at(name))
    .filter((field) => Boolean(field.value))
    .flatMap((field) => {
      const message = "The pod claims an address in an annotation, which Calico trusts.";
      field.warn("claimed-address", message, "Reject such pods at admission.");
      return (field.text() ?? "").split(",").flatMap((text) => parseAddress(text.trim()) ?? []);
    });
}

function readAddress(field: Field): AddressRange | undefined {
  const text = field.text();
  if (text === undefined) return undefined;
  const address = parseAddress(text);
  if (address === undefined)
    field.error("bad-address", `${JSON.stringify(text)} is invalid: expected an IP address.`);
  return address;
}
