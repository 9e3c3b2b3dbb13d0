import { Address4 } from "ip-address";
import { createRequire } from "node:module";
import { join } from "node:path";
import type * as Prover from "../../prover/index.js";

/** The compiled package, which is what people run. */
export const DIST = join(__dirname, "../../dist");
const load = createRequire(__filename);
const { buildWorld, computeReachability, readManifests, withCidrsApart } = load(
  join(DIST, "prover/index.js"),
) as typeof Prover;

/** Who is asked about, by the name that all tools share: `namespace/workload`, or an address. */
export interface Question {
  readonly workloads: readonly string[];
  readonly addresses: readonly string[];
}

/** What passes between two of them: `all`, `8080/TCP`, `53/TCP,53/UDP`; a pair that is not there is closed. */
export type Answers = ReadonlyMap<string, string>;

function pair(from: string, to: string): string {
  return `${from} → ${to}`;
}

/** Every pair of two workloads, or of a workload and an address, in both directions. */
function* pairsOf({ workloads, addresses }: Question): Generator<readonly [string, string]> {
  for (const from of workloads) {
    for (const to of workloads) if (from !== to) yield [from, to];
    for (const address of addresses) {
      yield [from, address];
      yield [address, from];
    }
  }
}

function isBetween(address: string, first: string, last: string): boolean {
  const value = new Address4(address).bigInt();
  return new Address4(first).bigInt() <= value && value <= new Address4(last).bigInt();
}

/** `10.0.0.0-10.0.0.31`, `10.0.0.0/27` or a list of these. */
function holds(ranges: string, address: string): boolean {
  return ranges.split(",").some((range) => {
    const [first = "", last] = range.split("-");
    if (last !== undefined) return isBetween(address, first, last);
    return new Address4(address).isInSubnet(new Address4(first));
  });
}

const DNS = "53/TCP,53/UDP";

/** The few sentences for traffic that these manifests lead to, in the words of each tool. */
const WORDS: Readonly<Record<string, string>> = {
  "All Connections": "all",
  "All connections": "all",
  "TCP 8080": "8080/TCP",
  "{protocols:TCP,dst_ports:8080}": "8080/TCP",
  "TCP 53,UDP 53": DNS,
  "{protocols:TCP, UDP,dst_ports:53}": DNS,
};

function wordOf(text: string): string {
  return WORDS[text] ?? `? ${text}`;
}

/** Lines such as `shop/web[Deployment] => 8.0.0.0-9.255.255.255 : All Connections`. */
export function netpolAnalyzerAnswers(text: string, question: Question): Answers {
  const answers = new Map<string, string>();
  const peersOf = (name: string): readonly string[] =>
    name.includes("[")
      ? [name.replace(/\[.*$/, "")]
      : question.addresses.filter((address) => holds(name, address));
  for (const [, from = "", to = "", traffic = ""] of text.matchAll(/^(\S+) => (\S+) : (.+)$/gm)) {
    for (const source of peersOf(from)) {
      for (const target of peersOf(to)) answers.set(pair(source, target), wordOf(traffic));
    }
  }
  return answers;
}

const RULE =
  /^(?:src: (?<src>\S+)|src_ns: \[(?<srcNs>[^\]]*)\] src_pods: \[(?<srcPods>[^\]]*)\]) (?:dst: (?<dst>\S+)|dst_ns: \[(?<dstNs>[^\]]*)\] dst_pods: \[(?<dstPods>[^\]]*)\]) conn: (?<conn>.+)$/gm;

/** Lines such as `src_ns: [a,b] src_pods: [*] dst_ns: [c] dst_pods: [web] conn: All connections`. */
export function networkConfigAnalyzerAnswers(text: string, question: Question): Answers {
  const answers = new Map<string, string>();
  const peersOf = (ranges?: string, namespaces = "", pods = ""): readonly string[] => {
    if (ranges !== undefined) return question.addresses.filter((each) => holds(ranges, each));
    const [spaces, names] = [namespaces.split(","), pods.split(",")];
    return question.workloads.filter((workload) => {
      const [namespace = "", name = ""] = workload.split("/");
      return spaces.includes(namespace) && (names.includes("*") || names.includes(name));
    });
  };
  for (const { groups = {} } of text.matchAll(RULE)) {
    const targets = peersOf(groups.dst, groups.dstNs, groups.dstPods);
    const traffic = wordOf(groups.conn ?? "");
    for (const source of peersOf(groups.src, groups.srcNs, groups.srcPods)) {
      const others = targets.filter((target) => target !== source);
      for (const target of others) answers.set(pair(source, target), traffic);
    }
  }
  return answers;
}

function wordOfTraffic(traffic: Prover.TrafficSet): string | undefined {
  if (traffic.isEmpty) return undefined;
  const text = traffic.toString();
  return text === "everything" ? "all" : text.split(/, ?/).sort().join(",");
}

export interface OwnAnswers {
  readonly answers: Answers;
  /** Milliseconds for the complete matrix, once the world is built. */
  readonly matrix: number;
}

/** The best of them: the first ones are compiled while they run. */
const RUNS = 20;

/** Our own, with networks that match no pod, as the other tools assume. */
export function ownAnswers(manifests: string, question: Question): OwnAnswers {
  const read = readManifests([{ file: "manifests.yaml", text: manifests }]);
  const networks = question.addresses.map((address) => {
    const value = new Address4(address).bigInt();
    const range = { version: 4 as const, first: value, last: value, text: address };
    return { kind: "network" as const, name: address, range };
  });
  const world = withCidrsApart(buildWorld(read, { adversaries: false }));
  const matrix = Math.min(
    ...Array.from({ length: RUNS }, () => {
      const start = performance.now();
      computeReachability(world, networks).forEachOpenPair(() => undefined);
      return performance.now() - start;
    }),
  );
  const reach = computeReachability(world, networks);
  const refOf = (name: string): Prover.PeerRef =>
    name.includes("/") ? { endpoint: name } : { network: name };
  const answers = new Map<string, string>();
  for (const [from, to] of pairsOf(question)) {
    const word = wordOfTraffic(reach.between(refOf(from), refOf(to)));
    if (word !== undefined) answers.set(pair(from, to), word);
  }
  return { answers, matrix };
}

/** Pairs that two tools answer differently. */
export function differences(left: Answers, right: Answers): string[] {
  const names = new Set([...left.keys(), ...right.keys()]);
  return [...names]
    .filter((name) => left.get(name) !== right.get(name))
    .map((name) => `${name}: ${left.get(name) ?? "closed"} and ${right.get(name) ?? "closed"}`);
}
