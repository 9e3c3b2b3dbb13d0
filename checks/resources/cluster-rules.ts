import { objectOf, textOf, textsOf, type JsonObject } from "../../basics/json.js";
import type { GraphResource, ResourceGraph } from "../../facts/resource-graph.js";
import { Aws, Component, EKS_COMPONENT } from "../../facts/type-tokens.js";
import type { Finding, WarningRule } from "./warning.js";

const ANYWHERE = ["0.0.0.0/0", "::/0"];

/** The settings of a cluster's API endpoint, under the names that AWS gives them. */
interface Endpoint {
  readonly cluster: GraphResource;
  readonly isPublic: boolean;
  readonly isPrivate: boolean;
  readonly cidrs: readonly string[];
}

/** AWS opens the public endpoint to everyone where nothing is said. */
function endpointOf(cluster: GraphResource, settings: JsonObject): Endpoint {
  const cidrs = textsOf(settings.publicAccessCidrs);
  return {
    cluster,
    isPublic: settings.endpointPublicAccess !== false,
    isPrivate: settings.endpointPrivateAccess === true,
    cidrs: cidrs.length > 0 ? cidrs : ["0.0.0.0/0"],
  };
}

function endpointsOf(graph: ResourceGraph): Endpoint[] {
  return [
    ...graph.ofType(EKS_COMPONENT).map((cluster) => endpointOf(cluster, cluster.inputs)),
    ...graph
      .ofType(Aws.EksCluster)
      .map((cluster) => endpointOf(cluster, objectOf(cluster.inputs.vpcConfig))),
  ];
}

function publicEndpointFinding({ cluster, cidrs }: Endpoint): Finding {
  const open = cidrs.some((cidr) => ANYWHERE.includes(cidr));
  return {
    subject: cluster.name,
    resource: cluster.urn,
    message: open
      ? "The Kubernetes API answers the whole internet: authentication is all that protects it."
      : `The Kubernetes API answers ${cidrs.join(", ")} over the internet.`,
    fix: open
      ? "Close the public endpoint, or name the networks that need it: endpoint.publicCidrBlocks of Cluster."
      : "Close the public endpoint once `pulumi up` runs where the VPC is reachable.",
  };
}

export const publicEndpoint: WarningRule = {
  code: "public-endpoint",
  level: "warning",
  find: ({ graph }) =>
    endpointsOf(graph)
      .filter(({ isPublic }) => isPublic)
      .map(publicEndpointFinding),
};

export const privateEndpoint: WarningRule = {
  code: "private-endpoint",
  level: "note",
  find: ({ graph }) =>
    endpointsOf(graph)
      .filter(({ isPublic, isPrivate }) => isPrivate && !isPublic)
      .map(({ cluster }) => ({
        subject: cluster.name,
        resource: cluster.urn,
        message:
          "The Kubernetes API answers inside the VPC only: `pulumi up` and kubectl must run where the " +
          "VPC is reachable.",
        fix:
          "First `up`: create the network alone with --target, connect a runner to it (VPN, peering, " +
          "or an instance in a workload subnet), and run the whole `pulumi up` there. Or open the " +
          "public endpoint to your own address for the first `up`, and close it again.",
      })),
};

/** Nothing in a plan tells whether somebody installed what takes it away. */
export const startupTaint: WarningRule = {
  code: "startup-taint",
  level: "warning",
  find: ({ graph }) =>
    graph.ofType(Component.IsolationBaseline).flatMap(({ name, urn, inputs }) => {
      const taint = textOf(inputs.startupTaint);
      if (taint === undefined) return [];
      const message = `Every node starts with the taint ${taint}: no pod of an application starts before something has taken it away.`;
      const fix =
        "Install what removes it once Calico is ready on a node, such as the Node Readiness Controller, before the first application; or leave cluster.startupTaint out.";
      return [{ subject: name, resource: urn, message, fix }];
    }),
};

/** Whether the policies act; the baseline says so, or the platform's record in another program. */
function stagedPlatforms(graph: ResourceGraph): { subject: string; resource: string }[] {
  const baselines = graph.ofType(Component.IsolationBaseline);
  if (baselines.length > 0) {
    return baselines
      .filter(({ inputs }) => inputs.mode === "staged")
      .map(({ name, urn }) => ({ subject: name, resource: urn }));
  }
  return graph
    .ofType(Component.AppNamespace)
    .filter(({ inputs }) => objectOf(inputs.platform).mode === "staged")
    .map(({ name, urn }) => ({ subject: name, resource: urn }));
}

/** Applications that are staged by themselves. */
function stagedApplications(graph: ResourceGraph): Finding[] {
  return graph
    .ofType(Component.AppNamespace)
    .filter(({ inputs }) => inputs.mode === "staged")
    .map(({ name, urn, inputs }) => ({
      subject: textOf(inputs.application) ?? name,
      resource: urn,
      message:
        "Calico evaluates and logs the application's policies without enforcing them: nothing closes its namespace.",
      fix: 'Leave mode out, or set it to "enforced", once the logs show no denied traffic that is needed.',
    }));
}

export const stagedMode: WarningRule = {
  code: "staged-mode",
  level: "warning",
  find: ({ graph }) => [
    ...stagedPlatforms(graph).map((where) => ({
      ...where,
      message:
        "Calico evaluates and logs the policies of the platform without enforcing them: namespaces " +
        "are not isolated yet.",
      fix: 'Set isolation mode to "enforced" once the logs show no denied traffic that is needed.',
    })),
    ...stagedApplications(graph),
  ],
};

const PRODUCTION = /^prod/i;

/** What nobody gets back after a mistaken destroy or replacement. */
const PRECIOUS: readonly string[] = [
  Aws.Vpc,
  Aws.EksCluster,
  EKS_COMPONENT,
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
];

export const noProtection: WarningRule = {
  code: "no-protection",
  level: "warning",
  find: ({ graph }) => {
    if (!PRODUCTION.test(graph.stack)) return [];
    const managed = graph.resources.filter(
      ({ type, external }) => PRECIOUS.includes(type) && !external,
    );
    return managed
      .filter(({ protect }) => !protect)
      .map(({ name, urn }) => ({
        subject: name,
        resource: urn,
        message: "A mistaken destroy or replacement deletes it: it is not protected.",
        fix: "Pass protect: true to it, or to the component that holds it.",
      }));
  },
};

/** Only load balancers that the internet reaches. */
export const noTls: WarningRule = {
  code: "no-tls",
  level: "warning",
  find: ({ graph }) =>
    graph
      .ofType(Component.AppNamespace)
      .filter(({ inputs }) => isOnAws(objectOf(inputs.platform)))
      .filter(({ inputs }) => isPlainHttp(objectOf(inputs.loadBalancer)))
      .map(({ name, urn, inputs }) => ({
        subject: textOf(inputs.application) ?? name,
        resource: urn,
        message:
          "The load balancer faces the internet without a certificate: traffic is plain HTTP.",
        fix: "Give loadBalancer.certificateArn.",
      })),
};

/** On other clusters somebody else's load balancer decides. */
function isOnAws(platform: JsonObject): boolean {
  return Object.keys(objectOf(platform.network)).length > 0;
}

function isPlainHttp(loadBalancer: JsonObject): boolean {
  if (Object.keys(loadBalancer).length === 0) return false;
  const scheme = textOf(loadBalancer.scheme) ?? "internet-facing";
  return scheme === "internet-facing" && !loadBalancer.certificateArn;
}
