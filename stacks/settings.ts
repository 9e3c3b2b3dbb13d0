import { z } from "zod";
import type { AppNamespaceArgs } from "../components/app-namespace/args.js";
import type { AccessibleApplicationArgs } from "../components/app-namespace/access/args.js";
import type { PlatformArgs } from "../components/platform/args.js";
import { formatIssues, type Issue } from "../components/shared/issues.js";
import { findSettingsIssues } from "./settings-issues.js";
import { settingsSchema, splitSettings, type SettingsFile } from "./settings-schema.js";

/** An application as a settings file describes it; its key is its name. */
export type ApplicationSettings = Omit<AppNamespaceArgs, "platform" | "application"> &
  Pick<AccessibleApplicationArgs, "access">;

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

function isEmptyMap(value: unknown): boolean {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMap && Object.keys(value).length === 0;
}

/** Pulumi.yaml cannot declare a section as optional, only as empty by default. */
function withoutEmptySections(input: object): object {
  const { shape } = settingsSchema;
  const isOptional = (key: string): boolean =>
    shape[key as keyof typeof shape] instanceof z.ZodOptional;
  const kept = Object.entries(input).filter(
    ([key, value]) => !(isOptional(key) && isEmptyMap(value)),
  );
  return Object.fromEntries(kept);
}

/**
 * Reads an environment from the values under `config:`.
 *
 * @throws SettingsError with every problem and its path.
 */
export function parseSettings(input: object): Settings {
  const file = withoutEmptySections(input);
  const issues = findSettingsIssues(file);
  if (issues.length > 0) throw new SettingsError(issues);
  const settings = splitSettings(file as SettingsFile);
  return { ...settings, tags: settings.platform.tags ?? {} };
}
