import type { AddressRange } from "../model/address-range.js";
import type { Service } from "../model/service.js";
import type { World } from "../model/world.js";
import { parseAddress } from "../normalise/addresses.js";

/** How a Service is asked for; pods may have the plain name. */
export function serviceId({ namespace, name }: Pick<Service, "namespace" | "name">): string {
  return `${namespace}/service/${name}`;
}

/** The Service of `namespace/service/name`, or of a ClusterIP. */
export function serviceNamed(
  { services }: Pick<World, "services">,
  text: string,
): Service | undefined {
  const address = parseAddress(text);
  return services.find(
    (service) =>
      serviceId(service) === text ||
      (address !== undefined && service.addresses.some((own) => isSame(own, address))),
  );
}

function isSame(left: AddressRange, right: AddressRange): boolean {
  return left.version === right.version && left.first === right.first;
}
