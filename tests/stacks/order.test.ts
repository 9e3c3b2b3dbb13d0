import assert from "node:assert/strict";
import {
  dependsTransitively,
  destroyOrder,
  type RecordedProgram,
  type RecordedResource,
} from "../../recorder/index.js";
import { ofClass } from "../components/network/record-network.js";
import {
  AWS_ENVIRONMENTS,
  childrenOf,
  component,
  components,
  environment,
  ENVIRONMENTS,
  ofGroup,
  ofPackage,
  STAGED,
} from "../support/environments.js";

/** The one resource whose name ends so. */
function ending(resources: RecordedResource[], suffix: string): RecordedResource {
  const [found, ...more] = resources.filter(({ name }) => name.endsWith(suffix));
  assert.ok(found && more.length === 0, `one resource ends in ${suffix}`);
  return found;
}

/** The parts of Calico, first to last. */
function calicoChain(recorded: RecordedProgram): RecordedResource[] {
  const parts = childrenOf(recorded, component(recorded, "Calico"));
  return ["-crds", "-namespace", "-operator", "-installation", "-api-server"].map((suffix) =>
    ending(parts, suffix),
  );
}

function assertAfter(
  recorded: RecordedProgram,
  later: RecordedResource[],
  earlier: RecordedResource[],
): void {
  assert.ok(later.length > 0 && earlier.length > 0, "nothing to compare");
  const free = later.flatMap(({ urn }) =>
    earlier
      .filter((first) => !dependsTransitively(recorded, urn, first.urn))
      .map((first) => `${urn} does not wait for ${first.urn}`),
  );
  assert.deepEqual(free, []);
}

function namespacesOf(recorded: RecordedProgram): RecordedResource[] {
  return ofClass(recorded, "Namespace").filter(({ name }) => !name.endsWith("-calico-namespace"));
}

function baselineOf(recorded: RecordedProgram): RecordedResource[] {
  return childrenOf(recorded, component(recorded, "IsolationBaseline"));
}

for (const stack of ENVIRONMENTS) {
  describe(`Order of ${stack}`, function () {
    this.timeout(60_000);
    let recorded: RecordedProgram;
    before(async () => {
      recorded = await environment(stack);
    });

    it("creates definitions, namespace, operator, Installation and API server in this order", () => {
      const chain = calicoChain(recorded);
      chain.slice(1).forEach((part, at) => {
        assertAfter(recorded, [part], chain.slice(at, at + 1));
      });
      for (const part of chain.slice(3)) {
        assert.match(
          JSON.stringify(part.inputs.metadata),
          /"pulumi.com\/waitFor":"condition=Ready"/,
        );
      }
    });

    it("creates projectcalico.org objects after the API server, and policies after their tier", () => {
      const [apiServer] = calicoChain(recorded).slice(-1);
      const objects = ofGroup(recorded, "projectcalico.org");
      const own = objects.filter(({ type }) => !type.endsWith(":StagedKubernetesNetworkPolicy"));
      assert.equal(own.length, 5 + components(recorded, "AppNamespace").length);
      assert.equal(own.length < objects.length, STAGED[stack].length > 0);
      assertAfter(recorded, objects, apiServer ? [apiServer] : []);
      const tier = ending(objects, "-tier");
      assertAfter(
        recorded,
        objects.filter(({ urn }) => urn !== tier.urn),
        [tier],
      );
    });

    it("applications come after every wall of the platform", () => {
      assertAfter(recorded, namespacesOf(recorded), baselineOf(recorded));
    });

    it("what a namespace holds is deleted with it, and the namespace only after nothing needs it", () => {
      const inside = recorded.resources.filter(({ deletedWith }) => deletedWith !== undefined);
      const namespaces = new Set(namespacesOf(recorded).map(({ urn }) => urn));
      assert.ok(inside.length > namespaces.size * 8);
      for (const { urn, deletedWith, dependencies } of inside) {
        assert.ok(namespaces.has(deletedWith ?? ""), urn);
        assert.ok(dependencies.includes(deletedWith ?? ""), urn);
      }
    });

    it("a destroy goes through every resource once, and ends with the stack", () => {
      const order = destroyOrder(recorded);
      assert.deepEqual([...order].sort(), recorded.resources.map(({ urn }) => urn).sort());
      assert.equal(order.at(-1), recorded.resources[0]?.urn);
      const positionOf = ({ urn }: RecordedResource): number => order.indexOf(urn);
      const [crds, namespace, operator, installation, apiServer] =
        calicoChain(recorded).map(positionOf);
      const last = (resources: RecordedResource[]): number =>
        Math.max(...resources.map(positionOf));
      const phases = [
        last(namespacesOf(recorded)),
        last(baselineOf(recorded)),
        apiServer,
        installation,
        operator,
        namespace,
        crds,
      ];
      assert.deepEqual(
        phases,
        [...phases].sort((left = 0, right = 0) => left - right),
      );
    });
  });
}

