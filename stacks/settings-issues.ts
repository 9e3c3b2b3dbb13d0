import { findApplicationAccessIssues } from "../components/app-namespace/access/issues.js";
import { findAppNamespaceIssues } from "../components/app-namespace/issues.js";
import type { PlatformArgs } from "../components/platform/args.js";
import { findPlatformIssues } from "../components/platform/issues.js";
import { outlinePlatformRef } from "../components/platform/plan.js";
import type { ApplicationSlot, PlatformRef } from "../components/platform-ref/platform-ref.js";
import { issue, issuesWithin, type Issue } from "../components/shared/issues.js";
import { accessArgs } from "./access.js";
import { findCapacityIssues } from "./capacity-issues.js";
import { settingsSchema, splitSettings, type SettingsFile } from "./settings-schema.js";
import { findShapeIssues } from "./shape-issues.js";

const STAND_IN_NAME = "stand-in";

/**
 * What the other sections are checked against while one has problems of its own. Its addresses are of ranges where
 * Services cannot be (RFC 6598) and where no host is (RFC 2544), so nothing overlaps them by accident.
 */
const STAND_INS: PlatformArgs = {
  network: {
    cidrBlock: "100.127.0.0/16",
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    sharedAlb: true,
  },
  cluster: { nodeGroups: { general: { instanceTypes: ["m7i.large"], minSize: 1, maxSize: 1 } } },
  existingCluster: {
    context: STAND_IN_NAME,
    podCidrBlocks: ["198.18.0.0/16"],
    apiServer: { cidrBlocks: ["198.19.0.1/32"], port: 6443 },
  },
};

function isWithin(path: string, { path: seen }: Issue): boolean {
  return seen === path || seen.startsWith(`${path}.`) || seen.startsWith(`${path}[`);
}

/** The platform with a stand-in, or nothing, in place of each section that has one of these issues. */
function withStandIns(platform: PlatformArgs, issues: readonly Issue[]): PlatformArgs {
  const hasIssues = (section: string): boolean => issues.some((issue) => isWithin(section, issue));
  const sections = Object.entries(platform).map(([section, args]): [string, unknown] => [
    section,
    hasIssues(section) && args !== undefined ? STAND_INS[section as keyof PlatformArgs] : args,
  ]);
  return Object.fromEntries(sections);
}

/** The record of a platform that stands on this one's sound sections, where applications could be. */
function outlinePlatform(platform: PlatformArgs, issues: readonly Issue[]): PlatformRef {
  const { network, cluster, existingCluster, isolation } = withStandIns(platform, issues);
  const place = existingCluster ? { existingCluster } : { network: network ?? STAND_INS.network };
  return outlinePlatformRef(STAND_IN_NAME, { ...place, cluster, isolation });
}

/** The applications before this one, and those after it that do not want the same slot. */
function otherSlots(all: readonly ApplicationSlot[], at: number): ApplicationSlot[] {
  return all.filter(
    ({ albSlot }, other) => other < at || (other > at && albSlot !== all[at]?.albSlot),
  );
}

/** In a settings file an application's name is its key. */
function atItsKey(found: Issue): Issue {
  return found.path === "application" ? { ...found, path: "" } : found;
}

type Applications = SettingsFile["applications"];

function selectReadable(applications: Applications, unreadable: readonly Issue[]): Applications {
  const readable = Object.entries(applications).filter(
    ([application]) => !unreadable.some((issue) => isWithin(`applications.${application}`, issue)),
  );
  return Object.fromEntries(readable);
}

/** Issues of access and databases across applications; a settings file has databases under `egress`. */
function findAccessIssues(applications: Applications, platform: PlatformRef): Issue[] {
  const issues = findApplicationAccessIssues({ platform, applications: accessArgs(applications) });
  return issues.map((found) => ({
    ...found,
    path: found.path.replace(/^(applications\.[^.]+)\.databases\b/, "$1.egress.databases"),
  }));
}

/** The schema passes over a key with the name `__proto__`, whatever it holds. */
function isFields(settings: unknown): boolean {
  return typeof settings === "object" && settings !== null && !Array.isArray(settings);
}

function noFields(name: string, settings: unknown): Issue {
  return issue(`applications.${name}`, settings, "a map of fields");
}

/** Each application is checked against the platform and the other applications. */
function findApplicationIssues(applications: Applications, platform: PlatformRef): Issue[] {
  const entries = Object.entries(applications);
  const readable = entries.filter(([, settings]) => isFields(settings));
  const slots = readable.map(([application, { albSlot, loadBalancer }]) => ({
    application,
    albSlot,
    hosts: loadBalancer?.hosts,
  }));
  const own = readable.flatMap(([application, settings], at) => {
    const known = { ...platform, applications: otherSlots(slots, at) };
    const issues = findAppNamespaceIssues({ ...settings, application, platform: known });
    return issuesWithin(`applications.${application}`, issues.map(atItsKey));
  });
  const isNew = ({ path, message }: Issue): boolean =>
    !own.some((known) => known.path === path && known.message === message);
  return [
    ...entries.flatMap(([name, settings]) =>
      isFields(settings) ? [] : [noFields(name, settings)],
    ),
    ...own,
    ...findAccessIssues(Object.fromEntries(readable), platform).filter(isNew),
  ];
}

/** All problems of a settings file: of its shape, and of every section whose shape is right. */
export function findSettingsIssues(input: object): Issue[] {
  const file = input as SettingsFile;
  const shape = findShapeIssues(settingsSchema, input);
  const unreadable = shape.filter((issue) => issue.unreadable);
  const isReadable = (path: string): boolean => !unreadable.some((issue) => issue.path === path);
  const { platform } = splitSettings(file);
  const name = isReadable("name") ? file.name : STAND_IN_NAME;
  const ofPlatform = findPlatformIssues(name, withStandIns(platform, unreadable));
  const outline = outlinePlatform(platform, [...unreadable, ...ofPlatform]);
  const applications = isReadable("applications")
    ? selectReadable(file.applications, unreadable)
    : {};
  return [
    ...shape.map(({ path, message }) => ({ path, message })),
    ...ofPlatform,
    ...findCapacityIssues(applications, outline.network),
    ...findApplicationIssues(applications, outline),
  ];
}
