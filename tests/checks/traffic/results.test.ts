import assert from "node:assert/strict";
import { readManifests } from "../../../prover/index.js";
import { INVARIANTS } from "../../../checks/traffic/invariants.js";
import { UNMANAGED_PROBE, withEverythingAllowed } from "../../../checks/traffic/probes.js";
import { zonesOfAddresses } from "../../../prover/zones/zones-of-addresses.js";
import { addressFactsOfVpc } from "../../support/platform-ref.js";
import { APP_A, APP_B, renderedObjects, type Rendered } from "./cluster.js";
import {
  A,
  ADDRESSES,
  application,
  B,
  broken,
  brokenLayers,
  check,
  DECLARED,
  resultOf,
} from "./declared.js";

function without(objects: readonly Rendered[], ...names: readonly string[]): Rendered[] {
  return objects.filter(({ metadata }) => !names.includes(metadata.name));
}

const UNMANAGED = ["unmanaged-closed", "unmanaged-owners-cannot-open"];

describe("Results of the invariants", () => {
  let objects: readonly Rendered[];

  before(async () => {
    objects = await renderedObjects(DECLARED);
  });

  it("a counterexample names both ends, the traffic, and what decides on both sides", () => {
    const results = check(without(objects, "app-isolation.system-from-alb"));
    const { counterexamples, broken: count } = resultOf(results, "load-balancers-apart");
    assert.ok(count > counterexamples.length && counterexamples.length === 5);
    const [first] = counterexamples;
    assert.deepEqual(
      [first?.text, first?.egress, first?.ingress],
      [
        "alb-app-a → kube-system/*: 443/TCP",
        "not policed: the source is not a pod",
        "allowed by the profile kns.kube-system: no policy refuses it",
      ],
    );
  });

  it("what an owner opens is told with his own policy", () => {
    const results = check(without(objects, "app-isolation.boundary"));
    const { counterexamples } = resultOf(results, "owners-cannot-open");
    assert.match(
      counterexamples.map(({ egress, ingress }) => `${egress} ${ingress}`).join("\n"),
      /app-[ab]\/knp\.default\.bulkhead-probe-allow-all-/,
    );
  });

  it("the namespace that nobody onboarded appears under its own name", () => {
    const results = check(without(objects, "default-isolation", "app-isolation.unmanaged"));
    const { counterexamples } = resultOf(results, "unmanaged-closed");
    assert.ok(counterexamples.every(({ text }) => text.includes(UNMANAGED_PROBE)));
  });

  it("nothing holds while the manifests have errors, and every result says so", () => {
    const bad = {
      apiVersion: "projectcalico.org/v3",
      kind: "GlobalNetworkPolicy",
      metadata: { name: "bad" },
      spec: { order: 1, types: ["Ingress"], selector: "a = 'b'" },
    };
    const results = check([...objects, bad]);
    assert.deepEqual(
      [...broken(results), ...brokenLayers(results)],
      INVARIANTS.map(({ id }) => id),
    );
    assert.ok(results.every(({ reason }) => reason?.startsWith("Nothing can be proved while")));
    const none = check([bad], { applications: [] });
    const { outcome, reason, pairs, counterexamples, problems } = resultOf(
      none,
      "applications-apart",
    );
    assert.deepEqual(
      { outcome, reason, pairs, counterexamples, problems },
      {
        outcome: "not-applicable",
        reason: "There is no application.",
        ...{ pairs: 0, counterexamples: [], problems: [] },
      },
    );
  });

  it("the errors of the manifests are counted, and the first is told", () => {
    const bad = ["a", "b"].map((name) => ({
      apiVersion: "projectcalico.org/v3",
      kind: "NetworkPolicy",
      metadata: { name, namespace: "app-a" },
      spec: { order: 1, types: ["Ingress"], selector: `${name} =` },
    }));
    const { reason, outcome } = resultOf(check([...objects, ...bad]), "dns-works");
    assert.equal(outcome, "broken");
    assert.equal(
      reason,
      "Nothing can be proved while the manifests have 2 errors, such as: " +
        'The selector is not valid: expected == at character 3, found "=".',
    );
  });

  it("a zone that is not there is an error of whoever asks", () => {
    const wrong = application("app-a", { loadBalancerZones: ["alb-app-c"] });
    assert.throws(() => check(objects, { applications: [wrong, B] }), {
      message:
        /^app-a: its load balancer is in the zone alb-app-c, which is not there\. Did you mean "alb-app-[ab]"\?/,
    });
    const too = application("app-b", { loadBalancerZones: ["alb-app-b", "alb-x"] });
    assert.throws(() => check(objects, { applications: [wrong, too] }), {
      message: /^app-a: [^\n]+\napp-b: [^\n]+ alb-x, [^\n]+\.$/,
    });
  });

  it("staged policies enforce nothing, and the invariants say so", async () => {
    const staged = await renderedObjects({ "app-b": APP_B }, { mode: "staged" });
    const results = check(staged, { applications: [application("app-b")] });
    assert.ok(broken(results).includes("unmanaged-closed"));
    assert.ok(broken(results).includes("load-balancers-apart"));
  });
});

