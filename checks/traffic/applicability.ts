import { type ZoneKind, zonesOfKind } from "../../prover/index.js";
import type { InvariantInput } from "./application-facts.js";

/** Says why a check does not apply; undefined when it does. */
type Applicability = (input: InvariantInput) => string | undefined;

export const needsApplications: Applicability = ({ applications }) =>
  applications.length === 0 ? "No applications are declared." : undefined;

export const needsTwoApplications: Applicability = (input) => {
  const only = input.applications.length === 1 ? "Only one application is declared." : undefined;
  return needsApplications(input) ?? only;
};

export const needsBaseline: Applicability = ({ baselineElsewhere }) => baselineElsewhere;

export function needsZones(what: string, ...kinds: readonly ZoneKind[]): Applicability {
  return ({ zones }) =>
    zonesOfKind(zones, ...kinds).length === 0 ? `No addresses of ${what} are known.` : undefined;
}
