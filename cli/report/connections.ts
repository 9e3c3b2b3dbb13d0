import { groupBy } from "../../basics/group-by.js";
import type { ApplicationEntry, Connection } from "../../facts/applications.js";
import {
  Protocol,
  TrafficSet,
  formatTraffic,
  parseNetwork,
  rangesMeet,
  type Zone,
  type ZoneKind,
  type ZoneMap,
} from "../../prover/index.js";
import type { MatrixModel } from "./matrix-model.js";

/** Whether the matrix has a declared connection; unknown where its other end belongs to another program. */
export type ConnectionState = "open" | "partly" | "closed" | "unknown";

export type DeclaredBy =
  "both" | "one side" | "one side, the other unknown" | "application" | "platform";

/** A connection that applications or their platform declare, and what the matrix says to it. */
export interface ReportConnection {
  readonly kind: Connection["kind"];
  readonly from: string;
  readonly to: string;
  /** `8080/TCP`, `53/TCP, 53/UDP`, `any`. */
  readonly ports: string;
  readonly declaredBy: DeclaredBy;
  readonly state: ConnectionState;
  /** The cells of the matrix that it is held against. */
  readonly cells: readonly CellPlace[];
}

export interface CellPlace {
  readonly from: number;
  readonly to: number;
}

/** What declared connections are held against. */
export interface ConnectionContext {
  readonly applications: readonly ApplicationEntry[];
  readonly model: MatrixModel;
  readonly zones: ZoneMap;
}

interface Declared extends Pick<ReportConnection, "kind" | "from" | "to" | "declaredBy"> {
  /** What has to pass; where it is not known which port, anything. */
  readonly wanted: TrafficSet | undefined;
  readonly sources: readonly number[];
  readonly targets: readonly number[];
}

const DNS = TrafficSet.protocol(Protocol.UDP, 53).union(TrafficSet.protocol(Protocol.TCP, 53));

function tcp(ports: readonly number[]): TrafficSet {
  const ranges = ports.map((port) => [port, port] as const);
  return TrafficSet.of(new Map([[Protocol.TCP, ranges]]));
}

type PlainKind = Exclude<
  Connection["kind"],
  "application" | "namespace" | "database" | "load-balancer"
>;

interface PlainPeer extends Pick<Declared, "to" | "wanted" | "declaredBy"> {
  readonly at: { readonly word: string } | { readonly kind: ZoneKind };
}

const PLAIN: Readonly<Record<PlainKind, PlainPeer>> = {
  dns: {
    to: "cluster DNS",
    at: { word: "kube-system/*" },
    wanted: DNS,
    declaredBy: "platform",
  },
  internet: {
    to: "internet",
    at: { kind: "internet" },
    wanted: undefined,
    declaredBy: "application",
  },
  "kubernetes-api": {
    to: "Kubernetes API",
    at: { kind: "control-plane" },
    wanted: undefined,
    declaredBy: "application",
  },
  "pod-identity": {
    to: "Pod Identity agent",
    at: { kind: "pod-identity" },
    wanted: tcp([80]),
    declaredBy: "platform",
  },
  "vpc-endpoints": {
    to: "VPC endpoints",
    at: { kind: "endpoints" },
    wanted: tcp([443]),
    declaredBy: "platform",
  },
};

const AGREEMENT: Readonly<Record<string, DeclaredBy>> = {
  true: "both",
  false: "one side",
  null: "one side, the other unknown",
};

/** Reads the declarations of applications in the terms of the matrix. */
class ConnectionReader {
  private readonly places: ReadonlyMap<string, number>;
  private readonly namespaces: ReadonlyMap<string, string>;

  constructor(private readonly context: ConnectionContext) {
    const { peers } = context.model;
    this.places = new Map(peers.map(({ word }, at) => [word, at]));
    this.namespaces = new Map(
      context.applications.map(({ application, namespace }) => [application, namespace]),
    );
  }

  connections(): ReportConnection[] {
    const declared = this.context.applications.flatMap((entry) => [
      ...entry.reaches.map((peer) => this.outward(entry, peer)),
      ...entry.reachedBy
        .filter(({ kind }) => kind !== "namespace")
        .map((peer) => this.inward(entry, peer)),
    ]);
    const once = groupBy(declared, ({ kind, from, to, wanted }) =>
      [kind, from, to, wanted?.key ?? ""].join("\n"),
    );
    return [...once.values()].flatMap(([first]) => (first ? [this.judged(first)] : []));
  }

