import type { AddressRange } from "../model/address-range.js";
import type { Selector } from "../model/selector.js";
import type { Service, ServicePort, SliceMember } from "../model/world.js";
import { parseAddress } from "./addresses.js";
import type { BuildContext } from "./build-context.js";
import type { Field } from "./field.js";
import { readKubernetesProtocol, readPortNumber } from "./protocols.js";
import { conjoin, inNamespace, IS_KUBERNETES_POD } from "./selector-algebra.js";

/** Services with what their EndpointSlices say, and Services of which only EndpointSlices are known. */
export function readServices(context: BuildContext): Service[] {
  const services = new Map<string, Service>();
  for (const object of context.of("EndpointSlice")) addSlice(services, context.open(object));
  for (const object of context.of("Service")) {
    const service = readService(context.open(object));
    const key = serviceKey(service);
    services.set(key, { ...service, members: services.get(key)?.members });
  }
  return [...services.values()];
}

function serviceKey({ namespace, name }: Pick<Service, "namespace" | "name">): string {
  return `${namespace}/${name}`;
}

function addSlice(services: Map<string, Service>, slice: Field): void {
  const name = slice.at("metadata").at("labels").at("kubernetes.io/service-name").filledText();
  if (name === undefined) return;
  const { namespace = "" } = slice.object.ref;
  const known = services.get(serviceKey({ namespace, name }));
  const members = [...(known?.members ?? []), ...readMembers(slice)];
  services.set(serviceKey({ namespace, name }), {
    namespace,
    name,
    addresses: [],
    headless: false,
    ports: [],
    members,
  });
}

function readMembers(slice: Field): SliceMember[] {
  const ports = slice
    .at("ports")
    .items()
    .flatMap((port) => readSlicePort(port) ?? []);
  const addresses = slice
    .at("endpoints")
    .items()
    .flatMap((endpoint) => endpoint.at("addresses").items())
    .flatMap((address) => readMemberAddress(address) ?? []);
  return addresses.flatMap((address) => ports.map((port) => ({ address, ...port })));
}

function readMemberAddress(field: Field): AddressRange | undefined {
  const text = field.text();
  if (text === undefined) return undefined;
  const address = parseAddress(text);
  // Slices of the type FQDN hold names, which no rule matches.
  if (address === undefined) {
    field.warn(
      "bad-endpoint-address",
      `${JSON.stringify(text)} is not an IP address, so it matches nothing.`,
    );
  }
  return address;
}

function readSlicePort(field: Field): Omit<SliceMember, "address"> | undefined {
  const protocol = readKubernetesProtocol(field.at("protocol"));
  const port = field.at("port").number();
  if (port === undefined) {
    const message = "An endpoint port without a number matches no rule of Calico.";
    field.warn("endpoint-port-without-number", message);
    return undefined;
  }
  const portName = field.at("name").text() ?? "";
  return protocol === undefined ? undefined : { portName, protocol, port };
}

const NO_ADDRESS = "None";

function readService(object: Field): Service {
  const { namespace = "", name } = object.object.ref;
  const spec = object.at("spec");
  const type = spec.at("type").filledText();
  const ips = [spec.at("clusterIP"), ...spec.at("clusterIPs").items()];
  const addresses = ips.flatMap((field) => parseAddress(field.text() ?? "") ?? []);
  const externalName = type === "ExternalName" ? spec.at("externalName").filledText() : undefined;
  const selector = readPodSelector(spec.at("selector"), namespace);
  return {
    namespace,
    name,
    addresses: [...new Map(addresses.map((address) => [address.text, address])).values()],
    headless: ips.some((field) => field.text() === NO_ADDRESS),
    ...(externalName === undefined ? {} : { externalName }),
    ports: spec
      .at("ports")
      .items()
      .flatMap((port) => readServicePort(port) ?? []),
    ...(selector === undefined ? {} : { selector }),
  };
}

function readPodSelector(field: Field, namespace: string): Selector | undefined {
  const labels = Object.entries(field.texts());
  if (labels.length === 0) return undefined;
  const conditions = labels.map(([label, value]): Selector => ({ kind: "equals", label, value }));
  return conjoin([inNamespace(namespace), IS_KUBERNETES_POD, ...conditions]);
}

function readServicePort(field: Field): ServicePort | undefined {
  const name = field.at("name").filledText();
  const protocol = readKubernetesProtocol(field.at("protocol"));
  const port = readPortNumber(field.at("port"));
  const target = readTarget(field.at("targetPort"), port);
  if (protocol === undefined || port === undefined || target === undefined) return undefined;
  return { ...(name === undefined ? {} : { name }), protocol, port, target };
}

/** Without one the pods have the port of the Service. */
function readTarget(field: Field, port: number | undefined): ServicePort["target"] | undefined {
  if (typeof field.value === "string") return { kind: "named", name: field.value };
  const target = field.given ? field.number() : port;
  return target === undefined ? undefined : { kind: "range", first: target, last: target };
}
