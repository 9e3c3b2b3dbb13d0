import { Handles } from "../shared/handles.js";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { ComponentType } from "../../contract/component-type.js";
import { knownArgs } from "../shared/known-args.js";
import { chartSource } from "../shared/kubernetes/chart-source.js";
import { forwardDependsOn } from "../shared/prerequisites.js";
import { throwIssues } from "../shared/throw-issues.js";
import type { CalicoArgs } from "./args.js";
import { OPERATOR_NAMESPACE, OPERATOR_NAMESPACE_LABELS } from "./chart-values.js";
import { findCalicoIssues } from "./issues.js";
import { planCalico, type CalicoPlan } from "./plan.js";

type Options = pulumi.CustomResourceOptions;

/**
 * The custom resource definitions, as ordinary resources: they are upgraded with Calico, and removed last. A Helm
 * release cannot hold them, because its own record of the chart passes the 1 MiB that a Secret may have, and
 * neither can client-side apply, whose annotation ends at 256 KiB.
 */
function createDefinitions(name: string, plan: CalicoPlan, opts: Options): pulumi.Resource {
  const source = chartSource(plan.repository, plan.crdChart, plan.version);
  return new k8s.helm.v4.Chart(`${name}-crds`, { ...source, namespace: "default" }, opts);
}

function createNamespace(name: string, opts: Options): pulumi.Resource {
  return new k8s.core.v1.Namespace(
    `${name}-namespace`,
    { metadata: { name: OPERATOR_NAMESPACE, labels: OPERATOR_NAMESPACE_LABELS } },
    opts,
  );
}

/** A release, because only Helm itself runs the hook that clears up before the operator goes. */
function createOperator(name: string, plan: CalicoPlan, opts: Options): pulumi.Resource {
  return new k8s.helm.v3.Release(
    `${name}-operator`,
    {
      ...chartSource(plan.repository, "tigera-operator", plan.version),
      name: "tigera-operator",
      namespace: OPERATOR_NAMESPACE,
      values: plan.operatorValues,
      skipCrds: true,
      atomic: true,
      timeout: 600,
    },
    opts,
  );
}

/** Tells the operator what to run, and waits until it runs: custom resources are not awaited on their own. */
function createOperand(
  name: string,
  kind: "Installation" | "APIServer",
  spec: object,
  opts: Options,
): pulumi.Resource {
  return new k8s.apiextensions.CustomResource(
    name,
    {
      apiVersion: "operator.tigera.io/v1",
      kind,
      metadata: { name: "default", annotations: { "pulumi.com/waitFor": "condition=Ready" } },
      spec,
    },
    opts,
  );
}

const apiServers = new Handles<Calico, pulumi.Resource>();

/**
 * Calico, installed by its operator: definitions, namespace, operator, Installation and API server, each waiting
 * for the one before it, and removed in reverse. Beside the AWS VPC CNI it only enforces policies.
 *
 * It takes the Kubernetes provider by options. The component's `dependsOn` is handed on to its first child: name
 * the cluster's `nodesReady()` there, so that Calico is removed while nodes still run. Calico's own objects must wait
 * for `ready()`.
 */
export class Calico extends pulumi.ComponentResource {
  constructor(name: string, args: CalicoArgs = {}, opts?: pulumi.ComponentResourceOptions) {
    throwIssues(`Calico "${name}"`, findCalicoIssues(args));
    super(ComponentType.Calico, name, knownArgs(args), opts);
    const plan = planCalico(args);
    const after = (...dependsOn: pulumi.Resource[]): Options => ({ parent: this, dependsOn });

    const first = { parent: this, dependsOn: forwardDependsOn(opts) };
    const definitions = createDefinitions(name, plan, first);
    const namespace = createNamespace(name, after(definitions));
    const operator = createOperator(name, plan, after(namespace));
    const installation = createOperand(
      `${name}-installation`,
      "Installation",
      plan.installation,
      after(operator),
    );
    apiServers.set(this, createOperand(`${name}-api-server`, "APIServer", {}, after(installation)));
    this.registerOutputs({});
  }

  /** Calico's API server, the last part: from then on Calico's objects can be made. */
  ready(): pulumi.Resource[] {
    return [apiServers.get(this)];
  }
}
