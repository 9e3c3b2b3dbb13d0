import assert from "node:assert/strict";
import { readManifests } from "../../../prover/index.js";
import { TRAFFIC_CHECKS } from "../../../checks/traffic/traffic-checks.js";
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
  resultFor,
} from "./declared.js";

function without(objects: readonly Rendered[], ...names: readonly string[]): Rendered[] {
  return objects.filter(({ metadata }) => !names.includes(metadata.name));
}

const UNMANAGED = ["unmanaged-closed", "unmanaged-tenants-cannot-open"];

describe("results of the traffic checks", () => {
  let objects: readonly Rendered[];

  before(async () => {
    objects = await renderedObjects(DECLARED);
  });

  it("show in a counterexample both peers, the traffic, and what decides on both sides", () => {
    const results = check(without(objects, "app-isolation.system-from-alb"));
    const { counterexamples, broken: count } = resultFor(results, "load-balancers-apart");
    assert.ok(count > counterexamples.length && counterexamples.length === 5);
    const [first] = counterexamples;
    assert.deepEqual(
      [first?.text, first?.egress, first?.ingress],
      [
        "alb-app-a → kube-system/*: 443/TCP",
        "not policed: the source is not a pod",
        "allowed by the profile kns.kube-system: no policy denies it",
      ],
    );
  });

  it("name the tenant's NetworkPolicy that opens a namespace", () => {
    const results = check(without(objects, "app-isolation.boundary"));
    const { counterexamples } = resultFor(results, "tenants-cannot-open");
    assert.match(
      counterexamples.map(({ egress, ingress }) => `${egress} ${ingress}`).join("\n"),
      /app-[ab]\/knp\.default\.bulkhead-probe-allow-all-/,
    );
  });

  it("name the unmanaged namespace of the probe", () => {
    const results = check(without(objects, "default-isolation", "app-isolation.unmanaged"));
    const { counterexamples } = resultFor(results, "unmanaged-closed");
    assert.ok(counterexamples.every(({ text }) => text.includes(UNMANAGED_PROBE)));
  });

  it("are all broken, with the reason, while the manifests have errors", () => {
    const bad = {
      apiVersion: "projectcalico.org/v3",
      kind: "GlobalNetworkPolicy",
      metadata: { name: "bad" },
      spec: { order: 1, types: ["Ingress"], selector: "a = 'b'" },
    };
    const results = check([...objects, bad]);
    assert.deepEqual(
      [...broken(results), ...brokenLayers(results)],
      TRAFFIC_CHECKS.map(({ code }) => code),
    );
    assert.ok(results.every(({ reason }) => reason?.startsWith("The manifests have ")));
    const none = check([bad], { applications: [] });
    const { outcome, reason, pairs, counterexamples, problems } = resultFor(
      none,
      "applications-apart",
    );
    assert.deepEqual(
      { outcome, reason, pairs, counterexamples, problems },
      {
        outcome: "not-applicable",
        reason: "No applications are declared.",
        ...{ pairs: 0, counterexamples: [], problems: [] },
      },
    );
  });

  it("count the errors of the manifests and quote the first", () => {
    const bad = ["a", "b"].map((name) => ({
      apiVersion: "projectcalico.org/v3",
      kind: "NetworkPolicy",
      metadata: { name, namespace: "app-a" },
      spec: { order: 1, types: ["Ingress"], selector: `${name} =` },
    }));
    const { reason, outcome } = resultFor(check([...objects, ...bad]), "dns-works");
    assert.equal(outcome, "broken");
    assert.equal(
      reason,
      "The manifests have 2 errors, so nothing can be proved. The first: " +
        'The selector is invalid: expected == at character 3, found "=".',
    );
  });

  it("throws for an application in an unknown zone", () => {
    const wrong = application("app-a", { loadBalancerZones: ["alb-app-c"] });
    assert.throws(() => check(objects, { applications: [wrong, B] }), {
      message:
        /^app-a: its load balancer is in the unknown zone alb-app-c\. Did you mean "alb-app-[ab]"\?/,
    });
    const too = application("app-b", { loadBalancerZones: ["alb-app-b", "alb-x"] });
    assert.throws(() => check(objects, { applications: [wrong, too] }), {
      message: /^app-a: [^\n]+\napp-b: [^\n]+ alb-x\. [^\n]+\.$/,
    });
  });

  it("are broken for staged policies, which enforce nothing", async () => {
    const staged = await renderedObjects({ "app-b": APP_B }, { mode: "staged" });
    const results = check(staged, { applications: [application("app-b")] });
    assert.ok(broken(results).includes("unmanaged-closed"));
    assert.ok(broken(results).includes("load-balancers-apart"));
  });
});

