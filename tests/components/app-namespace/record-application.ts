import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { AppNamespace } from "../../../components/app-namespace/app-namespace.js";
import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import type { Mode, RecordedProgram, RecordedResource } from "../../../recorder/index.js";
import { record, resourceNamed } from "../../support/record.js";

export const APPLICATION = "bulkhead:index:AppNamespace";
export const NAMESPACE = "kubernetes:core/v1:Namespace";
export const CLASS = "kubernetes:networking.k8s.io/v1:IngressClass";
export const PARAMS = "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams";
export const SUBNET = "aws:ec2/subnet:Subnet";
export const ASSOCIATION = "aws:ec2/routeTableAssociation:RouteTableAssociation";
export const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

/** What stands around the applications of a recorded program. */
export interface Around {
  readonly providers: pulumi.ProviderResource[];
  /** Something of the platform that applications may be told to wait for. */
  readonly before: pulumi.Resource;
}

export type ApplicationProgram = (around: Around) => void;

/** Records a program with a provider for AWS and one for Kubernetes. */
export function recordApplications(
  program: ApplicationProgram,
  mode: Mode = "update",
): Promise<RecordedProgram> {
  const complete = (): void => {
    const cluster = new k8s.Provider("cluster", { context: "test" });
    const amazon = new aws.Provider("amazon", { region: "eu-central-1" });
    const before = new k8s.core.v1.ConfigMap("before", {}, { provider: cluster });
    program({ providers: [cluster, amazon], before });
  };
  return record(complete, { mode });
}

/** Records one application; `make` is called in the program, for a platform of its own. */
export function recordApplication(
  make: () => AppNamespaceArgs,
  mode: Mode = "update",
): Promise<RecordedProgram> {
  return recordApplications(({ providers }) => {
    new AppNamespace("web", make(), { providers });
  }, mode);
}

/** The children of application `web`. */
export function childrenOf(recorded: RecordedProgram, name = "web"): RecordedResource[] {
  const { urn } = resourceNamed(recorded, APPLICATION, name);
  return recorded.resources.filter(({ parent }) => parent === urn);
}

/** The children as `type name`, sorted. */
export function listOf(recorded: RecordedProgram): string[] {
  return childrenOf(recorded)
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
}
