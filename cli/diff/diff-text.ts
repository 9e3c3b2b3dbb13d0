import { formatTraffic } from "../../prover/index.js";
import { groupBy } from "../../basics/group-by.js";
import { objectText } from "../proof/finding-text.js";
import { peerKey, peerLabel } from "../proof/matrix.js";
import { plural } from "../../basics/counts.js";
import { limitsLines } from "../output/limits-line.js";
import type { Palette } from "../output/palette.js";
import { tableLines } from "../output/table.js";
import { paragraph } from "../output/wrap.js";
import type { ChangedCell, Differences } from "./differences.js";
import { resourceLines } from "./resource-lines.js";

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
