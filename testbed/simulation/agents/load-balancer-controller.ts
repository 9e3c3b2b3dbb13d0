import { MERGE_PATCH, type KubernetesApi, type KubernetesObject } from "../../kubernetes/api.js";
import type { AccountFolder } from "../account-folder.js";
import type { AwsRecord } from "../record.js";
import { LOAD_BALANCER_RULES } from "../rules/network-rules.js";
import { Aws } from "../types.js";

const CONTROLLER = "ingress.k8s.aws/alb";
const FINALIZER = "ingress.k8s.aws/resources";
/** Admission lets only service accounts of kube-system touch the finalizer; its roles are not what is tried here. */
const ACCOUNT = {
  user: "system:serviceaccount:kube-system:aws-load-balancer-controller",
  groups: ["system:masters"],
};
const WEBHOOKS = "/apis/admissionregistration.k8s.io/v1";

interface Ingress extends KubernetesObject {
  readonly spec: { readonly ingressClassName?: string };
}

interface IngressClass extends KubernetesObject {
  readonly spec: { readonly controller: string; readonly parameters?: { readonly name: string } };
}

interface Params extends KubernetesObject {
  readonly spec: {
    readonly scheme: string;
    readonly subnets?: { readonly ids: readonly string[] };
    readonly group?: { readonly name: string };
  };
}

/**
 * Its webhooks lead to pods that no container runs in, so the API server is not to ask them: by their names it might find
 * somebody outside. Whether both are there, and were empty before.
 */
async function emptyWebhooks(api: KubernetesApi): Promise<boolean> {
  let wereEmpty = true;
  for (const kind of ["mutating", "validating"]) {
    const path = `${WEBHOOKS}/${kind}webhookconfigurations/aws-load-balancer-webhook`;
    const { status, body } = await api.call({ path });
    const { webhooks = [] } = body as { readonly webhooks?: readonly unknown[] };
    if (status === 200 && webhooks.length === 0) continue;
    wereEmpty = false;
    if (status !== 200) continue;
    await api.demand({ path, method: "PATCH", body: { webhooks: null }, contentType: MERGE_PATCH });
  }
  return wereEmpty;
}

/** The pods that its webhooks lead to. */
const PODS_OF_CONTROLLER = "aws-load-balancer-controller";

function pathOf({ metadata: { name, namespace = "" } }: Ingress): string {
  return `/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses/${name}`;
}

async function setFinalizers(api: KubernetesApi, ingress: Ingress, to: string[]): Promise<void> {
  await api.as(ACCOUNT).demand({
    path: pathOf(ingress),
    method: "PATCH",
    body: { metadata: { finalizers: to } },
    contentType: MERGE_PATCH,
  });
}

/** The parameters of the class, if it is one of the controller's. */
async function paramsOf(api: KubernetesApi, ingress: Ingress): Promise<Params | undefined> {
  const path = `/apis/networking.k8s.io/v1/ingressclasses/${ingress.spec.ingressClassName ?? ""}`;
  const { status, body } = await api.call({ path });
  const { spec } = body as unknown as IngressClass;
  if (status !== 200 || spec.controller !== CONTROLLER || spec.parameters === undefined) {
    return undefined;
  }
  const at = `/apis/elbv2.k8s.aws/v1beta1/ingressclassparams/${spec.parameters.name}`;
  return (await api.demand({ path: at })) as unknown as Params;
}

function balancerOf({ metadata }: Ingress, { spec }: Params): AwsRecord {
  const { name, namespace = "" } = metadata;
  const id = `app/k8s-${spec.group?.name ?? `${namespace}-${name}`}`;
  return {
    type: Aws.LoadBalancer,
    name: `${namespace}/${name}`,
    urn: id,
    id,
    seed: id,
    inputs: { subnetIds: [...(spec.subnets?.ids ?? [])], scheme: spec.scheme },
    outputs: {},
  };
}

/**
 * Makes a load balancer in the account for each Ingress of the controller's classes, and takes it away before the Ingress
 * may go, as the AWS Load Balancer Controller does.
 */
export class LoadBalancerAgent {
  /** What AWS would have refused. */
  readonly refusals: string[] = [];
  private hasNoReceivers = false;

  constructor(
    private readonly api: KubernetesApi,
    private readonly account: AccountFolder,
  ) {}

  /** A pod of the controller is ready when its webhooks answer: here, once the webhooks are emptied. */
  mayBeReady({ metadata }: KubernetesObject): boolean {
    const { "app.kubernetes.io/name": name } = (metadata.labels ?? {}) as Record<string, string>;
    return name !== PODS_OF_CONTROLLER || this.hasNoReceivers;
  }

  async step(): Promise<void> {
    this.hasNoReceivers = await emptyWebhooks(this.api);
    const { items } = await this.api.demand({ path: "/apis/networking.k8s.io/v1/ingresses" });
    for (const ingress of items as Ingress[]) await this.care(ingress);
  }

  private async care(ingress: Ingress): Promise<void> {
    const finalizers = (ingress.metadata.finalizers ?? []) as string[];
    const leaving = ingress.metadata.deletionTimestamp !== undefined;
    const held = finalizers.includes(FINALIZER);
    if (leaving && held) {
      const name = `${ingress.metadata.namespace ?? ""}/${ingress.metadata.name}`;
      const rest = this.account.loadBalancers().filter((balancer) => balancer.name !== name);
      this.account.keepLoadBalancers(rest);
      await setFinalizers(
        this.api,
        ingress,
        finalizers.filter((each) => each !== FINALIZER),
      );
    }
    if (!leaving && !held) await this.make(ingress, finalizers);
  }

  private async make(ingress: Ingress, finalizers: string[]): Promise<void> {
    const params = await paramsOf(this.api, ingress);
    if (params === undefined) return;
    await setFinalizers(this.api, ingress, [...finalizers, FINALIZER]);
    const balancer = balancerOf(ingress, params);
    const { inventory } = this.account.open();
    const refusal = LOAD_BALANCER_RULES.map((rule) => rule(balancer, inventory)).find(Boolean);
    if (refusal !== undefined) {
      this.refusals.push(`${balancer.name}: ${refusal}`);
      return;
    }
    this.account.keepLoadBalancers([...this.account.loadBalancers(), balancer]);
  }
}