for (const stack of AWS_ENVIRONMENTS) {
  describe(`Order of ${stack} in AWS`, function () {
    this.timeout(60_000);
    let recorded: RecordedProgram;
    before(async () => {
      recorded = await environment(stack);
    });

    it("VPC CNI, nodes, Calico: the operator leaves while there are nodes", () => {
      const addons = ofClass(recorded, "Addon");
      const beforeNodes = ["-vpc-cni", "-kube-proxy"].map((suffix) => ending(addons, suffix));
      const afterNodes = ["-coredns", "-metrics-server"].map((suffix) => ending(addons, suffix));
      const nodes = ofClass(recorded, "NodeGroup");
      assertAfter(recorded, nodes, beforeNodes);
      assertAfter(recorded, afterNodes, nodes);
      assertAfter(recorded, calicoChain(recorded), [...nodes, ...beforeNodes]);
      assertAfter(
        recorded,
        calicoChain(recorded),
        ofClass(recorded, "RouteTableAssociation").filter(({ name }) =>
          name.includes("-network-workload-"),
        ),
      );
    });

    it("Calico does not wait for the add-ons that need nodes; the controller does, and so do applications", () => {
      const release = ending(ofClass(recorded, "Release"), "-load-balancer-controller");
      const addons = ofClass(recorded, "Addon");
      assertAfter(recorded, [release, ...namespacesOf(recorded)], addons);
      const [apiServer] = calicoChain(recorded).slice(-1);
      const coredns = ending(addons, "-coredns");
      assert.ok(!dependsTransitively(recorded, apiServer?.urn ?? "", coredns.urn));
    });

    it("the log group and the key come before the cluster, the network before both", () => {
      const eks = ofPackage(recorded, "eks");
      const before = [...ofClass(recorded, "LogGroup"), ...ofClass(recorded, "Key")].filter(
        ({ parent }) => parent === component(recorded, "Cluster").urn,
      );
      assert.equal(before.length, 2);
      assertAfter(recorded, eks, before);
      assertAfter(recorded, eks, ofClass(recorded, "Vpc"));
    });

    it("the load balancer controller comes after the walls, and has its rights before it starts", () => {
      const parts = childrenOf(recorded, component(recorded, "LoadBalancerController"));
      const release = ending(ofClass(recorded, "Release"), "-load-balancer-controller");
      assertAfter(recorded, [release], baselineOf(recorded));
      assertAfter(
        recorded,
        [release],
        parts.filter(({ urn }) => urn !== release.urn),
      );
    });

    it("deletes namespaces and classes before the controller, and Ingresses before their class", () => {
      const release = ending(ofClass(recorded, "Release"), "-load-balancer-controller");
      assertAfter(recorded, namespacesOf(recorded), [release]);
      assertAfter(recorded, ofGroup(recorded, "elbv2.k8s.aws"), [release]);
      assertAfter(recorded, ofClass(recorded, "IngressClass"), [release]);
      for (const application of components(recorded, "AppNamespace")) {
        if (application.inputs.loadBalancer === undefined) continue;
        const parts = childrenOf(recorded, application);
        const [namespace] = ofClassIn(parts, "Namespace");
        const [ingressClass] = ofClassIn(parts, "IngressClass");
        const params = ofClassIn(parts, "IngressClassParams");
        assert.ok(namespace && ingressClass);
        assertAfter(recorded, [namespace], [ingressClass]);
        assertAfter(recorded, [ingressClass], params);
        const associations = ofClassIn(parts, "RouteTableAssociation");
        if (associations.length > 0) assertAfter(recorded, params, associations);
      }
    });

    it("access to the cluster ends after everything in it", () => {
      const inCluster = ofPackage(recorded, "kubernetes");
      const ofCluster = childrenOf(recorded, component(recorded, "Cluster"));
      const access = ["AccessEntry", "AccessPolicyAssociation"].flatMap((className) =>
        ofClassIn(ofCluster, className),
      );
      assert.equal(access.length, { dev: 0, staging: 0, prod: 4 }[stack]);
      const order = destroyOrder(recorded);
      const last = Math.max(...inCluster.map(({ urn }) => order.indexOf(urn)));
      for (const { urn } of access) assert.ok(order.indexOf(urn) > last, urn);
      const provider = recorded.resources.find(({ type }) => type.endsWith(":kubernetes"));
      if (access.length > 0) assertAfter(recorded, provider ? [provider] : [], access);
    });

    it("nodes, cluster and network end last, in this order", () => {
      const order = destroyOrder(recorded);
      const positions = (resources: RecordedResource[]): number[] =>
        resources.map(({ urn }) => order.indexOf(urn));
      const lastInCluster = Math.max(...positions(ofPackage(recorded, "kubernetes")));
      const nodes = positions(ofClass(recorded, "NodeGroup"));
      const eks = positions(ofPackage(recorded, "eks"));
      const vpc = positions(ofClass(recorded, "Vpc"));
      assert.ok(lastInCluster < Math.min(...nodes));
      assert.ok(Math.max(...nodes) < Math.min(...eks));
      assert.ok(Math.max(...eks) < Math.min(...vpc));
    });
  });
}

function ofClassIn(resources: RecordedResource[], className: string): RecordedResource[] {
  return resources.filter(({ type }) => type.slice(type.lastIndexOf(":") + 1) === className);
}
