import * as pulumi from "@pulumi/pulumi";

function isKnown(value: unknown): boolean {
  return !(
    pulumi.Output.isInstance(value) ||
    value instanceof Promise ||
    pulumi.Resource.isInstance(value)
  );
}

function keepKnown(value: unknown): unknown {
  if (Array.isArray(value)) return value.filter(isKnown).map(keepKnown);
  if (typeof value !== "object" || value === null) return value;
  const known = Object.entries(value).filter(([, each]) => isKnown(each));
  return Object.fromEntries(known.map(([key, each]) => [key, keepKnown(each)]));
}

/**
 * What a component registers with: its arguments without those that other resources put out.
 *
 * Pulumi registers a component when all its inputs are known, and its children after it. With outputs among them, every
 * child would wait for all of these: the control plane, say, for the NAT gateways, because nodes need their routes.
 */
export function knownArgs(args: object): pulumi.Inputs {
  return keepKnown(args) as pulumi.Inputs;
}
