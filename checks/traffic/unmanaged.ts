import type { Question } from "../../prover/index.js";
import { DNS, type InvariantInput } from "./application-facts.js";
import { DNS_NAMESPACE, participantsIn, type Setting } from "./check-context.js";
import { atMost } from "./isolation.js";

export const withBaseline = ({ baselineElsewhere }: InvariantInput): string | undefined =>
  baselineElsewhere;

/** DNS and nothing else, in both directions. */
export function unmanagedIsClosed(setting: Setting): Question[] {
  const { unmanaged, applications, system, besideDns, strangers, zones } = setting;
  const dns = system.filter(({ namespace }) => namespace === DNS_NAMESPACE);
  const pods = [
    ...applications.flatMap((application) => application.pods),
    ...system.filter(({ namespace }) => namespace !== DNS_NAMESPACE),
    ...besideDns,
    ...strangers,
  ];
  const caches = participantsIn(setting, "node-local-dns");
  const addresses = zones.map(({ participant }) => participant);
  const closed = addresses.filter((participant) => !caches.includes(participant));
  return [
    atMost(unmanaged, [...dns, ...caches], DNS),
    atMost(unmanaged, [...pods, ...closed]),
    atMost([...pods, ...dns, ...addresses], unmanaged),
  ];
}
