import type { AppNamespaceArgs } from "../components/app-namespace/app-namespace-args.js";
import { findAppNamespaceIssues } from "../components/app-namespace/app-namespace-issues.js";
import type { PlatformArgs } from "../components/platform/platform-args.js";
import { findPlatformIssues } from "../components/platform/platform-issues.js";
import { outlinePlatformRef } from "../components/platform/platform-plan.js";
import { claimApplication, type PlatformRef } from "../components/platform/platform-ref.js";
import { formatIssues, issuesWithin, type Issue } from "../components/shared/issues.js";
import { settingsSchema, type SettingsFile } from "./settings-schema.js";
import { findShapeIssues } from "./shape-issues.js";

/** An application as a settings file describes it; its key is its name. */
export type ApplicationSettings = Omit<AppNamespaceArgs, "platform" | "application">;

/** One environment. */
export interface Settings {
  /** Name of the platform, and of its EKS cluster. */
  readonly name: string;
  readonly platform: PlatformArgs;
  readonly applications: Readonly<Record<string, ApplicationSettings>>;
  /** Whether Pulumi refuses to delete anything of the platform. */
  readonly protect: boolean;
  /** Tags of every AWS resource, instances and volumes included. */
  readonly tags: Readonly<Record<string, string>>;
}

/** All problems of a settings file, in one error. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";

  constructor(readonly issues: readonly Issue[]) {
    const problems = issues.length === 1 ? "1 problem" : `${issues.length} problems`;
    super(`the settings have ${problems}:\n${formatIssues(issues)}`);
  }
}

function settingsOf(file: SettingsFile): Settings {
  const { name, applications, protect = false, ...platform } = file;
  return { name, platform, applications, protect, tags: file.tags ?? {} };
}

function isWithin(path: string, { path: seen }: Issue): boolean {
  return seen === path || seen.startsWith(`${path}.`) || seen.startsWith(`${path}[`);
}

/** Each application is checked against the platform and the applications before it. */
function findApplicationIssues(
  applications: Settings["applications"],
  platform: PlatformRef,
  shape: readonly Issue[],
): Issue[] {
  const readable = Object.entries(applications).filter(
    ([application]) => !shape.some((issue) => isWithin(`applications.${application}`, issue)),
  );
  return readable.flatMap(([application, settings]) => {
    const args = { ...settings, application, platform };
    const issues = findAppNamespaceIssues(args);
    claimApplication(platform, args);
    return issuesWithin(`applications.${application}`, issues);
  });
}

/** Addresses that no environment uses, so that nothing overlaps them by accident (RFC 2544). */
const STAND_IN: PlatformArgs = {
  network: {
    cidrBlock: "198.18.0.0/16",
    availabilityZones: ["eu-central-1a", "eu-central-1b"],
    sharedAlb: true,
  },
};
const STAND_IN_FOR_EXISTING: PlatformArgs = {
  existingCluster: {
    podCidrBlocks: ["198.18.0.0/16"],
    apiServer: { cidrBlocks: ["198.19.0.1/32"], port: 6443 },
  },
};

/** What applications are checked against while the platform itself has problems. */
function standInFor(input: object): PlatformRef {
  const args = "existingCluster" in input ? STAND_IN_FOR_EXISTING : STAND_IN;
  return outlinePlatformRef("stand-in", args);
}

function findIssues(input: object, settings: Settings): Issue[] {
  const { name, platform, applications } = settings;
  const shape = findShapeIssues(settingsSchema, input);
  const inApplications = shape.filter((issue) => isWithin("applications", issue));
  const readable = shape.length === inApplications.length;
  const ofPlatform = readable ? findPlatformIssues(name, platform) : [];
  const sound = readable && ofPlatform.length === 0;
  const ref = sound ? outlinePlatformRef(name, platform) : standInFor(input);
  const listed = inApplications.every(({ path }) => path !== "applications");
  return [
    ...shape,
    ...ofPlatform,
    ...(listed ? findApplicationIssues(applications, ref, inApplications) : []),
  ];
}

/**
 * Reads an environment from the values under `config:`.
 *
 * @throws SettingsError with every problem and its path.
 */
export function parseSettings(input: object): Settings {
  const settings = settingsOf(input as SettingsFile);
  const issues = findIssues(input, settings);
  if (issues.length > 0) throw new SettingsError(issues);
  return settings;
}
