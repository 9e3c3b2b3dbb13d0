import { objectOf, textOf } from "../../../basics/json.js";
import type { PlanFacts } from "../../../facts/plan-facts.js";
import { listCostItems, SHARED_LOAD_BALANCER, type CostItem } from "./items.js";
import { LIST_PRICES, type PriceTable, type RegionPrices } from "./prices.js";

/** An average month, as AWS's own calculator has it. */
const HOURS = 730;

const MONTHLY: readonly CostItem["price"][] = ["volume", "key"];

const AWS_PROVIDER = "pulumi:providers:aws";

/** A line of the estimate. */
export interface PricedItem {
  readonly what: string;
  readonly application: string | null;
  readonly quantity: number;
  /** US dollars a month; null where the table has no price. */
  readonly monthly: number | null;
  readonly atMost: boolean;
}

/** What the fixed parts of an environment cost a month, by list prices. */
export interface CostEstimate {
  readonly currency: "USD";
  readonly region: string;
  readonly prices: { readonly date: string; readonly source: string };
  readonly items: readonly PricedItem[];
  /** The sum of the items that have a price. */
  readonly total: number;
  /** What each application costs by itself, those with nothing of their own left out. */
  readonly applications: readonly { readonly application: string; readonly monthly: number }[];
  /** How much less it would be with all dedicated load balancers shared; null where that saves nothing. */
  readonly sharedWouldSave: number | null;
  /** What is not in it, in words. */
  readonly notIncluded: readonly string[];
}

const NOT_INCLUDED = [
  "traffic and what load balancers, NAT and endpoints charge for it",
  "nodes beyond the minimum",
  "logs and flow logs",
  "buckets and databases",
  "taxes, discounts, and extended support of old Kubernetes versions",
];

function cents(amount: number): number {
  return Math.round(amount * 100) / 100;
}

function monthlyPrice(price: CostItem["price"], prices: RegionPrices): number | undefined {
  if (typeof price === "object") {
    const hourly = prices.instances[price.instance];
    return hourly === undefined ? undefined : hourly * HOURS;
  }
  return MONTHLY.includes(price) ? prices[price] : prices[price] * HOURS;
}

function priced(
  { what, application, price, quantity, atMost }: CostItem,
  prices: RegionPrices | undefined,
): PricedItem {
  const each = prices && monthlyPrice(price, prices);
  const monthly = each === undefined ? null : cents(each * quantity);
  return { what, application, quantity, monthly, atMost };
}

function sumMonthly(items: readonly PricedItem[]): number {
  return cents(items.reduce((sum, { monthly }) => sum + (monthly ?? 0), 0));
}

/** Of the dedicated load balancers one would be left, or none where there is a shared one already. */
function sharedSaving(
  items: readonly PricedItem[],
  byApplication: readonly number[],
): number | null {
  const hasShared = items.some(({ what }) => what === SHARED_LOAD_BALANCER);
  const kept = hasShared ? 0 : Math.max(0, ...byApplication);
  const saving = cents(byApplication.reduce((sum, each) => sum + each, 0) - kept);
  return saving > 0 ? saving : null;
}

function providerRegion({ graph }: PlanFacts): string | undefined {
  return graph
    .ofType(AWS_PROVIDER)
    .map(({ inputs }) => textOf(objectOf(inputs).region))
    .find(Boolean);
}

/** Null for a program without anything in AWS that costs by the hour. */
export function estimateCost(
  facts: PlanFacts,
  table: PriceTable = LIST_PRICES,
): CostEstimate | null {
  const region = providerRegion(facts);
  const items = listCostItems(facts);
  if (region === undefined || items.length === 0) return null;
  const lines = items.map((item) => priced(item, table.regions[region]));
  const names = new Set(lines.flatMap(({ application }) => application ?? []));
  const applications = [...names].map((application) => ({
    application,
    monthly: sumMonthly(lines.filter((line) => line.application === application)),
  }));
  return {
    currency: "USD",
    region,
    prices: { date: table.date, source: table.source },
    items: lines,
    total: sumMonthly(lines),
    applications,
    sharedWouldSave: sharedSaving(
      lines,
      applications.map(({ monthly }) => monthly),
    ),
    notIncluded: NOT_INCLUDED,
  };
}
