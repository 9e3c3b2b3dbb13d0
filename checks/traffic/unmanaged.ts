import type { Question } from "../../prover/index.js";
import { DNS, type InvariantInput } from "./application-facts.js";
import { DNS_NAMESPACE, groupsInZones, type CheckContext } from "./check-context.js";
import { atMost } from "./isolation.js";

export const withBaseline = ({ baselineElsewhere }: InvariantInput): string | undefined =>
  baselineElsewhere;

/** DNS and nothing else, in both directions. */
export function unmanagedIsClosed(setting: CheckContext): Question[] {
  const { unmanagedPods, applications, system, besideDns, otherPods, zones } = setting;
  const dns = system.filter(({ namespace }) => namespace === DNS_NAMESPACE);
  const pods = [
    ...applications.flatMap((application) => application.pods),
    ...system.filter(({ namespace }) => namespace !== DNS_NAMESPACE),
    ...besideDns,
    ...otherPods,
  ];
  const caches = groupsInZones(setting, "node-local-dns");
  const addresses = zones.map(({ group }) => group);
  const closed = addresses.filter((group) => !caches.includes(group));
  return [
    atMost(unmanagedPods, [...dns, ...caches], DNS),
    atMost(unmanagedPods, [...pods, ...closed]),
    atMost([...pods, ...dns, ...addresses], unmanagedPods),
  ];
}
