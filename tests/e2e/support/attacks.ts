import { NAMESPACES, OTHERS } from "./attacks/on-namespaces.js";
import { POLICIES } from "./attacks/on-policies.js";
import { ADDRESSES, RIGHTS } from "./attacks/on-the-platform.js";
import type { Attack } from "./attacks/attack.js";

/** Each must be refused to every role of an application. */
export const ATTACKS: readonly Attack[] = [
  ...POLICIES,
  ...NAMESPACES,
  ...OTHERS,
  ...ADDRESSES,
  ...RIGHTS,
];
