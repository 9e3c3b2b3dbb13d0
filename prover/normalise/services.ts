import type { AddressRange } from "../model/address-range.js";
import type { Selector } from "../model/selector.js";
import type { PortMatch, RuleSide, ServiceMember } from "../model/world.js";
import { parseAddress } from "./addresses.js";
import type { Field } from "./field.js";
import { PROTOCOLS } from "./protocols.js";
import { allOf, inNamespace, IS_KUBERNETES_POD } from "./selector-algebra.js";
import type { Workshop } from "./workshop.js";

/** One port of a Service as its pods see it. */
interface ServicePort {
  readonly protocol: number;
  readonly target: PortMatch;
}

interface ServiceFacts {
  /** From EndpointSlices: fixed addresses. */
  readonly members: readonly Required<ServiceMember>[];
  /** From the Service: which pods are behind it, those included that do not exist yet. */
  readonly pods?: { readonly selector: Selector; readonly ports: readonly ServicePort[] };
}

/** What a `services` match stands for: one side for each protocol, together they are the match. */
export interface ServiceSide {
  readonly protocol?: number;
  readonly side: RuleSide;
}

export class ServiceIndex {
  private readonly facts = new Map<string, ServiceFacts>();

  constructor(workshop: Workshop) {
    for (const object of workshop.of("EndpointSlice")) this.addSlice(workshop.open(object));
    for (const object of workshop.of("Service")) this.addService(workshop.open(object));
  }

  /** Addresses and ports behind a Service, as the destination of egress. Undefined when nothing is known of it. */
  destinations(namespace: string, name: string): ServiceSide[] | undefined {
    const facts = this.facts.get(`${namespace}/${name}`);
    if (facts === undefined) return undefined;
    const { members, pods } = facts;
    const fixed = members.length > 0 ? [{ side: { services: members } }] : [];
    const byLabels = (pods?.ports ?? []).map(({ protocol, target }) => ({
      protocol,
      side: { selector: pods?.selector, ports: [target] },
    }));
    return [...fixed, ...byLabels];
  }

  /** Addresses behind a Service, as the source of ingress: ports do not count there. */
  sources(namespace: string, name: string): ServiceSide[] | undefined {
    const facts = this.facts.get(`${namespace}/${name}`);
    if (facts === undefined) return undefined;
    const addresses = new Map(facts.members.map(({ address }) => [address.text, { address }]));
    const fixed = addresses.size > 0 ? [{ side: { services: [...addresses.values()] } }] : [];
    return facts.pods === undefined
      ? fixed
      : [...fixed, { side: { selector: facts.pods.selector } }];
  }

  private addSlice(slice: Field): void {
    const service = slice.at("metadata").at("labels").at("kubernetes.io/service-name").filledText();
    if (service === undefined) return;
    const ports = slice
      .at("ports")
      .items()
      .flatMap((port) => readSlicePort(port) ?? []);
    const addresses = slice
      .at("endpoints")
      .items()
      .flatMap((endpoint) => endpoint.at("addresses").items())
      .flatMap((address) => readMemberAddress(address) ?? []);
    const members = addresses.flatMap((address) => ports.map((port) => ({ address, port })));
    const key = `${slice.object.ref.namespace ?? ""}/${service}`;
    this.facts.set(key, { members: [...(this.facts.get(key)?.members ?? []), ...members] });
  }

  private addService(service: Field): void {
    const { namespace = "", name } = service.object.ref;
    const labels = Object.entries(service.at("spec").at("selector").texts());
    if (labels.length === 0) return;
    const key = `${namespace}/${name}`;
    const conditions = labels.map(([label, value]): Selector => ({ kind: "equals", label, value }));
    const selector = allOf([inNamespace(namespace), IS_KUBERNETES_POD, ...conditions]);
    const ports = service
      .at("spec")
      .at("ports")
      .items()
      .flatMap((port) => readServicePort(port) ?? []);
    this.facts.set(key, { members: this.facts.get(key)?.members ?? [], pods: { selector, ports } });
  }
}

function readMemberAddress(field: Field): AddressRange | undefined {
  const text = field.text();
  if (text === undefined) return undefined;
  const address = parseAddress(text);
  // Slices of the type FQDN hold names, which no rule matches.
  if (address === undefined) {
    field.warn(
      "bad-endpoint-address",
      `${JSON.stringify(text)} is no address and matches nothing.`,
    );
  }
  return address;
}

function readSlicePort(field: Field): { protocol: number; port: number } | undefined {
  const protocol = readKubernetesProtocol(field.at("protocol"));
  const port = field.at("port").number();
  if (port === undefined) {
    const message = "An endpoint port without a number matches no rule of Calico.";
    field.warn("endpoint-port-without-number", message);
    return undefined;
  }
  return protocol === undefined ? undefined : { protocol, port };
}

function readServicePort(field: Field): ServicePort | undefined {
  const protocol = readKubernetesProtocol(field.at("protocol"));
  const target = field.at("targetPort").given ? field.at("targetPort") : field.at("port");
  if (protocol === undefined) return undefined;
  if (typeof target.value === "string") {
    return { protocol, target: { kind: "named", name: target.value } };
  }
  const port = target.number();
  return port === undefined
    ? undefined
    : { protocol, target: { kind: "range", first: port, last: port } };
}

/** TCP where nothing is said. */
export function readKubernetesProtocol(field: Field): number | undefined {
  const name = field.text() ?? "TCP";
  if (["TCP", "UDP", "SCTP"].includes(name)) return PROTOCOLS[name];
  field.error("bad-protocol", `${JSON.stringify(name)} is no protocol here: TCP, UDP or SCTP.`);
  return undefined;
}
