import assert from "node:assert/strict";
import { GivenCluster, problemsOf } from "../../testbed/given-cluster.js";
import type { Answer, KubernetesObject } from "../../testbed/kubernetes/api.js";

/** A cluster with these names, by kind. */
function clusterWith(names: Readonly<Record<string, readonly string[]>>, status = 200) {
  const answer: Answer = { status, message: status < 400 ? "" : "go away", body: {} };
  return {
    call: () => Promise.resolve(answer),
    list: (apiVersion: string, kind: string): Promise<KubernetesObject[]> =>
      Promise.resolve(
        (names[kind] ?? []).map((name) => ({ apiVersion, kind, metadata: { name } })),
      ),
  };
}

const EMPTY = {
  Namespace: ["default", "kube-system", "kube-public", "calico-system", "tigera-operator"],
  Tier: ["default", "adminnetworkpolicy", "kube-admin"],
  CustomResourceDefinition: ["installations.operator.tigera.io"],
  GlobalNetworkPolicy: ["calico-system.default-deny", "allow-tigera.kube-dns"],
};

describe("A cluster that is given to the end-to-end tests", () => {
  it("is taken when it has Calico, and nothing that the suites would change", async () => {
    assert.deepEqual(await problemsOf(clusterWith(EMPTY)), []);
  });

  const IN_THE_WAY: readonly (readonly [kind: string, name: string])[] = [
    ["Namespace", "shop"],
    ["Namespace", "app-a"],
    ["Tier", "app-isolation"],
    ["GlobalNetworkPolicy", "default.anything"],
    ["ValidatingAdmissionPolicy", "app-isolation-service"],
    ["CustomResourceDefinition", "ingressclassparams.elbv2.k8s.aws"],
  ];
  for (const [kind, name] of IN_THE_WAY) {
    it(`is refused with the ${kind} ${name}`, async () => {
      const names = {
        ...EMPTY,
        [kind]: [...((EMPTY as Record<string, string[]>)[kind] ?? []), name],
      };
      assert.deepEqual(await problemsOf(clusterWith(names)), [
        `it has ${kind} ${name}: the suites would change or close it, give them a cluster of their own.`,
      ]);
    });
  }

  it("is refused without Calico's API, and when it answers with an error", async () => {
    assert.deepEqual(await problemsOf(clusterWith(EMPTY, 404)), [
      "it does not serve projectcalico.org/v3: install Calico with its API server.",
    ]);
    assert.deepEqual(await problemsOf(clusterWith(EMPTY, 401)), [
      "it answers 401 when asked for projectcalico.org/v3: go away",
    ]);
  });

  it("gets rid of what the suites wrote, and of nothing that was there or came meanwhile", async () => {
    const written = (
      kind: string,
      name: string,
      manager: string,
      namespace?: string,
    ): KubernetesObject => ({
      apiVersion: "v1",
      kind,
      metadata: {
        name,
        ...(namespace === undefined ? {} : { namespace }),
        managedFields: [{ manager: "kube-controller-manager" }, { manager }],
      },
    });
    let objects: KubernetesObject[] = [
      { apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } },
      written("CustomResourceDefinition", "tiers.crd.projectcalico.org", "bulkhead"),
      written("Pod", "web", "bulkhead", "default"),
    ];
    const api = {
      list: (_: string, kind: string) =>
        Promise.resolve(objects.filter((object) => object.kind === kind)),
      remove: ({ metadata: { name, namespace } }: KubernetesObject) => {
        objects = objects.filter(
          ({ metadata }) => metadata.name !== name || metadata.namespace !== namespace,
        );
        return Promise.resolve();
      },
    };
    const cluster = await GivenCluster.seen(api);
    objects.push(
      written("Namespace", "app-a", "bulkhead"),
      written("Namespace", "somebody-else", "kubectl"),
      written("Pod", "web", "bulkhead", "kube-system"),
      written("CustomResourceDefinition", "targetgroupbindings.elbv2.k8s.aws", "bulkhead"),
    );
    await cluster.tidy(api);
    assert.deepEqual(
      objects.map(({ metadata }) => metadata.name),
      ["default", "tiers.crd.projectcalico.org", "web", "somebody-else"],
    );
  });
});
