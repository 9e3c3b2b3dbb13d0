/** Addresses that a small instance has for pods, when each slot of its interfaces holds a prefix of 16. */
const SMALLEST = 34;
const MEDIUM = 98;

/** What Kubernetes recommends, and the most that EKS accepts of an instance with less than 30 vCPUs. */
export const USUAL_PODS = 110;

/** The most that EKS accepts of any instance. */
const LARGEST = 250;

/** Instances on Xen, whose interfaces take no prefixes. */
const XEN =
  /^(?:t[12]|m[1-4]|c[134]|r[34]|x1e?|i[23]|d2|h1|f1|g[23]s?|p[23]|cc2|cr1|hs1)\.(?!metal$)/;

/** An xlarge has 4 vCPUs, and every multiple of it that many times 4. */
const MULTIPLE = /^(\d+)xlarge$/;

/** The first multiple of an xlarge that has 30 vCPUs. */
const LARGE_MULTIPLE = 8;

/**
 * The most pods that a node of this instance type can have with prefix delegation, or `undefined` where its network
 * interfaces take no prefixes (https://docs.aws.amazon.com/eks/latest/userguide/choosing-instance-type.html).
 */
export function instancePodLimit(instanceType: string): number | undefined {
  if (XEN.test(instanceType)) return undefined;
  const size = instanceType.slice(instanceType.indexOf(".") + 1);
  if (size === "nano" || size === "micro") return SMALLEST;
  if (size === "medium" && !instanceType.startsWith("t")) return MEDIUM;
  const multiple = Number(MULTIPLE.exec(size)?.[1] ?? 0);
  return multiple >= LARGE_MULTIPLE || size.startsWith("metal") ? LARGEST : USUAL_PODS;
}