describe("traffic checks that do not apply", () => {
  let objects: readonly Rendered[];

  before(async () => {
    objects = await renderedObjects(DECLARED);
  });

  it("name the addresses that are unknown", () => {
    const { zones } = zonesOfAddresses([], { podCidrBlocks: [] });
    const results = check(objects, {
      applications: [application("app-a", { loadBalancerZones: [] })],
      zones,
    });
    const reasons = results
      .filter(({ outcome }) => outcome === "not-applicable")
      .map(({ code, reason }) => [code, reason]);
    assert.deepEqual(reasons, [
      ["applications-apart", "Only one application is declared."],
      ["load-balancers-apart", "No addresses of load balancers are known."],
      ["control-plane-closed", "No addresses of nodes or of the control plane are known."],
      ["databases-where-declared", "No addresses of databases are known."],
      ["system-api-works", "No addresses of the control plane are known."],
      ["forged-addresses-refused", "Only one application is declared."],
      ["forged-addresses-unreachable", "Only one application is declared."],
    ]);
  });

  it("give the reason without applications, and run all others", () => {
    const results = check(objects, { applications: [] });
    const reasons = results.map(({ code, outcome, reason }) => [code, reason ?? outcome]);
    const rest = [
      ...[...UNMANAGED, "dns-works", "system-dns-works", "system-api-works"],
      ...["default-tier-alone", "metadata-closed-without-boundary"],
    ];
    assert.deepEqual(
      reasons.filter(([, reason]) => reason !== "No applications are declared."),
      rest.map((id) => [id, "holds"]),
    );
  });

  it("skip unmanaged namespaces when another program has the baseline", () => {
    const own = without(
      objects,
      ...["app-isolation.guardrails", "app-isolation.system-from-alb"],
      ...["app-isolation.unmanaged", "default-isolation"],
    );
    const baselineElsewhere = "The policies for all namespaces are rendered by another program.";
    const results = check(own, { baselineElsewhere });
    assert.deepEqual(broken(results), []);
    for (const id of UNMANAGED) assert.equal(resultFor(results, id).reason, baselineElsewhere);
    assert.ok(broken(check(own)).includes("unmanaged-closed"));
  });

  it("give the reason when tenants may open unmanaged namespaces", async () => {
    const open = await renderedObjects(DECLARED, { closeUnmanagedNamespaces: false });
    assert.deepEqual(broken(check(open)), ["unmanaged-tenants-cannot-open"]);
    const unmanagedTenantsMayOpen = "closeUnmanagedNamespaces is off.";
    const results = check(open, { unmanagedTenantsMayOpen });
    assert.deepEqual(broken(results), []);
    const { reason } = resultFor(results, "unmanaged-tenants-cannot-open");
    assert.equal(reason, unmanagedTenantsMayOpen);
  });
});

describe("traffic checks of other platforms", () => {
  it("ignore connections that an application declares with itself", async () => {
    const self = [{ application: "app-a", ports: [8080] }];
    const applications = [{ ...A, reaches: [...A.reaches, ...self], reachedBy: self }, B];
    assert.deepEqual(broken(check(await renderedObjects(DECLARED), { applications })), []);
  });

  it("try NetworkPolicies that allow everything in every shape", () => {
    const { objects } = withEverythingAllowed(readManifests([]), ["shop"]);
    assert.deepEqual(
      objects.map(({ ref }) => `${ref.namespace ?? ""}/${ref.name}`),
      ["empty-peers", "any-address", "any-namespace"].map(
        (shape) => `shop/bulkhead-probe-allow-all-${shape}`,
      ),
    );
  });

  it("require a connection to be declared by both sides", async () => {
    const onesided = await renderedObjects({ ...DECLARED, "app-b": APP_B });
    const applications = [A, application("app-b")];
    assert.deepEqual(broken(check(onesided, { applications })), []);
    assert.deepEqual(broken(check(await renderedObjects(DECLARED), { applications })), [
      "applications-apart",
      "tenants-cannot-open",
    ]);
  });

  it("accept a declared caller of another program", async () => {
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
    // In the platform's own program the objects do not include the namespace of the caller.
    const results = check(objects, { applications: [declared] });
    assert.deepEqual([...broken(results), ...brokenLayers(results)], []);
    const undeclared = application("app-b");
    assert.deepEqual(broken(check(own, { applications: [undeclared], baselineElsewhere })), [
      "applications-closed-inward",
      "other-pods-closed",
      "tenants-cannot-open",
    ]);
  });

  it("limit an application to the addresses of its own databases", async () => {
    const objects = await renderedObjects(DECLARED);
    const databases = [{ cidrBlocks: ["10.0.64.0/29"], port: 5432 }];
    const narrower = { ...A, databases };
    const result = resultFor(
      check(objects, { applications: [narrower, B] }),
      "databases-where-declared",
    );
    assert.deepEqual(
      result.counterexamples.map(({ text }) => text),
      ["app-a/* → data 10.0.64.8-10.0.95.255: 5432/TCP"],
    );
  });

  it("require access to the DNS cache when every node has one", async () => {
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
