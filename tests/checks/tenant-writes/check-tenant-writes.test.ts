import assert from "node:assert/strict";
import { checkTenantWrites, TENANT_WRITE_CHECKS, INVARIANTS } from "../../../checks/index.js";
import type { InvariantInput } from "../../../checks/traffic/application-facts.js";
import type { InvariantResult } from "../../../checks/traffic/invariant.js";
import { readManifests } from "../../../prover/index.js";
import { renderedObjects, type Rendered } from "../traffic/cluster.js";
import { A, B, DECLARED, INPUT } from "../traffic/declared.js";
import { ADMISSION_CASES } from "./admission-cases.js";
import { FINALIZER_CASES } from "./finalizer-cases.js";
import { instead, isNamed } from "./write-case.js";
import { ACCEPTABLE, OBJECT_CASES } from "./object-cases.js";

describe("Guards", () => {
  let objects: readonly Rendered[];
  let input: InvariantInput;

  function judge(changed: readonly object[], more: Partial<InvariantInput> = {}) {
    const read = readManifests([{ file: "rendered", objects: changed }]);
    return checkTenantWrites(read, { ...input, ...more });
  }

  function outcomes(results: readonly InvariantResult[]): Record<string, string> {
    return Object.fromEntries(results.map(({ id, outcome, reason }) => [id, reason ?? outcome]));
  }

  function subnetsOf(application: string): string[] {
    const params = objects.find((object) =>
      isNamed(object, `IngressClassParams alb-${application}`),
    );
    return (params?.spec as { subnets: { ids: string[] } }).subnets.ids;
  }

  before(async () => {
    objects = await renderedObjects(DECLARED);
    const applications = [A, B].map((each) => ({
      ...each,
      loadBalancerSubnets: subnetsOf(each.namespace),
    }));
    input = { ...INPUT, applications };
  });

  const CALICO = ["Installation", "APIServer"].map((kind) => ({
    apiVersion: "operator.tigera.io/v1",
    kind,
    metadata: { name: "default" },
  }));

  it("all hold over what the platform renders", async () => {
    const startupTaint = "readiness.k8s.io/calico";
    const guarded = await renderedObjects(DECLARED, { startupTaint });
    const results = judge([...guarded, ...CALICO], { installsCalico: true, startupTaint });
    assert.deepEqual(
      results.map(({ id, outcome, pairs }) => [id, outcome, pairs > 0]),
      TENANT_WRITE_CHECKS.map(({ id }) => [id, "holds", true]),
    );
  });

  it("have ids and sentences of their own", () => {
    const all = [...INVARIANTS, ...TENANT_WRITE_CHECKS];
    assert.equal(new Set(all.map(({ id }) => id)).size, all.length);
    for (const { id, sentence } of TENANT_WRITE_CHECKS) {
      assert.match(id, /^[a-z]+(-[a-z]+)*$/);
      assert.match(sentence, /^[A-Z].{20,98}\.$/);
    }
  });

  for (const { what, change, id, problems, broken: count, also } of [
    ...ADMISSION_CASES,
    ...FINALIZER_CASES,
    ...OBJECT_CASES,
  ]) {
    it(`${what}: breaks ${id} and nothing else`, () => {
      const results = judge(change(objects));
      const found = results.filter(({ outcome }) => outcome === "broken");
      assert.deepEqual(
        found.map((result) => result.id),
        [id, ...also],
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

  it("say why they do not apply", () => {
    const applications = [A, B];
    assert.deepEqual(outcomes(judge(objects, { applications, baselineElsewhere: "Elsewhere." })), {
      "opening-writes-refused": "Elsewhere.",
      "ordinary-writes-accepted": "Elsewhere.",
      "pods-wait-for-calico": "Elsewhere.",
      "classes-bound": "No application has a load balancer of the platform.",
      "namespaces-locked": "holds",
      "quotas-close-nodes": "holds",
      "roles-write-no-walls": "holds",
      "calico-installed": "Calico is installed by something else.",
    });
    const [withClass] = input.applications;
    assert.ok(withClass);
    const one = outcomes(judge(objects, { applications: [withClass, B] }));
    assert.equal(one["classes-bound"], "holds");
    const none = outcomes(judge(objects, { applications: [] }));
    assert.equal(none["namespaces-locked"], "There is no application.");
    assert.equal(none["opening-writes-refused"], "holds");
    assert.equal(none["pods-wait-for-calico"], "Nodes have no start-up taint.");
  });

  it("pods that do not wait for Calico are told where nodes have a start-up taint", () => {
    const told = judge(objects, { startupTaint: "readiness.k8s.io/calico" });
    const found = told.find(({ id }) => id === "pods-wait-for-calico");
    // Four pods that come early and two that wait, in two applications and a namespace that nobody onboarded.
    assert.equal(found?.pairs, 18);
    assert.deepEqual(found.problems.slice(0, 4), [
      "app-a: a pod that tolerates the start-up taint is accepted.",
      "app-a: a pod that tolerates the start-up taint by its value is accepted.",
      "app-a: a pod that tolerates every taint is accepted.",
      "app-a: a pod that names its node is accepted.",
    ]);
  });

  it("pods that wait are told where they are refused, as by the taint of GPUs", async () => {
    const startupTaint = "nvidia.com/gpu";
    const told = judge(await renderedObjects(DECLARED, { startupTaint }), { startupTaint });
    assert.match(
      told.flatMap(({ problems }) => problems).join("\n"),
      /^app-a: a pod for GPUs is refused: a pod waits until Calico is ready on its node: .*\.$/m,
    );
  });

  it("Calico is missed where it is installed with the platform", () => {
    const [installation, api] = CALICO;
    const missed = (given: object | undefined): readonly string[] =>
      judge([...objects, ...(given ? [given] : [])], { installsCalico: true }).flatMap(
        ({ problems }) => problems,
      );
    assert.deepEqual(missed(installation), ["The APIServer of operator.tigera.io is missing."]);
    assert.deepEqual(missed(api), ["The Installation of operator.tigera.io is missing."]);
  });

  it("try the hosts of applications that have their own", () => {
    const hosts = ["shop.example", "www.shop.example"];
    const applications = input.applications.map((each) =>
      each.namespace === "app-a" ? { ...each, hosts } : each,
    );
    const changed = instead("Namespace app-a", (object) => {
      const annotations = { "app-isolation/hosts": ",shop.example," };
      return { ...object, metadata: { ...object.metadata, annotations } };
    });
    const told = (given: readonly object[]): readonly string[] =>
      judge(given, { applications }).flatMap(({ problems }) => problems);
    assert.deepEqual(told(objects), [
      "app-a: an Ingress for the host of another application is accepted.",
      "app-a: an Ingress for any host is accepted.",
      "app-a: an Ingress for a host below its own is accepted.",
      "app-a: an Ingress that answers for what no rule names is accepted.",
      "app-a: an Ingress with the host of another application in a condition is accepted.",
    ]);
    assert.deepEqual(told(changed(objects)), [
      "app-a: an Ingress for www.shop.example is refused: a rule answers for a host of the application: loadBalancer.hosts names them.",
    ]);
  });

  it("accept the network plugin under the names that it has here", () => {
    const results = judge(objects, {
      cniUsers: ["system:serviceaccount:calico-system:calico-cni"],
    });
    const { problems } = results.find(({ id }) => id === "ordinary-writes-accepted") ?? {};
    assert.equal(
      problems?.[0],
      "app-a: a pod's address by system:serviceaccount:calico-system:calico-cni is refused: a pod's addresses are written by the CNI only.",
    );
  });
});
