import type { ApplicationEntry, Connection } from "../../facts/applications.js";
import type { Palette } from "./palette.js";
import { tableLines } from "./table.js";
import { paragraph } from "./wrap.js";

const HEADER = ["application", "slot", "load balancer", "ports", "may reach", "reached by"];

/** What every application may reach, so that it is said once instead of in each row. */
const EVERYWHERE: readonly PlainKind[] = ["namespace", "dns", "pod-identity", "vpc-endpoints"];

type PlainKind = Exclude<Connection["kind"], "application" | "database" | "load-balancer">;

const PLAIN_NAMES: Readonly<Record<PlainKind, string>> = {
  namespace: "its own namespace",
  dns: "cluster DNS",
  "pod-identity": "the Pod Identity agent",
  "vpc-endpoints": "interface VPC endpoints (443)",
  internet: "internet",
  "kubernetes-api": "Kubernetes API",
};

const AGREEMENT: Readonly<Record<string, string>> = {
  true: "",
  false: " (one side only)",
  null: " (other program)",
};

function peerText(peer: Connection): string {
  if (peer.kind === "application") {
    return `${peer.name}:${peer.ports.join(",")}${AGREEMENT[String(peer.declaredByBoth)] ?? ""}`;
  }
  if (peer.kind === "database") return `database ${peer.name}:${peer.port ?? "?"}`;
  if (peer.kind === "load-balancer") return "load balancer";
  return PLAIN_NAMES[peer.kind];
}

function peersText(peers: readonly Connection[]): string {
  const own = peers.filter(({ kind }) => !EVERYWHERE.some((plain) => plain === kind)).map(peerText);
  return own.length > 0 ? own.join("\n") : "–";
}

/** The address plan names each subnet; one is enough to find them. */
function loadBalancerText({ loadBalancer, reachedBy }: ApplicationEntry): string {
  if (loadBalancer === null) return "–";
  const sources = reachedBy.flatMap((peer) =>
    peer.kind === "load-balancer" ? peer.cidrBlocks : [],
  );
  const [first, ...others] = sources;
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  const shown = first === undefined ? [] : [`${first}${more}`];
  const { scheme, placement, hosts } = loadBalancer;
  return [`${scheme}, ${placement}`, ...hosts, ...shown].join("\n");
}

function applicationRow(entry: ApplicationEntry): string[] {
  const { application, namespace, albSlot, ports } = entry;
  return [
    application === namespace ? application : `${application} (${namespace})`,
    albSlot === undefined ? "–" : String(albSlot),
    loadBalancerText(entry),
    ports.join(", ") || "–",
    peersText(entry.reaches),
    peersText(entry.reachedBy),
  ];
}

function baselineText(entries: readonly ApplicationEntry[]): string {
  const kinds = new Set(entries.flatMap(({ reaches }) => reaches.map(({ kind }) => kind)));
  const names = EVERYWHERE.filter((kind) => kinds.has(kind)).map((kind) => PLAIN_NAMES[kind]);
  const last = names.pop() ?? "nothing";
  const list = names.length > 0 ? `${names.join(", ")} and ${last}` : last;
  return `As declared. Each may reach ${list}; beyond that only what its row names.`;
}

/** One row for each application: where it is, and what it declares. */
export function applicationSection(
  entries: readonly ApplicationEntry[],
  palette: Palette,
): string[] {
  if (entries.length === 0) return [];
  const [header = "", ...rows] = tableLines([HEADER, ...entries.map(applicationRow)], "  ");
  return [
    palette.heading("Applications"),
    ...paragraph(baselineText(entries), "  "),
    palette.faint(header),
    ...rows,
  ];
}
