import assert from "node:assert/strict";
import { checkTenantWrites, TENANT_WRITE_CHECKS } from "../../../checks/index.js";
import type { InvariantInput } from "../../../checks/traffic/application-facts.js";
import type { InvariantResult } from "../../../checks/traffic/traffic-check.js";
import { readManifests } from "../../../prover/index.js";
import { renderedObjects, type Rendered } from "../traffic/cluster.js";
import { A, B, DECLARED, INPUT } from "../traffic/declared.js";
import { ADMISSION_CASES } from "./admission-cases.js";
import { FINALIZER_CASES } from "./finalizer-cases.js";
import { instead, isNamed } from "./write-case.js";
import { ACCEPTABLE, OBJECT_CASES } from "./object-cases.js";

describe("checks of tenant writes", () => {
  let objects: readonly Rendered[];
  let input: InvariantInput;

  function judge(changed: readonly object[], more: Partial<InvariantInput> = {}) {
    const read = readManifests([{ file: "rendered", objects: changed }]);
    return checkTenantWrites(read, { ...input, ...more });
  }

  function outcomes(results: readonly InvariantResult[]): Record<string, string> {
    return Object.fromEntries(
      results.map(({ code, outcome, reason }) => [code, reason ?? outcome]),
    );
  }

  function classSubnets(application: string): string[] {
    const params = objects.find((object) =>
      isNamed(object, `IngressClassParams alb-${application}`),
    );
    return (params?.spec as { subnets: { ids: string[] } }).subnets.ids;
  }

  before(async () => {
    objects = await renderedObjects(DECLARED);
    const applications = [A, B].map((each) => ({
      ...each,
      loadBalancerSubnets: classSubnets(each.namespace),
    }));
    input = { ...INPUT, applications };
  });

  const CALICO = ["Installation", "APIServer"].map((kind) => ({
    apiVersion: "operator.tigera.io/v1",
    kind,
    metadata: { name: "default" },
  }));

  it("hold for the objects that the platform renders", async () => {
    const startupTaint = "readiness.k8s.io/calico";
    const tainted = await renderedObjects(DECLARED, { startupTaint });
    const results = judge([...tainted, ...CALICO], { installsCalico: true, startupTaint });
    assert.deepEqual(
      results.map(({ code, outcome, pairs }) => [code, outcome, pairs > 0]),
      TENANT_WRITE_CHECKS.map(({ code }) => [code, "holds", true]),
    );
  });

  for (const { what, change, code, problems, broken: count, also } of [
    ...ADMISSION_CASES,
    ...FINALIZER_CASES,
    ...OBJECT_CASES,
  ]) {
    it(`${what}: breaks ${[code, ...also].join(" and ")} and nothing else`, () => {
      const results = judge(change(objects));
      const found = results.filter(({ outcome }) => outcome === "broken");
      assert.deepEqual(
        found.map((result) => result.code),
        [code, ...also],
      );
      const [first] = found;
      assert.ok(first);
      assert.deepEqual(first.problems.slice(0, problems.length), problems);
      assert.equal(first.broken, count);
      assert.ok(first.problems.length <= 5);
    });
  }

  for (const [what, change] of ACCEPTABLE) {
    it(`${what} breaks nothing`, () => {
      const results = judge(change(objects));
      assert.deepEqual(
        results.filter(({ outcome }) => outcome === "broken"),
        [],
      );
    });
  }

  it("give the reason when they do not apply", () => {
    const applications = [A, B];
    assert.deepEqual(outcomes(judge(objects, { applications, baselineElsewhere: "Elsewhere." })), {
      "opening-writes-refused": "Elsewhere.",
      "ordinary-writes-accepted": "Elsewhere.",
      "pods-wait-for-calico": "Elsewhere.",
      "classes-bound": "No application has a load balancer of the platform.",
      "namespaces-locked": "holds",
      "quotas-close-nodes": "holds",
      "roles-cannot-weaken-isolation": "holds",
      "calico-installed": "Another program installs Calico.",
    });
    const [withClass] = input.applications;
    assert.ok(withClass);
    const one = outcomes(judge(objects, { applications: [withClass, B] }));
    assert.equal(one["classes-bound"], "holds");
    const none = outcomes(judge(objects, { applications: [] }));
    assert.equal(none["namespaces-locked"], "No applications are declared.");
    assert.equal(none["opening-writes-refused"], "holds");
    assert.equal(none["pods-wait-for-calico"], "Nodes do not have a start-up taint.");
  });

  it("report pods that do not wait for Calico when nodes have a start-up taint", () => {
    const results = judge(objects, { startupTaint: "readiness.k8s.io/calico" });
    const found = results.find(({ code }) => code === "pods-wait-for-calico");
    // Four pods that run early and two that wait, in two applications and an unmanaged namespace.
    assert.equal(found?.pairs, 18);
    assert.deepEqual(found.problems.slice(0, 4), [
      "app-a: a pod that tolerates the start-up taint is accepted.",
      "app-a: a pod that tolerates the start-up taint by its value is accepted.",
      "app-a: a pod that tolerates every taint is accepted.",
      "app-a: a pod that sets nodeName is accepted.",
    ]);
  });

  it("report waiting pods that admission rejects, such as pods for GPUs when their taint is the start-up taint", async () => {
    const startupTaint = "nvidia.com/gpu";
    const results = judge(await renderedObjects(DECLARED, { startupTaint }), { startupTaint });
    assert.match(
      results.flatMap(({ problems }) => problems).join("\n"),
      /^app-a: a pod for GPUs is rejected: a pod waits until Calico is ready on its node: .*\.$/m,
    );
  });

  it("report a missing Installation or APIServer when the platform installs Calico", () => {
    const [installation, api] = CALICO;
    const problemsWith = (given: object | undefined): readonly string[] =>
      judge([...objects, ...(given ? [given] : [])], { installsCalico: true }).flatMap(
        ({ problems }) => problems,
      );
    assert.deepEqual(problemsWith(installation), [
      "The APIServer of operator.tigera.io is missing.",
    ]);
    assert.deepEqual(problemsWith(api), ["The Installation of operator.tigera.io is missing."]);
  });

  it("try the hosts of applications that declare hosts", () => {
    const hosts = ["shop.example", "www.shop.example"];
    const applications = input.applications.map((each) =>
      each.namespace === "app-a" ? { ...each, hosts } : each,
    );
    const changed = instead("Namespace app-a", (object) => {
      const annotations = { "app-isolation/hosts": ",shop.example," };
      return { ...object, metadata: { ...object.metadata, annotations } };
    });
    const problemsIn = (given: readonly object[]): readonly string[] =>
      judge(given, { applications }).flatMap(({ problems }) => problems);
    assert.deepEqual(problemsIn(objects), [
      "app-a: an Ingress for the host of another application is accepted.",
      "app-a: an Ingress for any host is accepted.",
      "app-a: an Ingress for a host below its own is accepted.",
      "app-a: an Ingress with a default backend is accepted.",
      "app-a: an Ingress with the host of another application in a condition is accepted.",
    ]);
    assert.deepEqual(problemsIn(changed(objects)), [
      "app-a: an Ingress for www.shop.example is rejected: a rule answers for a host of the application: loadBalancer.hosts names them.",
    ]);
  });

  it("accept the writes of the CNI plugin under the user names of this cluster", () => {
    const results = judge(objects, {
      cniUsers: ["system:serviceaccount:calico-system:calico-cni"],
    });
    const { problems } = results.find(({ code }) => code === "ordinary-writes-accepted") ?? {};
    assert.equal(
      problems?.[0],
      "app-a: a pod's address by system:serviceaccount:calico-system:calico-cni is rejected: a pod's addresses are written by the CNI only.",
    );
  });
});
