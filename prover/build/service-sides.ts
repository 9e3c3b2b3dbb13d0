import type { RuleSide, Service, ServiceMember } from "../model/world.js";

/** A part of a `services` match: one side for each protocol; together they are the match. */
export interface ServiceSide {
  readonly protocol?: number;
  readonly side: RuleSide;
}

/** What Calico's `services` match finds behind a Service. */
export class ServiceIndex {
  private readonly known: ReadonlyMap<string, Service>;

  constructor(services: readonly Service[]) {
    const found = services.filter(({ selector, members }) => (selector ?? members) !== undefined);
    this.known = new Map(found.map((each) => [`${each.namespace}/${each.name}`, each]));
  }

  /** Addresses and ports behind a Service, as the destination of egress. Undefined when nothing is known of it. */
  destinations(namespace: string, name: string): ServiceSide[] | undefined {
    const service = this.known.get(`${namespace}/${name}`);
    if (service === undefined) return undefined;
    const { selector, ports, members = [] } = service;
    const services = members.map(({ address, protocol, port }): ServiceMember => ({
      address,
      port: { protocol, port },
    }));
    const byLabels = (selector === undefined ? [] : ports).map(({ protocol, target }) => ({
      protocol,
      side: { selector, ports: [target] },
    }));
    return [...(services.length > 0 ? [{ side: { services } }] : []), ...byLabels];
  }

  /** Addresses behind a Service, as the source of ingress: ports do not count there. */
  sources(namespace: string, name: string): ServiceSide[] | undefined {
    const service = this.known.get(`${namespace}/${name}`);
    if (service === undefined) return undefined;
    const { selector, members = [] } = service;
    const addresses = new Map(members.map(({ address }) => [address.text, { address }]));
    const fixed = addresses.size > 0 ? [{ side: { services: [...addresses.values()] } }] : [];
    return selector === undefined ? fixed : [...fixed, { side: { selector } }];
  }
}
