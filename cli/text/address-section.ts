import { addressCountOf, type AddressEntry } from "../graph/addresses.js";
import type { AlbSlots } from "../graph/alb-slots.js";
import { groupBy } from "../graph/group-by.js";
import { byText, textOf } from "../graph/json.js";
import type { PlanFacts } from "../graph/plan-facts.js";
import { isForeign, type RouteEntry } from "../graph/routes.js";
import { Aws } from "../graph/type-tokens.js";
import { grouped, plural } from "./counts.js";
import type { Palette } from "./palette.js";
import { tableLines } from "./table.js";
import { paragraph } from "./wrap.js";

/** What stands in the subnets of a tier. */
const TIER_USES: Readonly<Record<string, string>> = {
  alb: "load balancers and nothing else",
  workload: "nodes and pods",
  data: "databases",
  "control-plane": "network interfaces of the Kubernetes control plane",
  endpoints: "interface VPC endpoints",
  nat: "NAT gateways",
  public: "whatever is placed here: reachable from the internet",
  private: "whatever is placed here",
  isolated: "whatever is placed here",
  unknown: "whatever is placed here",
};

/** Whom subnets belong to that belong to no application. */
const UNOWNED: Readonly<Record<string, string>> = { alb: "(shared)" };

/** More zones than this do not fit beside each other. */
const ZONES_PER_TABLE = 4;

/** `nat-gateway` in words. */
function targetText(target: string): string {
  return target.replaceAll("-", " ").replace(/^(nat|vpc|vpn)\b/, (word) => word.toUpperCase());
}

function routeText(routes: readonly RouteEntry[]): string {
  if (routes.length === 0) return "no route out of the VPC";
  return routes
    .map((route) => {
      const target = targetText(route.target);
      return isForeign(route) ? target : `${route.destination} → ${target}`;
    })
    .join(", ");
}

function zoneTable(
  entries: readonly AddressEntry[],
  zones: readonly string[],
  palette: Palette,
): string[] {
  const owners = groupBy(entries, ({ application, tier }) => application ?? UNOWNED[tier] ?? "");
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
  const routes = [...new Set(entries.map((entry) => routeText(entry.routes)))];
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
    cidrs.reduce((total, cidr) => total + addressCountOf(cidr), 0);
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