describe("Invariants that do not apply", () => {
  let objects: readonly Rendered[];

  before(async () => {
    objects = await renderedObjects(DECLARED);
  });

  it("without zones of a kind, say which addresses are missing", () => {
    const { zones } = zonesOfAddresses([], { podCidrBlocks: [] });
    const results = check(objects, {
      applications: [application("app-a", { loadBalancerZones: [] })],
      zones,
    });
    const reasons = results
      .filter(({ outcome }) => outcome === "not-applicable")
      .map(({ id, reason }) => [id, reason]);
    assert.deepEqual(reasons, [
      ["applications-apart", "There is only one application."],
      ["load-balancers-apart", "No addresses of load balancers are known."],
      ["control-plane-closed", "No addresses of nodes or of the control plane are known."],
      ["databases-where-declared", "No addresses of databases are known."],
      ["system-api-works", "No addresses of the control plane are known."],
      ["forged-addresses-refused", "There is only one application."],
      ["forged-addresses-unreachable", "There is only one application."],
    ]);
  });

  it("without applications, say so; the rest is judged", () => {
    const results = check(objects, { applications: [] });
    const reasons = results.map(({ id, outcome, reason }) => [id, reason ?? outcome]);
    const rest = [
      ...[...UNMANAGED, "dns-works", "system-dns-works", "system-api-works"],
      ...["default-tier-alone", "metadata-closed-without-boundary"],
    ];
    assert.deepEqual(
      reasons.filter(([, reason]) => reason !== "There is no application."),
      rest.map((id) => [id, "holds"]),
    );
  });

  it("with the baseline in another program, nothing is said of namespaces that nobody onboarded", () => {
    const own = without(
      objects,
      ...["app-isolation.guardrails", "app-isolation.system-from-alb"],
      ...["app-isolation.unmanaged", "default-isolation"],
    );
    const baselineElsewhere = "The policies for all namespaces are rendered by another program.";
    const results = check(own, { baselineElsewhere });
    assert.deepEqual(broken(results), []);
    for (const id of UNMANAGED) assert.equal(resultOf(results, id).reason, baselineElsewhere);
    assert.ok(broken(check(own)).includes("unmanaged-closed"));
  });

  it("where owners may open what nobody onboarded, that is the reason", async () => {
    const open = await renderedObjects(DECLARED, { closeUnmanagedNamespaces: false });
    assert.deepEqual(broken(check(open)), ["unmanaged-owners-cannot-open"]);
    const unmanagedOwnersMayOpen = "closeUnmanagedNamespaces is off.";
    const results = check(open, { unmanagedOwnersMayOpen });
    assert.deepEqual(broken(results), []);
    const { reason } = resultOf(results, "unmanaged-owners-cannot-open");
    assert.equal(reason, unmanagedOwnersMayOpen);
  });
});

describe("Invariants of other platforms", () => {
  it("what an application declares about itself changes nothing", async () => {
    const self = [{ application: "app-a", ports: [8080] }];
    const applications = [{ ...A, reaches: [...A.reaches, ...self], reachedBy: self }, B];
    assert.deepEqual(broken(check(await renderedObjects(DECLARED), { applications })), []);
  });

  it("an owner's everything comes in every shape", () => {
    const { objects } = withEverythingAllowed(readManifests([]), ["shop"]);
    assert.deepEqual(
      objects.map(({ ref }) => `${ref.namespace ?? ""}/${ref.name}`),
      ["empty-peers", "any-address", "any-namespace"].map(
        (shape) => `shop/bulkhead-probe-allow-all-${shape}`,
      ),
    );
  });

  it("one side's declaration is no agreement", async () => {
    const onesided = await renderedObjects({ ...DECLARED, "app-b": APP_B });
    const applications = [A, application("app-b")];
    assert.deepEqual(broken(check(onesided, { applications })), []);
    assert.deepEqual(broken(check(await renderedObjects(DECLARED), { applications })), [
      "applications-apart",
      "owners-cannot-open",
    ]);
  });

  it("a declared caller of another program is no stranger", async () => {
    const egress = { applications: [{ application: "elsewhere", ports: [9000] }] };
    const ingressFrom = { applications: [{ application: "elsewhere" }] };
    const objects = await renderedObjects({ "app-b": { ...APP_B, egress, ingressFrom } });
    const foreign = [{ application: "elsewhere", ports: [9000] }];
    const callers = [{ application: "elsewhere", ports: [8080] }];
    const declared = application("app-b", { reaches: foreign, reachedBy: callers });
    const baselineElsewhere = "It is rendered by another program.";
    const own = without(
      objects,
      ...["app-isolation.guardrails", "app-isolation.system-from-alb"],
      ...["app-isolation.unmanaged", "default-isolation"],
    );
    assert.deepEqual(broken(check(own, { applications: [declared], baselineElsewhere })), []);
    // In the platform's own program the neighbour's namespace is not among the objects, whatever its labels are.
    const results = check(objects, { applications: [declared] });
    assert.deepEqual([...broken(results), ...brokenLayers(results)], []);
    const undeclared = application("app-b");
    assert.deepEqual(broken(check(own, { applications: [undeclared], baselineElsewhere })), [
      "applications-closed-inward",
      "other-pods-closed",
      "owners-cannot-open",
    ]);
  });

  it("an application reaches the addresses of its own databases and none beside them", async () => {
    const objects = await renderedObjects(DECLARED);
    const databases = [{ cidrs: ["10.0.64.0/29"], port: 5432 }];
    const narrower = { ...A, databases };
    const result = resultOf(
      check(objects, { applications: [narrower, B] }),
      "databases-where-declared",
    );
    assert.deepEqual(
      result.counterexamples.map(({ text }) => text),
      ["app-a/* → data 10.0.64.8-10.0.95.255: 5432/TCP"],
    );
  });

  it("with a DNS cache on every node, everybody reaches it", async () => {
    const nodeLocalDns = { address: "169.254.20.10", clusterIp: "172.20.0.10" };
    const { zones } = zonesOfAddresses(ADDRESSES, {
      ...addressFactsOfVpc(),
      vpcCidrBlocks: ["10.0.0.0/16"],
      nodeLocalDns,
    });
    const without_ = await renderedObjects({ "app-a": APP_A });
    const input = { zones, applications: [application("app-a", { internet: true })] };
    assert.deepEqual(broken(check(without_, input)), ["dns-works"]);
  });
});
