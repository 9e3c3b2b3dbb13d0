import { objectOf, textsOf, type JsonMap } from "../../basics/json.js";
import type { ApplicationLoadBalancer } from "../../contract/application.js";
import { ComponentType } from "../../contract/component-type.js";
import { IsolationMode } from "../../contract/isolation-mode.js";
import { LoadBalancerScheme } from "../../contract/load-balancer.js";
import { findRegistered } from "../../facts/registered.js";
import type { MaskedResource, ResourceGraph } from "../../facts/resource-graph.js";
import { Aws, EKS_COMPONENT } from "../../facts/type-tokens.js";
import type { ResourceCheck, ResourceHit } from "./resource-check.js";

const ANYWHERE = ["0.0.0.0/0", "::/0"];

/** The settings of a cluster's API endpoint, under the names that AWS gives them. */
interface Endpoint {
  readonly cluster: MaskedResource;
  readonly isPublic: boolean;
  readonly isPrivate: boolean;
  readonly cidrs: readonly string[];
}

/** AWS opens the public endpoint to every address by default. */
function readEndpoint(cluster: MaskedResource, settings: JsonMap): Endpoint {
  const cidrs = textsOf(settings.publicAccessCidrs);
  return {
    cluster,
    isPublic: settings.endpointPublicAccess !== false,
    isPrivate: settings.endpointPrivateAccess === true,
    cidrs: cidrs.length > 0 ? cidrs : ["0.0.0.0/0"],
  };
}

function endpointsIn(graph: ResourceGraph): Endpoint[] {
  return [
    ...graph.ofType(EKS_COMPONENT).map((cluster) => readEndpoint(cluster, cluster.inputs)),
    ...graph
      .ofType(Aws.EksCluster)
      .map((cluster) => readEndpoint(cluster, objectOf(cluster.inputs.vpcConfig))),
  ];
}

function publicEndpointHit({ cluster, cidrs }: Endpoint): ResourceHit {
  const place = { subject: cluster.name, resource: cluster.urn };
  return cidrs.some((cidr) => ANYWHERE.includes(cidr))
    ? {
        ...place,
        message:
          "The Kubernetes API answers the whole internet: authentication is all that protects it.",
      }
    : {
        ...place,
        message: `The Kubernetes API answers ${cidrs.join(", ")} over the internet.`,
        fix: "Close the public endpoint once `pulumi up` runs where the VPC is reachable.",
      };
}

export const publicEndpoint: ResourceCheck = {
  code: "public-endpoint",
  severity: "warning",
  title: "A Kubernetes API endpoint that answers addresses of the internet",
  why: "Authentication is all that protects the API from these addresses.",
  fix: "Close the public endpoint, or list the networks that need it in endpoint.publicCidrBlocks of Cluster.",
  find: ({ graph }) =>
    endpointsIn(graph)
      .filter(({ isPublic }) => isPublic)
      .map(publicEndpointHit),
};

export const privateEndpoint: ResourceCheck = {
  code: "private-endpoint",
  severity: "note",
  title: "A Kubernetes API endpoint that answers inside the VPC only",
  why: "`pulumi up` and kubectl must run where the VPC is reachable.",
  fix:
    "First `up`: create the network alone with --target, connect a runner to it (VPN, peering, " +
    "or an instance in a workload subnet), and run the whole `pulumi up` there. Or open the " +
    "public endpoint to your own address for the first `up`, and close it again.",
  find: ({ graph }) =>
    endpointsIn(graph)
      .filter(({ isPublic, isPrivate }) => isPrivate && !isPublic)
      .map(({ cluster }) => ({
        subject: cluster.name,
        resource: cluster.urn,
        message:
          "The Kubernetes API answers inside the VPC only: `pulumi up` and kubectl must run where the " +
          "VPC is reachable.",
      })),
};

