import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import { AppNamespace } from "../../../components/app-namespace/app-namespace.js";
import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import { type IsolationBaselineArgs } from "../../../components/isolation/args.js";
import { IsolationBaseline } from "../../../components/isolation/isolation-baseline.js";
import { buildWorld, readManifests, type World, type WorldOptions } from "../../../prover/index.js";
import { manifestsIn } from "../../../recorder/index.js";
import { eksPlatform } from "../../support/platform-ref.js";
import { record } from "../../support/record.js";

/** A Kubernetes object as the program renders it. */
export interface Rendered {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec?: Readonly<Record<string, unknown>>;
}

const POD_RANGES = ["10.0.128.0/17"];

type Application = Omit<AppNamespaceArgs, "platform" | "application">;

const CERTIFICATE = "arn:aws:acm:eu-central-1:111122223333:certificate/1";
const BEHIND_ALB = { ports: [8080], loadBalancer: { certificateArn: CERTIFICATE } };

export const APP_A: Application = { ...BEHIND_ALB, albSlot: 1, egress: { internet: true } };
export const APP_B: Application = { ...BEHIND_ALB, albSlot: 2 };

/** The platform's own rendered objects: the baseline and these applications. */
export async function renderedObjects(
  applications: Readonly<Record<string, Application>> = { "app-a": APP_A, "app-b": APP_B },
  baseline: IsolationBaselineArgs = {},
): Promise<Rendered[]> {
  const recorded = await record(() => {
    const provider = new k8s.Provider("cluster", { context: "test" });
    const amazon = new aws.Provider("amazon", { region: "eu-central-1" });
    const args = { albCidrBlocks: ["10.0.0.0/18"], ...baseline };
    new IsolationBaseline("base", args, { provider });
    for (const [application, rest] of Object.entries(applications)) {
      const platform = eksPlatform();
      new AppNamespace(
        application,
        { platform, application, ...rest },
        { providers: [provider, amazon] },
      );
    }
  });
  return manifestsIn(recorded) as readonly Rendered[] as Rendered[];
}

interface PodFacts {
  readonly node: string;
  readonly address: string;
  readonly labels?: Readonly<Record<string, string>>;
}

function pod(id: string, { node, address, labels = {} }: PodFacts): object {
  const [namespace, name] = id.split("/");
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels },
    spec: { nodeName: node, containers: [{ name: "main" }] },
    status: { podIP: address },
  };
}

/** Two applications, an unmanaged namespace, `default`, and system pods, on two nodes. */
export const PODS: Readonly<Record<string, PodFacts>> = {
  "app-a/a1": { node: "node1", address: "10.0.128.11" },
  "app-a/a2": { node: "node2", address: "10.0.160.12" },
  "app-b/b1": { node: "node1", address: "10.0.128.21" },
  "app-b/b2": { node: "node2", address: "10.0.160.22" },
  "legacy/legacy1": { node: "node1", address: "10.0.128.31" },
  "legacy/legacy2": { node: "node2", address: "10.0.160.32" },
  "default/dflt": { node: "node1", address: "10.0.128.41" },
  "kube-system/coredns": {
    node: "node2",
    address: "10.0.160.51",
    labels: { "k8s-app": "kube-dns" },
  },
  "kube-system/lbc": { node: "node1", address: "10.0.128.52" },
  "calico-apiserver/calicoapi": { node: "node2", address: "10.0.160.53" },
};

const POD_OBJECTS: readonly object[] = [
  ...Object.entries(PODS).map(([id, facts]) => pod(id, facts)),
  { apiVersion: "v1", kind: "Namespace", metadata: { name: "legacy" } },
];

/** Every cluster has it. A test that needs labels on it adds its own. */
const DEFAULT_NAMESPACE = { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } };

function withDefaultNamespace(objects: readonly object[]): readonly object[] {
  const given = (objects as readonly Rendered[]).some(
    ({ kind, metadata }) => kind === "Namespace" && metadata.name === "default",
  );
  return given ? objects : [...objects, DEFAULT_NAMESPACE];
}

/** The world of these objects and of all the pods. */
export function worldWith(objects: readonly object[], options: WorldOptions = {}): World {
  const all = [...withDefaultNamespace(objects), ...POD_OBJECTS];
  const read = readManifests([{ file: "rendered", objects: all }]);
  return buildWorld(read, { podRanges: POD_RANGES, ...options });
}
