import { propertyText } from "../values.js";
import { fakeHex } from "./context.js";
import type { Generated, GenerateOutputs, ResourceContext } from "./context.js";

export function awsPartition(region: string): string {
  if (region.startsWith("cn-")) {
    return "aws-cn";
  }
  return region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}

/** The given name, else the prefix or logical name with seven hexadecimal digits, as the provider does. */
export function awsName(resource: ResourceContext, property = "name"): string {
  const given = propertyText(resource.inputs[property]);
  const prefix = propertyText(resource.inputs[`${property}Prefix`]);
  return given ?? `${prefix ?? `${resource.name}-`}${fakeHex(resource, 7)}`;
}

export function formatArn(resource: ResourceContext, service: string, path: string): string {
  const { partition, region, account } = resource;
  return `arn:${partition}:${service}:${region}:${account}:${path}`;
}

/** IAM knows no region. */
export function formatIamArn(resource: ResourceContext, path: string): string {
  return `arn:${resource.partition}:iam::${resource.account}:${path}`;
}

export function fakePublicAddress(resource: ResourceContext): string {
  const octets = [0, 2, 4].map((at) =>
    Number.parseInt(fakeHex(resource, 6, "ip").slice(at, at + 2), 16),
  );
  return `54.${octets.join(".")}`;
}

export function fakePrivateAddress(resource: ResourceContext): string {
  const last = 4 + (Number.parseInt(fakeHex(resource, 2, "private-ip"), 16) % 250);
  return `10.0.0.${last}`;
}

/** Resources that AWS identifies by their name. */
export function named(
  arn: (resource: ResourceContext, name: string) => string,
  more: (resource: ResourceContext, name: string) => Partial<Generated> = () => ({}),
): GenerateOutputs {
  return (resource) => {
    const name = awsName(resource);
    const rest = more(resource, name);
    return {
      id: rest.id ?? name,
      known: { name, ...rest.known },
      computed: { arn: arn(resource, name), ...rest.computed },
    };
  };
}
