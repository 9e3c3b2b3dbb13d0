import assert from "node:assert/strict";
import type { Settings } from "../../testbed/engine/workspace.js";
import type { KubernetesObject } from "../../testbed/kubernetes/api.js";
import type { Fault } from "../../testbed/simulation/account-folder.js";
import { Aws } from "../../testbed/simulation/types.js";
import { writeExample } from "./support/example-program.js";
import { managedObjects } from "./support/managed-objects.js";
import type { SimulatedEnvironment } from "./support/simulated-environment.js";
import { SimulatedLife } from "./support/simulated-life.js";
import {
  loggedBy,
  outOfOrder,
  reversed,
  toldByEngine,
  type Named,
  type Pairs,
} from "./support/step-order.js";
import { runningTestbed } from "./support/testbed.js";
import { until } from "./support/until.js";

const NAME = "halden-dev";

const TIER: Named = `Tier ${NAME}-isolation-tier`;
const CONTROLLER: Named = `Release ${NAME}-load-balancer-controller`;

const LOGS: Named = `LogGroup ${NAME}-cluster-logs`;

/** What must be there before, by what AWS or its cluster breaks otherwise. */
const AWS_ORDER: Pairs = [
  [`InternetGateway ${NAME}-network-internet`, `NatGateway ${NAME}-network-nat`],
  [LOGS, `Cluster ${NAME}-cluster-eks-eksCluster`],
  [`Addon ${NAME}-cluster-addon-vpc-cni`, `NodeGroup ${NAME}-cluster-nodes-general`],
  [`NodeGroup ${NAME}-cluster-nodes-general`, `Addon ${NAME}-cluster-addon-coredns`],
];

/** All of it, what is in the cluster, too. */
const ORDER: Pairs = [
  ...AWS_ORDER,
  [`NodeGroup ${NAME}-cluster-nodes-general`, `Release ${NAME}-calico-operator`],
  [`PodIdentityAssociation ${NAME}-cluster-autoscaler`, `Release ${NAME}-cluster-autoscaler`],
  [`Release ${NAME}-calico-operator`, `Installation ${NAME}-calico-installation`],
  [`Installation ${NAME}-calico-installation`, `APIServer ${NAME}-calico-api-server`],
  [`APIServer ${NAME}-calico-api-server`, TIER],
  [TIER, CONTROLLER],
  [CONTROLLER, "Namespace storefront-namespace"],
  ["PodIdentityAssociation vision-storage", "Namespace vision-namespace"],
  ["IngressClass storefront-ingress-class", "Namespace storefront-namespace"],
];

/**
 * These take a second each, so that nothing is in order because all of it is quick. The log group takes longer than the
 * subnets and roles that the cluster waits for anyway.
 */
const SLOW: readonly Fault[] = [...new Set(AWS_ORDER.flat())].map((what) => ({
  name: what.split(" ")[1],
  delayMs: what === LOGS ? 8000 : 1000,
}));

function ingressOf(application: string): KubernetesObject {
  const backend = { service: { name: application, port: { number: 80 } } };
  const path = { path: "/", pathType: "Prefix", backend };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "web", namespace: application },
    spec: { ingressClassName: `alb-${application}`, rules: [{ http: { paths: [path] } }] },
  };
}

