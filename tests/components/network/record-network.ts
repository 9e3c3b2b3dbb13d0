import { Network } from "../../../components/network/network.js";
import type { NetworkArgs } from "../../../components/network/args.js";
import { TIER_TAG } from "../../../contract/names.js";
import type {
  PropertyMap,
  PropertyValue,
  RecordedProgram,
  RecordedResource,
  RecordOptions,
} from "../../../recorder/index.js";
import { record } from "../../support/record.js";

export const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c", "eu-central-1d"];

/** The arguments of a network in two zones. */
function networkArgs(overrides: Partial<NetworkArgs> = {}): NetworkArgs {
  return { cidrBlock: "10.0.0.0/16", availabilityZones: ZONES.slice(0, 2), ...overrides };
}

/** A network with everything that a network can have. */
export const EVERYTHING: Partial<NetworkArgs> = {
  vpcEndpoints: ["ecr.api", "sts"],
  flowLogs: {},
  sharedAlb: true,
};

/** Recordings of networks alone: many tests look at the same one. */
const recordings = new Map<string, Promise<RecordedProgram>>();

/** Records network `main`. */
export function recordNetwork(
  args: Partial<NetworkArgs> = {},
  options: Pick<RecordOptions, "mode"> = {},
): Promise<RecordedProgram> {
  const key = JSON.stringify({ args, options });
  const known = recordings.get(key);
  if (known) return known;
  const recording = recordWith(args, () => undefined, options);
  recordings.set(key, recording);
  return recording;
}

/** Records network `main` and what `more` adds to it. */
export function recordWith(
  args: Partial<NetworkArgs>,
  more: (network: Network) => void,
  options: Pick<RecordOptions, "mode"> = {},
): Promise<RecordedProgram> {
  return record(() => {
    more(new Network("main", networkArgs(args)));
  }, options);
}

/** The class of a type token: `Vpc` of `aws:ec2/vpc:Vpc`. */
export function classOf({ type }: RecordedResource): string {
  return type.slice(type.lastIndexOf(":") + 1);
}

/** The resources of one class. */
export function ofClass(recorded: RecordedProgram, className: string): RecordedResource[] {
  return recorded.resources.filter((resource) => classOf(resource) === className);
}

/** The one resource of that class and name. */
export function one(recorded: RecordedProgram, className: string, name: string): RecordedResource {
  const [found, ...others] = ofClass(recorded, className).filter(
    (resource) => resource.name === name,
  );
  if (found && others.length === 0) return found;
  const names = ofClass(recorded, className).map((resource) => resource.name);
  throw new Error(`no single ${className} "${name}" among: ${names.join(", ")}`);
}

/** The network's resources as `Class name`, sorted. */
export function listOf(recorded: RecordedProgram): string[] {
  return recorded.resources
    .filter(({ custom }) => custom)
    .map((resource) => `${classOf(resource)} ${resource.name}`)
    .sort();
}

/** The resource whose id an input holds. */
export function withId(recorded: RecordedProgram, id: unknown): RecordedResource {
  const found = recorded.resources.find((resource) => resource.custom && resource.id === id);
  if (found) return found;
  throw new Error(`no resource has the id ${String(id)}`);
}

/** A property that holds a string. */
export function text(value: PropertyValue | undefined): string {
  if (typeof value === "string") return value;
  throw new Error(`${JSON.stringify(value)} is not a string`);
}

export function tagsOf({ inputs }: RecordedResource): PropertyMap {
  return inputs.tags as PropertyMap;
}

/** The subnets that carry the tag of a tier. */
export function subnetsOf(recorded: RecordedProgram, tier: string): RecordedResource[] {
  return ofClass(recorded, "Subnet").filter((subnet) => tagsOf(subnet)[TIER_TAG] === tier);
}
