import { issue, type Issue } from "../shared/issues.js";
import type { ContainerDefaultsArgs, QuotaArgs } from "./limits.js";

/** Kubernetes quantities, without exponents: nobody writes those by hand. */
const QUANTITY = /^\d+(\.\d+)?(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei)?$/;

function findQuantityIssues(path: string, quantity: string | undefined): Issue[] {
  if (quantity === undefined || QUANTITY.test(quantity)) return [];
  return [issue(path, quantity, "a Kubernetes quantity such as 500m, 2 or 16Gi, as a string")];
}

function findCountIssues(path: string, count: number | undefined): Issue[] {
  if (count === undefined || (Number.isInteger(count) && count >= 0)) return [];
  return [issue(path, count, "a whole number from 0")];
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
  ];
}
