import { stringify } from "yaml";
import type { AddressRange } from "../model/address-range.js";
import { rangeText } from "./address-sets.js";
import type { KnownZones } from "./complete-zones.js";
import type { Zone } from "./zone.js";

const HEAD = "# The addresses around the cluster: --zones of bulkhead prove, explain and diff.\n";

function rangeTexts(ranges: readonly AddressRange[]): string[] {
  return ranges.map(rangeText);
}

function zoneFields({ kind, application, node, ranges }: Zone): object {
  return { kind, application, node, cidrs: rangeTexts(ranges) };
}

/** A file of zones from which `readZones` reads the same zones. */
export function zonesText({
  zones,
  vpc,
  pods,
  private: other = [],
  unknown = [],
}: KnownZones): string {
  const fields = {
    vpc: rangeTexts(vpc),
    pods: rangeTexts(pods),
    private: rangeTexts(other),
    zones: Object.fromEntries(zones.map((zone) => [zone.name, zoneFields(zone)])),
    unknown,
  };
  return HEAD + stringify(fields);
}
