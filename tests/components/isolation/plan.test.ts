import assert from "node:assert/strict";
import type { BaselineFacts } from "../../../contract/component-facts.js";
import { planBaseline } from "../../../components/isolation/plan.js";

const INPUT: BaselineFacts = {
  mode: "enforced",
  systemNamespaces: ["kube-system", "calico-system"],
  albCidrBlocks: ["10.0.0.0/18"],
  closeUnmanagedNamespaces: true,
  cniUsers: ["cni"],
};

const OUTSIDE =
  'has(projectcalico.org/name) && projectcalico.org/name not in {"kube-system", "calico-system"}';

const CLUSTER_DNS = {
  namespaceSelector: 'projectcalico.org/name == "kube-system"',
  selector: 'k8s-app == "kube-dns"',
  ports: [53],
};

function dns(action: string): object[] {
  return [
    { action, protocol: "UDP", destination: CLUSTER_DNS },
    { action, protocol: "TCP", destination: CLUSTER_DNS },
  ];
}

function dnsWithCache(action: string): object[] {
  const cache = { nets: ["169.254.20.10/32", "172.20.0.10/32"], ports: [53] };
  return [
    ...dns(action),
    { action, protocol: "UDP", destination: cache },
    { action, protocol: "TCP", destination: cache },
  ];
}

const NODE_LOCAL = { nodeLocalDns: { address: "169.254.20.10", clusterIp: "172.20.0.10" } };

function global(name: string, spec: object): object {
  return {
    apiVersion: "projectcalico.org/v3",
    kind: "GlobalNetworkPolicy",
    metadata: { name },
    spec,
  };
}

describe("Plan of the isolation baseline", () => {
  it("has a tier between Calico's own and the default one, which passes on at its end", () => {
    assert.deepEqual(planBaseline(INPUT).tier, {
      apiVersion: "projectcalico.org/v3",
      kind: "Tier",
      metadata: { name: "app-isolation" },
      spec: { order: 500, defaultAction: "Pass" },
    });
  });

  it("keeps every pod of applications from the instance metadata", () => {
    assert.deepEqual(
      planBaseline(INPUT).policies.guardrails,
      global("app-isolation.guardrails", {
        tier: "app-isolation",
        order: 10,
        namespaceSelector: OUTSIDE,
        types: ["Egress"],
        egress: [{ action: "Deny", destination: { nets: ["169.254.169.254/32"] } }],
      }),
    );
  });

  it("keeps load balancers from system pods", () => {
    assert.deepEqual(
      planBaseline(INPUT).policies["system-from-alb"],
      global("app-isolation.system-from-alb", {
        tier: "app-isolation",
        order: 20,
        namespaceSelector: 'projectcalico.org/name in {"kube-system", "calico-system"}',
        types: ["Ingress"],
        ingress: [{ action: "Deny", source: { nets: ["10.0.0.0/18"] } }],
      }),
    );
  });

  it("closes unmanaged namespaces above their owners", () => {
    assert.deepEqual(
      planBaseline(INPUT).policies.unmanaged,
      global("app-isolation.unmanaged", {
        tier: "app-isolation",
        order: 900,
        namespaceSelector: `${OUTSIDE} && !has(app-isolation/managed)`,
        types: ["Ingress", "Egress"],
        ingress: [{ action: "Deny" }],
        egress: [...dns("Pass"), { action: "Deny" }],
      }),
    );
  });

  it("gives every namespace DNS and nothing else, after its own NetworkPolicies", () => {
    assert.deepEqual(
      planBaseline(INPUT).policies.default,
      global("default-isolation", {
        tier: "default",
        order: 2000,
        namespaceSelector: `${OUTSIDE} && !has(app-isolation/staged)`,
        types: ["Ingress", "Egress"],
        egress: dns("Allow"),
      }),
    );
  });

  it("names the node-local cache beside CoreDNS where there is one", () => {
    const { policies } = planBaseline({ ...INPUT, ...NODE_LOCAL });
    assert.deepEqual(policies.default?.spec.egress, dnsWithCache("Allow"));
    assert.deepEqual(policies.unmanaged?.spec.egress, [
      ...dnsWithCache("Pass"),
      { action: "Deny" },
    ]);
  });

  for (const [what, input, keys] of [
    ["everything", {}, ["guardrails", "system-from-alb", "unmanaged", "default"]],
    [
      "no load balancers: an empty list would deny everything",
      { albCidrBlocks: [] },
      ["guardrails", "unmanaged", "default"],
    ],
    [
      "owners that may open their namespaces",
      { closeUnmanagedNamespaces: false },
      ["guardrails", "system-from-alb", "default"],
    ],
  ] as const) {
    it(`holds these policies with ${what}`, () => {
      assert.deepEqual(Object.keys(planBaseline({ ...INPUT, ...input }).policies), keys);
    });
  }

  it("stages every policy without another change", () => {
    const enforced = Object.entries(planBaseline(INPUT).policies);
    const staged = planBaseline({ ...INPUT, mode: "staged" }).policies;
    for (const [key, policy] of enforced) {
      assert.deepEqual(staged[key], { ...policy, kind: "StagedGlobalNetworkPolicy" });
    }
    assert.equal(planBaseline({ ...INPUT, mode: "staged" }).tier.kind, "Tier");
  });
});