  private outward(entry: ApplicationEntry, peer: Connection): Declared {
    const { application } = entry;
    const sources = this.ofApplication(application);
    switch (peer.kind) {
      case "application":
        return this.between(peer, { from: application, to: peer.name });
      case "load-balancer":
        return this.inward(entry, peer);
      case "database":
        return this.database(peer, { from: application, sources });
      case "namespace": {
        const plain = { kind: peer.kind, declaredBy: "platform", wanted: undefined } as const;
        return { ...plain, from: application, to: application, sources, targets: sources };
      }
      case "dns":
      case "internet":
      case "kubernetes-api":
      case "pod-identity":
      case "vpc-endpoints":
        return { kind: peer.kind, from: application, sources, ...this.plain(peer.kind) };
    }
  }

  private database(
    { kind, name, port, cidrBlocks }: Extract<Connection, { kind: "database" }>,
    ends: Pick<Declared, "from" | "sources">,
  ): Declared {
    return {
      ...ends,
      kind,
      to: `database ${name}`,
      declaredBy: "application",
      wanted: port === null ? undefined : tcp([port]),
      targets: this.ofZones(this.meeting(cidrBlocks)),
    };
  }

  private plain(kind: PlainKind): Pick<Declared, "to" | "targets" | "wanted" | "declaredBy"> {
    const { to, at, wanted, declaredBy } = PLAIN[kind];
    const targets = "word" in at ? this.ofWord(at.word) : this.ofKind(at.kind);
    return { to, targets, wanted, declaredBy };
  }

  private inward(entry: ApplicationEntry, peer: Connection): Declared {
    if (peer.kind === "application") {
      return this.between(peer, { from: peer.name, to: entry.application });
    }
    const cidrBlocks = peer.kind === "load-balancer" ? peer.cidrBlocks : [];
    const ports = peer.kind === "load-balancer" ? peer.ports : [];
    return {
      kind: peer.kind,
      from: peer.kind === "load-balancer" ? `${peer.placement} load balancer` : peer.kind,
      to: entry.application,
      declaredBy: "application",
      wanted: tcp(ports),
      sources: this.ofZones(this.meeting(cidrBlocks).filter(({ kind }) => kind === "alb")),
      targets: this.ofApplication(entry.application),
    };
  }

  private between(
    { ports, declaredByBoth }: Extract<Connection, { kind: "application" }>,
    { from, to }: { readonly from: string; readonly to: string },
  ): Declared {
    return {
      kind: "application",
      from,
      to,
      declaredBy: AGREEMENT[String(declaredByBoth)] ?? "one side",
      wanted: tcp(ports),
      sources: this.ofApplication(from),
      targets: this.ofApplication(to),
    };
  }

  private judged({ wanted, sources, targets, ...declared }: Declared): ReportConnection {
    const { model } = this.context;
    const cells = sources.flatMap((from) => targets.map((to) => ({ from, to })));
    const open = cells
      .map(({ from, to }) => model.trafficAt(from, to))
      .reduce((all, each) => all.union(each), TrafficSet.nothing);
    return {
      ...declared,
      ports: wanted === undefined ? "any" : formatTraffic(wanted),
      state: cells.length === 0 ? "unknown" : connectionState(open, wanted),
      cells,
    };
  }

  private meeting(cidrBlocks: readonly string[]): Zone[] {
    const blocks = cidrBlocks.flatMap((cidr) => parseNetwork(cidr)?.range ?? []);
    return this.context.zones.zones.filter(({ ranges }) =>
      ranges.some((range) => blocks.some((block) => rangesMeet(range, block))),
    );
  }

  private ofKind(wanted: ZoneKind): number[] {
    return this.ofZones(this.context.zones.zones.filter(({ kind }) => kind === wanted));
  }

  private ofZones(zones: readonly Zone[]): number[] {
    return zones.flatMap(({ name }) => this.ofWord(name));
  }

  private ofApplication(application: string): number[] {
    return this.ofWord(`${this.namespaces.get(application) ?? application}/*`);
  }

  private ofWord(word: string): number[] {
    const place = this.places.get(word);
    return place === undefined ? [] : [place];
  }
}

function connectionState(open: TrafficSet, wanted: TrafficSet | undefined): ConnectionState {
  if (wanted === undefined) return open.isEmpty ? "closed" : "open";
  if (wanted.minus(open).isEmpty) return "open";
  return wanted.intersect(open).isEmpty ? "closed" : "partly";
}

/** Every declared connection, each once. */
export function reportConnections(context: ConnectionContext): ReportConnection[] {
  return new ConnectionReader(context).connections();
}

/** Whether the matrix says what the declarations come to: open where both agree, closed where only one asks. */
export function isAsDeclared({ declaredBy, state }: ReportConnection): boolean {
  if (state === "unknown") return true;
  return declaredBy === "one side" ? state === "closed" : state === "open";
}
