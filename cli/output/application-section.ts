import type { ApplicationEntry, Connection } from "../../facts/applications.js";
import type { StorageEntry } from "../../facts/grants.js";
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

const GRANT_HEADER = ["application", "objects in S3", "published by", "people"];

const GRANT_NOTE =
  "As declared. Pods have the role of their application alone; who publishes may write below the prefix and nothing " +
  "else. docs/access.md says what view, edit and deploy may do.";

/** `role/shop-pipeline`: what follows the account. */
function principalText(arn: string): string {
  return arn.split(":").slice(5).join(":") || arn;
}

/** What the pods may do with which objects, and below it where those are. */
function placeLines({ bucket, prefix, access, kmsKey }: StorageEntry): string[] {
  const name = bucket.split(":").at(-1) ?? bucket;
  const key = kmsKey === null ? "" : ", with its key";
  return [`${access} ${prefix || "everything"}`, `in ${name}${key}`];
}

/** The places, and beside each its publishers. */
function storageTexts(storage: readonly StorageEntry[]): [string, string] {
  const rows = storage.flatMap((entry) => {
    const places = placeLines(entry);
    const publishers = entry.publishers.length > 0 ? entry.publishers.map(principalText) : ["–"];
    const height = Math.max(places.length, publishers.length);
    return Array.from({ length: height }, (_, at) => [places[at] ?? "", publishers[at] ?? ""]);
  });
  const column = (at: number): string => rows.map((row) => row[at] ?? "").join("\n") || "–";
  return [column(0), column(1)];
}

function peopleText({ access }: ApplicationEntry): string {
  const rows = (["view", "edit", "deploy"] as const).flatMap((role) =>
    access[role].map((arn) => `${role} ${principalText(arn)}`),
  );
  return rows.join("\n") || "–";
}

function hasGrants({ storage, access }: ApplicationEntry): boolean {
  return storage.length + access.view.length + access.edit.length + access.deploy.length > 0;
}

/** What AWS grants each application and its people; nothing where no application has any. */
export function grantSection(entries: readonly ApplicationEntry[], palette: Palette): string[] {
  const granted = entries.filter(hasGrants);
  if (granted.length === 0) return [];
  const rows = granted.map((entry) => [
    entry.application,
    ...storageTexts(entry.storage),
    peopleText(entry),
  ]);
  const [header = "", ...lines] = tableLines([GRANT_HEADER, ...rows], "  ");
  return [
    palette.heading("Storage and access"),
    ...paragraph(GRANT_NOTE, "  "),
    palette.faint(header),
    ...lines,
  ];
}