export const startupTaint: ResourceCheck = {
  code: "startup-taint",
  severity: "warning",
  title: "Nodes that start with a taint",
  why: "Application pods start only after the taint is removed, and a plan does not show whether the cluster has something that removes it.",
  fix: "Before the first application, install what removes the taint once Calico is ready on a node, such as the Node Readiness Controller; or leave cluster.startupTaint out.",
  find: ({ graph }) =>
    findRegistered(graph.resources, ComponentType.IsolationBaseline).flatMap(
      ({ resource: { name, urn }, facts }) => {
        const taint = facts.startupTaint;
        if (taint === undefined) return [];
        const message = `Every node starts with the taint ${taint}: application pods start only after it is removed.`;
        return [{ subject: name, resource: urn, message }];
      },
    ),
};

/** Reads the mode from the baseline, or from the platform's record when the baseline is in another program. */
function stagedPlatforms(graph: ResourceGraph): { subject: string; resource: string }[] {
  const baselines = findRegistered(graph.resources, ComponentType.IsolationBaseline);
  const staged =
    baselines.length > 0
      ? baselines.filter(({ facts }) => facts.mode === IsolationMode.Staged)
      : findRegistered(graph.resources, ComponentType.AppNamespace).filter(
          ({ facts }) => facts.platform.mode === IsolationMode.Staged,
        );
  return staged.map(({ resource: { name, urn } }) => ({ subject: name, resource: urn }));
}

/** Applications that are staged on a platform that is not. */
function stagedApplications(graph: ResourceGraph): ResourceHit[] {
  return findRegistered(graph.resources, ComponentType.AppNamespace)
    .filter(({ facts: { platform } }) => platform.mode !== IsolationMode.Staged)
    .filter(({ facts: { application } }) => application.mode === IsolationMode.Staged)
    .map(({ resource, facts: { application } }) => ({
      subject: application.name,
      resource: resource.urn,
      message:
        "Calico evaluates and logs the application's policies without enforcing them: its namespace is open.",
      fix: 'Leave mode out, or set it to "enforced", once the logs show no denied traffic that is needed.',
    }));
}

export const stagedMode: ResourceCheck = {
  code: "staged-mode",
  severity: "warning",
  title: "A platform or an application whose policies are staged",
  why: "Calico evaluates and logs staged policies without enforcing them, so they isolate nothing yet.",
  fix: 'Set isolation mode to "enforced" once the logs show no denied traffic that is needed.',
  find: ({ graph }) => [
    ...stagedPlatforms(graph).map((place) => ({
      ...place,
      message:
        "Calico evaluates and logs the policies of the platform without enforcing them: namespaces " +
        "are not isolated yet.",
    })),
    ...stagedApplications(graph),
  ],
};

const PRODUCTION = /^prod/i;

/** Types whose contents are lost after a mistaken destroy or replacement. */
const PRECIOUS: readonly string[] = [
  Aws.Vpc,
  Aws.EksCluster,
  EKS_COMPONENT,
  "aws:rds/instance:Instance",
  "aws:rds/cluster:Cluster",
];

export const noProtection: ResourceCheck = {
  code: "no-protection",
  severity: "warning",
  title: "A VPC, cluster or database of a production stack without `protect`",
  why: "A mistaken destroy or replacement deletes it.",
  fix: "Pass protect: true to it, or to the component that contains it.",
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
      }));
  },
};

/** Considers internet-facing load balancers only. */
export const noTls: ResourceCheck = {
  code: "no-tls",
  severity: "warning",
  title: "An internet-facing load balancer without a certificate",
  why: "Traffic between clients and the load balancer is plain HTTP.",
  fix: "Set loadBalancer.certificateArn.",
  find: ({ graph }) =>
    findRegistered(graph.resources, ComponentType.AppNamespace)
      .filter(({ facts: { platform } }) => platform.network !== undefined)
      .filter(({ facts: { application } }) => isPlainHttp(application.loadBalancer))
      .map(({ resource, facts: { application } }) => ({
        subject: application.name,
        resource: resource.urn,
        message:
          "The load balancer faces the internet without a certificate: traffic is plain HTTP.",
      })),
};

function isPlainHttp(loadBalancer: ApplicationLoadBalancer | undefined): boolean {
  return loadBalancer?.scheme === LoadBalancerScheme.InternetFacing && !loadBalancer.certificate;
}
