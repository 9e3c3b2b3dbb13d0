import { setImmediate } from "node:timers/promises";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { ApplicationAccess } from "../components/app-namespace/access/application-access.js";
import { AppNamespace } from "../components/app-namespace/app-namespace.js";
import { networkRegion } from "../components/platform/plan.js";
import { Platform } from "../components/platform/platform.js";
import { readConfig } from "./config.js";
import { accessArgs, namespaceArgs, withPrincipals } from "./access.js";
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
  const region = networkRegion(platform.network);
  return [new aws.Provider("aws", { region, defaultTags }, { protect })];
}

/**
 * The engine gets each application before the next is made, so that neither the answers nor the traces of thousands of
 * resources wait in memory for the end of the program.
 */
async function createApplications(
  settings: Settings,
  platform: Platform,
  providers: pulumi.ProviderResource[],
): Promise<void> {
  for (const [application, declared] of Object.entries(settings.applications)) {
    new AppNamespace(
      application,
      { ...namespaceArgs(declared), application, platform: platform.ref },
      { providers: [...providers, platform.provider()], protect: settings.protect },
    );
    await setImmediate();
  }
}

/** What AWS has once for all applications: their people, and the databases that let them in. */
function createAccess(
  settings: Settings,
  platform: Platform,
  providers: pulumi.ProviderResource[],
): void {
  const applications = accessArgs(settings.applications);
  if (Object.keys(applications).length === 0) return;
  const { name, protect } = settings;
  new ApplicationAccess(name, { platform: platform.ref, applications }, { providers, protect });
}

/** Without a kubeconfig of its own, a cluster is reached by whoever has its context already. */
function hasKubeconfig({ platform: { existingCluster } }: Settings): boolean {
  return existingCluster === undefined || existingCluster.kubeconfig !== undefined;
}

/** One environment: the platform, and every application of its settings file. */
export async function createEnvironment(settings: Settings): Promise<Record<string, unknown>> {
  const providers = createAwsProviders(settings);
  const platform = new Platform(settings.name, settings.platform, {
    providers,
    protect: settings.protect,
  });
  await createApplications(settings, platform, providers);
  createAccess(settings, platform, providers);
  const applications = Object.entries(settings.applications).map(
    ([application, { albSlot, loadBalancer }]) => ({
      application,
      albSlot,
      ...(loadBalancer?.hosts && { hosts: loadBalancer.hosts }),
    }),
  );
  const ref = withPrincipals(platform.ref, accessArgs(settings.applications));
  return {
    platform: { ...ref, applications },
    ...(hasKubeconfig(settings) && { kubeconfig: platform.kubeconfig }),
  };
}

/** What `pulumi up` and `bulkhead plan` run. */
export function run(): Promise<Record<string, unknown>> {
  return createEnvironment(parseSettings(readConfig()));
}
