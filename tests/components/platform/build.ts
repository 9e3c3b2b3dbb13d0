import * as aws from "@pulumi/aws";
import type { PlatformArgs } from "../../../components/platform/args.js";
import { Platform } from "../../../components/platform/platform.js";
import { redact, type RecordedProgram, type RecordedResource } from "../../../recorder/index.js";
import { record } from "../../support/record.js";

export const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d"];

/** The arguments of a small platform on AWS. */
export function awsArgs(overrides: PlatformArgs = {}): PlatformArgs {
  return {
    network: { cidrBlock: "10.0.0.0/16", availabilityZones: ZONES.slice(0, 2) },
    cluster: { nodeGroups: { general: { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 4 } } },
    ...overrides,
  };
}

/** The arguments of a platform on a cluster that exists. */
export function existingArgs(
  existingCluster: Partial<PlatformArgs["existingCluster"]> = {},
  overrides: PlatformArgs = {},
): PlatformArgs {
  return {
    existingCluster: { context: "kind", podCidrBlocks: ["10.244.0.0/16"], ...existingCluster },
    ...overrides,
  };
}

/** An AWS provider for a platform that needs one. */
export function awsProviders(): aws.Provider[] {
  return [new aws.Provider("aws", { region: "eu-central-1" })];
}

/** Records platform `main`, and what `more` does with it. */
export function recordPlatform(
  args: PlatformArgs,
  more: (platform: Platform) => void = () => undefined,
): Promise<RecordedProgram> {
  return record(() => {
    const providers = args.network ? awsProviders() : [];
    more(new Platform("main", args, { providers }));
  });
}

const recordings = new Map<string, Promise<RecordedProgram>>();

/** The same without more, once for each arguments: many tests look at one recording. */
export function platformOf(args: PlatformArgs): Promise<RecordedProgram> {
  const key = JSON.stringify(args);
  const recording = recordings.get(key) ?? recordPlatform(args);
  recordings.set(key, recording);
  return recording;
}

/** Everything below a resource. */
export function below(recorded: RecordedProgram, { urn }: RecordedResource): RecordedResource[] {
  const children = recorded.resources.filter(({ parent }) => parent === urn);
  return children.flatMap((child) => [child, ...below(recorded, child)]);
}

/** Inputs without the component's name and the hash that auto-naming appends. */
function withoutName(inputs: RecordedResource["inputs"], name: string): unknown {
  const text = JSON.stringify(redact(inputs)).replaceAll(name, "…");
  return JSON.parse(text.replace(/(…[-a-z]*)-[0-9a-f]{7}(?=")/g, "$1-#"));
}

/** What a component consists of, without the names that its surroundings give it. */
export function shapeOf(recorded: RecordedProgram, component: RecordedResource): unknown[] {
  const parts = below(recorded, component).map(({ type, name, inputs, dependencies }) => ({
    type,
    name: name.replace(component.name, "…"),
    inputs: withoutName(inputs, component.name),
    // Who it waits for inside the component.
    after: dependencies
      .filter((urn) => urn.includes(`::${component.name}-`))
      .map((urn) => urn.slice(urn.lastIndexOf("::")).replace(component.name, "…")),
  }));
  const keyOf = ({ type, name }: { type: string; name: string }): string => `${type} ${name}`;
  return parts.sort((left, right) => (keyOf(left) < keyOf(right) ? -1 : 1));
}
