import { issue, type Issue } from "../../shared/issues.js";
import { type ContainerDefaultsArgs, type QuotaArgs } from "./args.js";
import { CONTAINER_DEFAULTS } from "./plan.js";

const UNITS = ["m", "", "k", "M", "G", "T", "P", "E"];
const BINARY_UNITS = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

/** What each suffix multiplies by. */
const FACTORS = new Map([
  ...UNITS.map((unit, at) => [unit, 1000 ** (at - 1)] as const),
  ...BINARY_UNITS.map((unit, at) => [unit, 1024 ** at] as const),
]);

/** Kubernetes quantities, without exponents. */
const QUANTITY = /^(\d+(?:\.\d+)?)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/;

/** The amount that a quantity means; not a number when it is none. */
function parseAmount(quantity: string): number {
  const [, digits, unit = ""] = QUANTITY.exec(quantity) ?? [];
  return Number(digits) * (FACTORS.get(unit) ?? NaN);
}

/** Kubernetes refuses a LimitRange whose request is above its limit. */
function findMemoryIssues(limits: ContainerDefaultsArgs): Issue[] {
  const {
    requestMemory = CONTAINER_DEFAULTS.requestMemory,
    limitMemory = CONTAINER_DEFAULTS.limitMemory,
  } = limits;
  if (!(parseAmount(requestMemory) > parseAmount(limitMemory))) return [];
  const expected = `at most the memory limit of a container, ${limitMemory}; raise limitMemory as well`;
  return [issue("requestMemory", requestMemory, expected)];
}

function findQuantityIssues(path: string, quantity: string | undefined): Issue[] {
  if (quantity === undefined || QUANTITY.test(quantity)) return [];
  return [issue(path, quantity, "a Kubernetes quantity such as 500m, 2 or 16Gi, as a string")];
}

function findCountIssues(path: string, count: number | undefined): Issue[] {
  if (count === undefined || (Number.isInteger(count) && count >= 0)) return [];
  return [issue(path, count, "a whole number, 0 or more")];
}

export function findQuotaIssues(quota: QuotaArgs = {}): Issue[] {
  return [
    ...findQuantityIssues("requestsCpu", quota.requestsCpu),
    ...findQuantityIssues("requestsMemory", quota.requestsMemory),
    ...findQuantityIssues("limitsMemory", quota.limitsMemory),
    ...findCountIssues("pods", quota.pods),
    ...findCountIssues("persistentVolumeClaims", quota.persistentVolumeClaims),
    ...findCountIssues("gpus", quota.gpus),
  ];
}

export function findLimitIssues(limits: ContainerDefaultsArgs = {}): Issue[] {
  return [
    ...findQuantityIssues("requestCpu", limits.requestCpu),
    ...findQuantityIssues("requestMemory", limits.requestMemory),
    ...findQuantityIssues("limitMemory", limits.limitMemory),
    ...findMemoryIssues(limits),
  ];
}
