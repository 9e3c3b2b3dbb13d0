/**
 * Whether a statement about something that is not fully known holds, such as a pod whose labels a tenant
 * will choose. The values are ordered, so that "and" is the smaller, "or" the greater of two.
 */
export const Truth = {
  /** It cannot hold. */
  No: 0,
  /** It may hold. */
  Maybe: 1,
  /** It must hold. */
  Yes: 2,
} as const;
export type Truth = (typeof Truth)[keyof typeof Truth];

export function truthOf(holds: boolean): Truth {
  return holds ? Truth.Yes : Truth.No;
}

export function not(operand: Truth): Truth {
  return (Truth.Yes - operand) as Truth;
}

export function both(left: Truth, right: Truth): Truth {
  return left < right ? left : right;
}

export function either(left: Truth, right: Truth): Truth {
  return left > right ? left : right;
}
