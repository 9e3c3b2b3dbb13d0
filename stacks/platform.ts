import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { AppNamespace } from "../components/app-namespace/app-namespace.js";
import { regionOf } from "../components/platform/platform-plan.js";
import { Platform } from "../components/platform/platform.js";
import { readConfig } from "./config.js";
import { parseSettings, type Settings } from "./settings.js";

/** The provider of everything in AWS: its region is the network's, and its tags reach every resource. */
function createAwsProviders({
  name,
  platform,
  protect,
  tags,
}: Settings): pulumi.ProviderResource[] {
  if (!platform.network) return [];
  const defaultTags = { tags: { ...tags, "bulkhead/platform": name } };
  const region = regionOf(platform.network);
  return [new aws.Provider("aws", { region, defaultTags }, { protect })];
}

function createApplications(
  settings: Settings,
  platform: Platform,
  providers: pulumi.ProviderResource[],
): void {
  for (const [application, args] of Object.entries(settings.applications)) {
    new AppNamespace(
      application,
      { ...args, application, platform: platform.ref },
      { providers: [...providers, platform.provider()], protect: settings.protect },
    );
  }
}

/** Without a kubeconfig of its own, a cluster is reached by whoever has its context already. */
function hasKubeconfig({ platform: { existingCluster } }: Settings): boolean {
  return existingCluster === undefined || existingCluster.kubeconfig !== undefined;
}

/** One environment: the platform, and every application of its settings file. */
export function createEnvironment(settings: Settings): Record<string, unknown> {
  const providers = createAwsProviders(settings);
  const platform = new Platform(settings.name, settings.platform, {
    providers,
    protect: settings.protect,
  });
  createApplications(settings, platform, providers);
  const applications = Object.entries(settings.applications).map(([application, { albSlot }]) => ({
    application,
    albSlot,
  }));
  return {
    platform: { ...platform.ref, applications },
    ...(hasKubeconfig(settings) && { kubeconfig: platform.kubeconfig }),
  };
}

/** What `pulumi up` and `bulkhead plan` run. */
export function run(): Record<string, unknown> {
  return createEnvironment(parseSettings(readConfig()));
}
