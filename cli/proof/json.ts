import type { InvariantResult } from "../../checks/index.js";
import type {
  AssertionResult,
  Counterexample,
  Finding,
  TrafficJson,
  TrafficSet,
} from "../../prover/index.js";
import type { Matrix, MatrixPeer } from "./matrix.js";

/** A finding as `plan.json` and the proof show it. */
export interface FindingJson {
  readonly code: string;
  readonly severity: Finding["severity"];
  readonly object?: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly namespace?: string;
    readonly name: string;
  };
  readonly path?: string;
  readonly file?: string;
  readonly line?: number;
  readonly message: string;
  readonly fix?: string;
}

export interface MatrixCellJson {
  readonly from: MatrixPeer;
  readonly to: MatrixPeer;
  readonly traffic: TrafficJson;
}

export interface CounterexampleJson {
  readonly from: string;
  readonly to: string;
  /** All traffic that breaks the rule. */
  readonly traffic: TrafficJson;
  /** One packet of it, such as `shop/* → internet: 443/TCP`. */
  readonly example: string;
  readonly egress: string;
  readonly ingress: string;
}

export interface InvariantJson {
  readonly code: string;
  readonly title: string;
  readonly status: InvariantResult["outcome"];
  readonly reason?: string;
  readonly pairs: number;
  readonly broken: number;
  readonly counterexamples: readonly CounterexampleJson[];
  readonly problems: readonly string[];
}

export interface AssertionJson {
  readonly name: string;
  readonly kind: string;
  readonly status: "holds" | "broken";
  readonly file: string;
  readonly line?: number;
  readonly problems: readonly string[];
  readonly pairs: number;
  readonly broken: number;
  readonly counterexamples: readonly CounterexampleJson[];
}

function trafficJson(traffic: TrafficSet): TrafficJson {
  return traffic.toJSON();
}

export function findingJson({
  code,
  severity,
  object,
  origin,
  path,
  message,
  fix,
}: Finding): FindingJson {
  const at = origin ?? object?.origin;
  return {
    code,
    severity,
    ...(object === undefined
      ? {}
      : {
          object: {
            apiVersion: object.apiVersion,
            kind: object.kind,
            ...(object.namespace === undefined ? {} : { namespace: object.namespace }),
            name: object.name,
          },
        }),
    ...(path === undefined ? {} : { path }),
    ...(at === undefined ? {} : { file: at.file }),
    ...(at?.line === undefined ? {} : { line: at.line }),
    message,
    ...(fix === undefined ? {} : { fix }),
  };
}

export function matrixJson(matrix: Matrix | undefined): MatrixCellJson[] {
  const cells = matrix?.cells ?? [];
  return cells.map(({ from, to, traffic }) => ({ from, to, traffic: trafficJson(traffic) }));
}

function counterexampleJson(example: Counterexample): CounterexampleJson {
  const { from, to, traffic, text, egress, ingress } = example;
  return { from, to, traffic: trafficJson(traffic), example: text, egress, ingress };
}

export function invariantJson(result: InvariantResult): InvariantJson {
  const { code, title, outcome, reason, pairs, broken, counterexamples, problems } = result;
  return {
    code,
    title,
    status: outcome,
    ...(reason === undefined ? {} : { reason }),
    pairs,
    broken,
    counterexamples: counterexamples.map(counterexampleJson),
    problems,
  };
}

export function assertionJson(result: AssertionResult): AssertionJson {
  const { assertion, holds, problems, pairs, broken, counterexamples } = result;
  const { name, kind, origin } = assertion;
  return {
    name,
    kind,
    status: holds ? "holds" : "broken",
    file: origin.file,
    ...(origin.line === undefined ? {} : { line: origin.line }),
    problems,
    pairs,
    broken,
    counterexamples: counterexamples.map(counterexampleJson),
  };
}
