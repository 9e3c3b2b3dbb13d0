import { PODS } from "../../checks/traffic/cluster.js";
import { ADDRESSES, FLOWS, type Row } from "../../checks/traffic/flow-table.js";
import type { NamedFlow } from "./flows.js";
import { toApply } from "./rendered.js";
import { observe, type Cast, type Verdict } from "./scene.js";
import { deciding, type Stage } from "./stage.js";

/** Addresses that a node itself has, for its own pods. */
const ON_EVERY_NODE = ["imds", "podid", "nodelocaldns"];

function addressesOf(names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(ADDRESSES).filter(([name]) => names.includes(name) && name !== "node1"),
  );
}

const FAR = Object.keys(ADDRESSES).filter(
  (name) => !ON_EVERY_NODE.includes(name) && !["node1", "node2"].includes(name),
);

/** Everybody in the table of flows. */
export const CAST: Cast = {
  pods: Object.entries(PODS).map(([id, { node, address, labels = {} }]) => {
    const [namespace = "", name = ""] = id.split("/");
    return { namespace, name, node, address, labels };
  }),
  outside: addressesOf(FAR),
  onEveryNode: addressesOf(ON_EVERY_NODE),
  tcp: [53, 80, 443, 5432, 5443, 6379, 8080, 8443, 9090, 9153, 9443, 10250],
  udp: [53],
};

function flowOf([, from, to, traffic]: Row): NamedFlow {
  return { from, to, traffic };
}

/** The verdict of a row, the other one when it is among those that flip. */
function expectedOf([number, , , , verdict]: Row, flips: readonly number[]): Verdict {
  if (!flips.includes(number)) return verdict;
  return verdict === "ALLOW" ? "DENY" : "ALLOW";
}

/** Rows whose both ends are on the stage. */
export function rowsOn({ scene }: Stage): readonly Row[] {
  return FLOWS.filter((row) => scene.has(flowOf(row)));
}

/** Rows that are not as expected, with what was seen. */
export async function surprises(
  stage: Stage,
  expected: (row: Row) => Verdict,
): Promise<readonly string[]> {
  const rows = rowsOn(stage);
  const verdicts = rows.map(expected);
  const seen = await observe(stage.scene, rows.map(flowOf), (_, at) => verdicts[at] ?? "DENY");
  return rows.flatMap(([number, from, to, traffic], at) => {
    const [wanted = "", found = "nothing"] = [verdicts[at], seen[at]];
    const row = `${number}: ${from} → ${to}:${traffic}`;
    return found === wanted ? [] : [`${row} expected ${wanted}, seen ${found}`];
  });
}

/** The same once these rendered objects are enforced, and those rows flip. */
export async function surprisesWith(
  stage: Stage,
  objects: readonly object[],
  flips: readonly number[] = [],
): Promise<readonly string[]> {
  await stage.become(toApply(deciding(objects)));
  return surprises(stage, (row) => expectedOf(row, flips));
}
