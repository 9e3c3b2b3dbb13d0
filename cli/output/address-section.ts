import { countAddresses, type AddressEntry } from "../../facts/addresses.js";
import type { AlbSlots } from "../../facts/alb-slots.js";
import { groupBy } from "../../basics/group-by.js";
import { byText, textOf } from "../../basics/json.js";
import type { PlanFacts } from "../../facts/plan-facts.js";
import { Aws } from "../../facts/type-tokens.js";
import { grouped, plural } from "../../basics/counts.js";
import type { Palette } from "./palette.js";
import { subnetOwner, routeTexts, TIER_USES } from "./subnet-words.js";
import { tableLines } from "./table.js";
import { paragraph } from "./wrap.js";

/** More zones than this do not fit beside each other. */
const ZONES_PER_TABLE = 4;

function zoneTable(
  entries: readonly AddressEntry[],
  zones: readonly string[],
  palette: Palette,
): string[] {
  const owners = groupBy(entries, subnetOwner);
  const rows = [...owners].map(([owner, subnets]) => [
    owner,
    ...zones.map((zone) =>
      subnets
        .filter((subnet) => subnet.zone === zone)
        .map(({ cidr }) => cidr)
        .join("\n"),
    ),
  ]);
  const shown = rows.filter((row) => row.slice(1).some((cell) => cell !== ""));
  const compact = owners.size === 1 && owners.has("") ? shown.map((row) => row.slice(1)) : shown;
  const header = compact === shown ? ["", ...zones] : [...zones];
  return [
    ...tableLines([header, ...compact], "    ").map((line, index) =>
      index === 0 ? palette.faint(line) : line,
    ),
  ];
}

function tierLines(tier: string, entries: readonly AddressEntry[], palette: Palette): string[] {
  const zones = [...new Set(entries.map(({ zone }) => zone))].sort(byText);
  const chunks = Array.from({ length: Math.ceil(zones.length / ZONES_PER_TABLE) }, (_, index) =>
    zones.slice(index * ZONES_PER_TABLE, (index + 1) * ZONES_PER_TABLE),
  );
  const routes = [...new Set(entries.map((entry) => routeTexts(entry.routes).join(", ")))];
  const [first, ...others] = routes;
  return [
    `  ${palette.strong(tier)}  ${TIER_USES[tier] ?? "see its tag"}`,
    ...paragraph(`routes: ${first ?? ""}`, "    "),
    ...others.flatMap((other) => paragraph(`or:     ${other}`, "    ")),
    ...chunks.flatMap((chunk) => zoneTable(entries, chunk, palette)),
  ];
}

function slotLines(slots: AlbSlots | undefined): string[] {
  if (slots === undefined) return [];
  const free = grouped(slots.total - slots.used.length);
  const next = slots.next === null ? "" : `, the next one is ${slots.next}`;
  return paragraph(
    `Load balancer slots in ${slots.block}: ${free} of ${grouped(slots.total)} are free as far as this ` +
      `program knows${next}. Slot 0 is for the shared load balancer.`,
    "  ",
  );
}

function vpcLines({ graph, addresses }: PlanFacts): string[] {
  const blocks = graph
    .ofType(Aws.Vpc)
    .map(({ inputs }) => textOf(inputs.cidrBlock))
    .filter((cidr) => cidr !== undefined);
  if (blocks.length === 0) return [];
  const sum = (cidrs: readonly string[]) =>
    cidrs.reduce((total, cidr) => total + countAddresses(cidr), 0);
  const used = grouped(sum(addresses.map(({ cidr }) => cidr)));
  return paragraph(
    `VPC ${blocks.join(", ")}: ${plural(addresses.length, "subnet")} with ${used} of ` +
      `${grouped(sum(blocks))} addresses.`,
    "  ",
  );
}

/** Each subnet by tier and zone, what it holds, where its traffic goes, and what is free. */
export function addressSection(facts: PlanFacts, palette: Palette): string[] {
  if (facts.addresses.length === 0 && facts.albSlots === undefined) return [];
  const tiers = groupBy(facts.addresses, ({ tier }) => tier);
  return [
    palette.heading("Addresses"),
    ...vpcLines(facts),
    ...[...tiers].flatMap(([tier, entries]) => tierLines(tier, entries, palette)),
    ...slotLines(facts.albSlots),
  ];
}
