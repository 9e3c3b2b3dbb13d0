import { plural } from "../../basics/counts.js";
import { formatTraffic } from "../../prover/index.js";
import { groupBy } from "../../basics/group-by.js";
import type { Json } from "../../basics/json.js";
import { className } from "../../facts/type-tokens.js";
import type { Palette } from "../output/palette.js";
import { limitsLines } from "../output/proof-section.js";
import { tableLines } from "../output/table.js";
import { paragraph } from "../output/wrap.js";
import { objectText } from "../proof/finding-text.js";
import { peerKey, peerLabel } from "../proof/matrix.js";
import type { ChangedCell, Differences } from "./differences.js";
import type { ChangedInput, ResourceChanges, ResourceName } from "./resource-changes.js";

/** Longer values are not shown; the plan has them. */
const MOST_SHOWN = 40;

function shown(value: Json): string | undefined {
  if (typeof value === "object" && value !== null) return undefined;
  const text = value === null ? "nothing" : String(value);
  return text.length <= MOST_SHOWN ? text : undefined;
}

function inputText({ name, before, after }: ChangedInput): string {
  const [was, is] = [shown(before), shown(after)];
  return was === undefined || is === undefined ? name : `${name} ${was} → ${is}`;
}

function nameText({ type, name }: ResourceName): string {
  return `${className(type)} ${name}`;
}

/** Resources that are added, removed or changed; empty unless both sides are plans. */
export function resourceLines(changes: ResourceChanges | undefined, palette: Palette): string[] {
  if (changes === undefined) return [];
  const lines = [
    ...changes.added.map((each) => `  + ${nameText(each)}`),
    ...changes.removed.map((each) => `  - ${nameText(each)}`),
    ...changes.changed.map((each) => {
      return `  ~ ${nameText(each)}: ${each.inputs.map(inputText).join(", ")}`;
    }),
  ];
  return [palette.heading("Resources"), ...(lines.length > 0 ? lines : ["  no difference"]), ""];
}

interface Listing {
  readonly title: string;
  readonly sign: string;
  readonly cells: readonly ChangedCell[];
}

/** Connections of one source that carry the same are one row. */
function cellRows({ sign, cells }: Listing): string[][] {
  const alike = groupBy(cells, ({ from, traffic }) => `${peerKey(from)} ${traffic.key}`);
  return [...alike.values()].flatMap((group) =>
    group
      .slice(0, 1)
      .map(({ from, traffic }) => [
        `${sign} ${peerLabel(from)}`,
        `→ ${group.map(({ to }) => peerLabel(to)).join(", ")}`,
        formatTraffic(traffic),
      ]),
  );
}

function listingLines(listing: Listing, palette: Palette): string[] {
  const { title, cells } = listing;
  if (cells.length === 0) return [`${palette.heading(title)}: nothing`];
  return [
    `${palette.heading(title)} (${plural(cells.length, "connection")})`,
    ...tableLines(cellRows(listing), "  "),
  ];
}

function namesLines(title: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const [first = "", ...rest] = paragraph(`${title}: ${names.join(", ")}`, "  ");
  return [first, ...rest.map((line) => `  ${line}`)];
}

function objectLines({ objects, namespaces, zones }: Differences, palette: Palette): string[] {
  const lines = [
    ...namesLines("namespaces added", namespaces.added),
    ...namesLines("namespaces removed", namespaces.removed),
    ...namesLines("zones added", zones.added),
    ...namesLines("zones removed", zones.removed),
    ...objects.added.map((object) => `  + ${objectText(object)}`),
    ...objects.removed.map((object) => `  - ${objectText(object)}`),
    ...objects.changed.map((object) => `  ~ ${objectText(object)}`),
  ];
  return [palette.heading("Objects"), ...(lines.length > 0 ? lines : ["  no difference"])];
}

/** What changed, in the words of a pull request. */
export function diffText(differences: Differences, palette: Palette): string {
  const opened = { title: "Opened", sign: "+", cells: differences.opened };
  const closed = { title: "Closed", sign: "-", cells: differences.closed };
  return [
    ...listingLines(opened, palette),
    ...listingLines(closed, palette),
    "",
    ...objectLines(differences, palette),
    "",
    ...resourceLines(differences.resources, palette),
    ...limitsLines(palette),
    "",
  ].join("\n");
}