describe("The life of dev: a platform on a simulated account", function () {
  const life = new SimulatedLife(this, "dev");
  const dev = (): SimulatedEnvironment => life.environment;

  it("preview says what up will do, before there is a network or a cluster", async () => {
    const { changes } = await dev().workspace.demand("preview");
    const hidden = (changes.create ?? 0) - life.plan.resources.length;
    // The stack, and what the component of EKS makes inside.
    assert.deepEqual({ ...changes, create: hidden }, { create: 4 });
    assert.deepEqual(dev().account.records(), []);
    assert.deepEqual(await managedObjects(life.api, life.plan.manifests), []);
  });

  it("up makes what the plan says, in an order that AWS and Kubernetes accept", async () => {
    const { account } = dev();
    account.setFaults(SLOW);
    const { steps } = await dev().up();
    account.setFaults([]);
    await life.assertAsPlanned();
    assert.deepEqual(outOfOrder(toldByEngine(steps), ORDER), []);
    assert.deepEqual(outOfOrder(loggedBy(account.entries(), "create"), AWS_ORDER), []);
    const refused = account.entries().filter((entry) => entry.refused !== undefined);
    assert.deepEqual(refused, []);
  });

  it("a second up has nothing to do", async () => {
    const { changes } = await dev().up();
    assert.deepEqual(Object.keys(changes), ["same"]);
  });

  it("an Ingress gets a load balancer in the subnets of its own application, and of no other", async () => {
    await life.api.apply(ingressOf("storefront"));
    await life.api.apply(ingressOf("forecasting"));
    await until("load balancers", () => dev().account.loadBalancers().length === 2);
    assert.deepEqual(dev().agents.loadBalancers.refusals, []);
    for (const { name, inputs } of dev().account.loadBalancers()) {
      const [application = ""] = name.split("/");
      const subnets = dev()
        .account.records()
        .filter(
          ({ type, id }) => type === Aws.Subnet && (inputs.subnetIds as string[]).includes(id),
        );
      assert.equal(subnets.length, 2);
      for (const subnet of subnets) assert.match(subnet.name, new RegExp(`^${application}-`));
      const scheme = application === "storefront" ? "internet-facing" : "internal";
      assert.equal(inputs.scheme, scheme);
    }
  });

  it("a program of other people adds its applications to the platform", async () => {
    const { workspace } = dev();
    const source = writeExample("application", runningTestbed().run.path("notes-source"));
    const notes = dev().open("notes", { source, program: "index.ts", backend: workspace.folder });
    notes.configure({
      "pulumi:disable-default-providers": ["aws", "kubernetes"],
      "notes:platformStack": "organization/bulkhead/dev",
    });
    await notes.demand("stack", "init", "notes");
    await notes.demand("up", "--yes", "--skip-preview");
    const labels = async (name: string): Promise<unknown> =>
      (await life.api.demand({ path: `/api/v1/namespaces/${name}` })).metadata;
    assert.ok(await labels("notes"));
    assert.ok(await labels("notes-api"));
    const { changes } = await notes.demand("up", "--yes", "--skip-preview");
    assert.deepEqual(Object.keys(changes), ["same"]);
    await notes.demand("destroy", "--yes", "--skip-preview");
    notes.remove();
    await life.assertAsPlanned();
  });

  it("what AWS refuses stops nothing that is there, and the next up goes on from it", async () => {
    const { settings, account, workspace } = dev();
    const cluster = settings["bulkhead:cluster"] as Settings;
    const nodeGroups = cluster.nodeGroups as Settings;
    const batch = { instanceTypes: ["c7i.large"], minSize: 0, maxSize: 4 };
    const grown = { ...cluster, nodeGroups: { ...nodeGroups, batch } };
    await life.configure({ ...settings, "bulkhead:cluster": grown });
    const error = "InsufficientInstanceCapacity: no c7i.large in eu-central-1a";
    account.setFaults([{ operation: "create", type: Aws.NodeGroup, error }]);
    const failed = await workspace.run("up", "--yes", "--skip-preview");
    assert.notEqual(failed.status, 0);
    assert.match(failed.text, /InsufficientInstanceCapacity: no c7i\.large/);
    account.setFaults([]);
    await dev().up();
    await life.assertAsPlanned();
  });

  it("destroy leaves nothing, with load balancers still in use when it began", async () => {
    const { account } = dev();
    account.setFaults(SLOW);
    const { steps } = await dev().destroy();
    await life.assertNothingLeft();
    assert.deepEqual(outOfOrder(toldByEngine(steps), reversed(ORDER)), []);
    const deletions = loggedBy(account.entries(), "delete");
    assert.deepEqual(outOfOrder(deletions, reversed(AWS_ORDER)), []);
  });
});
