import { textOf } from "../values.js";
import { hexOf } from "./context.js";
import type { Generated, OutputsOf, ResourceContext } from "./context.js";

export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The given name, else the prefix or logical name with seven hexadecimal digits, as the provider does. */
export function awsNameOf(resource: ResourceContext, property = "name"): string {
  const given = textOf(resource.inputs[property]);
  const prefix = textOf(resource.inputs[`${property}Prefix`]);
  return given ?? `${prefix ?? `${resource.name}-`}${hexOf(resource, 7)}`;
}

export function arnOf(resource: ResourceContext, service: string, path: string): string {
  const { partition, region, account } = resource;
  return `arn:${partition}:${service}:${region}:${account}:${path}`;
}

/** IAM knows no region. */
export function iamArnOf(resource: ResourceContext, path: string): string {
  return `arn:${resource.partition}:iam::${resource.account}:${path}`;
}

export function publicAddressOf(resource: ResourceContext): string {
  const octets = [0, 2, 4].map((at) =>
    Number.parseInt(hexOf(resource, 6, "ip").slice(at, at + 2), 16),
  );
  return `54.${octets.join(".")}`;
}

export function privateAddressOf(resource: ResourceContext): string {
  const last = 4 + (Number.parseInt(hexOf(resource, 2, "private-ip"), 16) % 250);
  return `10.0.0.${last}`;
}

/** Resources that AWS identifies by their name. */
export function named(
  arn: (resource: ResourceContext, name: string) => string,
  more: (resource: ResourceContext, name: string) => Partial<Generated> = () => ({}),
): OutputsOf {
  return (resource) => {
    const name = awsNameOf(resource);
    const rest = more(resource, name);
    return {
      id: rest.id ?? name,
      known: { name, ...rest.known },
      computed: { arn: arn(resource, name), ...rest.computed },
    };
  };
}
