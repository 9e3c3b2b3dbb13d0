import { parseAddress, rangesMeet } from "../build/addresses.js";
import type { Service, World } from "../model/world.js";

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
      (address !== undefined && service.addresses.some((own) => rangesMeet(own, address))),
  );
}
