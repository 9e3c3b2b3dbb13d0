import fc from "fast-check";
import type { renderedObjects } from "../../checks/traffic/cluster.js";
import type { ScenePod } from "./scene.js";

type Applications = NonNullable<Parameters<typeof renderedObjects>[0]>;

const COUNT = 20;
const CONNECTIONS = 40;

/** Who wants to call whom: most by both declarations, some by one alone, which opens nothing. */
interface Connection {
  readonly from: number;
  readonly to: number;
  readonly port: number;
  readonly declaredBy: "both" | "caller" | "called";
}

/** Ports of applications, and some that none has. */
export const PORTS = [8080, 9090] as const;

export interface Generated {
  readonly applications: Applications;
  readonly pods: readonly ScenePod[];
}

function nameOf(number: number): string {
  return `app-${String(number + 1).padStart(2, "0")}`;
}

function connections(seed: number): readonly Connection[] {
  const number = fc.integer({ min: 0, max: COUNT - 1 });
  const connection = fc.record({
    from: number,
    to: number,
    port: fc.constantFrom(...PORTS),
    declaredBy: fc.constantFrom("both", "both", "caller", "called"),
  });
  const different = connection.filter(({ from, to }) => from !== to);
  const each = fc.uniqueArray(different, {
    minLength: CONNECTIONS,
    maxLength: CONNECTIONS,
    selector: ({ from, to }) => `${from} ${to}`,
  });
  return fc.sample(each, { seed, numRuns: 1 })[0] ?? [];
}

function applicationsOf(all: readonly Connection[]): Applications {
  const numbers = Array.from({ length: COUNT }, (_, at) => at);
  return Object.fromEntries(
    numbers.map((at) => {
      const calls = all.filter(({ from, declaredBy }) => from === at && declaredBy !== "called");
      const callers = all.filter(({ to, declaredBy }) => to === at && declaredBy !== "caller");
      return [
        nameOf(at),
        {
          ports: [...PORTS],
          egress: {
            internet: at % 3 === 0,
            applications: calls.map(({ to, port }) => ({ application: nameOf(to), ports: [port] })),
          },
          ingressFrom: {
            applications: callers.map(({ from, port }) => ({
              application: nameOf(from),
              ports: [port],
            })),
          },
        },
      ];
    }),
  );
}

/** A pod on each of the two nodes. */
function podsOf(at: number): ScenePod[] {
  const namespace = nameOf(at);
  const [first, second] = [`10.0.128.${100 + at}`, `10.0.160.${100 + at}`];
  return [
    { namespace, name: `${namespace}-1`, node: "node1", address: first, labels: {} },
    { namespace, name: `${namespace}-2`, node: "node2", address: second, labels: {} },
  ];
}

/** A platform of twenty applications that declare connections at random, and one unmanaged pod. */
export function twentyApplications(seed: number): Generated {
  const forgotten = { namespace: "forgotten", name: "forgotten", node: "node1" };
  return {
    applications: applicationsOf(connections(seed)),
    pods: [
      ...Array.from({ length: COUNT }, (_, at) => podsOf(at)).flat(),
      { ...forgotten, address: "10.0.128.90", labels: {} },
    ],
  };
}
