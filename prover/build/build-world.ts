import type { Endpoint, Finding, World } from "../model/world.js";
import { readManifests } from "../read/read-manifests.js";
import type { ReadResult } from "../read/read-result.js";
import { openBuildContext, type BuildContext } from "./build-context.js";
import { buildCalicoPolicies } from "./calico-policies.js";
import { buildClusterPolicies } from "./cluster-policies.js";
import { readEndpoints, reportHostEndpoints } from "./endpoints.js";
import { InheritedLabels } from "./inherited-labels.js";
import { buildKubernetesPolicies } from "./kubernetes-policies.js";
import { buildAdversary, findNamespaces, reportUnknownNamespaces } from "./namespaces.js";
import { readNetworkSets } from "./network-sets.js";
import type { BuiltPolicy } from "./policy-order.js";
import { sortPolicies } from "./policy-order.js";
import { reportPolicies, reportUnknownKinds } from "./reports.js";
import { ServiceIndex } from "./service-sides.js";
import { readServices } from "./services.js";
import { assembleTiers, operatorObjects, readTiers } from "./tiers.js";
import { findTies } from "./ties.js";
import type { WorldOptions } from "./world-options.js";

/**
 * Builds the world from manifests once, for all evaluators. Its findings list every problem of the manifests; with an error
 * among them, nothing about the world is proved.
 */
export function buildWorld(read: ReadResult, options: WorldOptions = {}): World {
  const complete = options.operatorTier === true ? withOperatorTier(read, options) : read;
  const context = openBuildContext(complete, options);
  const inherited = new InheritedLabels(context);
  const services = readServices(context);
  const built = buildPolicies(context, new ServiceIndex(services));
  const policies = built.map(({ policy }) => policy);
  const namespaces = findNamespaces(context, complete.objects, policies);
  const endpoints = [
    ...readEndpoints(context, inherited),
    ...adversaries(namespaces, context, inherited),
  ];
  const tiers = assembleTiers(readTiers(context), policies);
  const networkSets = readNetworkSets(context, inherited);
  reportUnknownNamespaces(context, namespaces, inherited);
  reportPolicies(context, built, tiers);
  reportHostEndpoints(context, policies);
  reportUnknownKinds(context, complete.unknown);
  const findings = distinct([...context.findings, ...findTies(built, endpoints)]);
  const { notModelled } = context;
  return { tiers, endpoints, networkSets, services, namespaces, findings, notModelled };
}

/** A field that is read twice reports its problems twice. */
function distinct(findings: readonly Finding[]): Finding[] {
  const keyed = findings.map((finding): [string, Finding] => {
    const { code, severity, object, path, message, origin } = finding;
    return [JSON.stringify([code, severity, object, path, message, origin]), finding];
  });
  return [...new Map(keyed).values()];
}

/** The policies of all kinds, in the order in which their tiers evaluate them. */
function buildPolicies(context: BuildContext, services: ServiceIndex): BuiltPolicy[] {
  const built = [
    ...buildCalicoPolicies(context, services),
    ...buildKubernetesPolicies(context),
    ...buildClusterPolicies(context),
  ];
  return sortPolicies(built, context.options.tieBreak ?? "v3.32");
}

function adversaries(
  namespaces: readonly string[],
  context: BuildContext,
  inherited: InheritedLabels,
): Endpoint[] {
  if (context.options.adversaries === false) return [];
  return namespaces.map((namespace) => buildAdversary(namespace, inherited, context));
}

/** Up to 3.31 the operator's tier is called allow-tigera. Objects that the manifests contain take precedence. */
function withOperatorTier(read: ReadResult, { tieBreak }: WorldOptions): ReadResult {
  const tier = tieBreak === "v3.31" ? "allow-tigera" : "calico-system";
  const added = readManifests([{ file: "Calico's operator", objects: operatorObjects(tier) }]);
  const objects = added.objects.filter(
    ({ kind, ref }) =>
      !read.objects.some(
        (own) =>
          own.kind === kind && own.ref.name === ref.name && own.ref.namespace === ref.namespace,
      ),
  );
  return { ...read, objects: [...read.objects, ...objects] };
}
