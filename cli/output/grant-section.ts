import type { ApplicationEntry } from "../../facts/applications.js";
import type { StorageEntry } from "../../facts/grants.js";
import type { Palette } from "./palette.js";
import { tableLines } from "./table.js";
import { paragraph } from "./wrap.js";

const HEADER = ["application", "objects in S3", "published by", "people"];

const NOTE =
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
  const [header = "", ...lines] = tableLines([HEADER, ...rows], "  ");
  return [
    palette.heading("Storage and access"),
    ...paragraph(NOTE, "  "),
    palette.faint(header),
    ...lines,
  ];
}
