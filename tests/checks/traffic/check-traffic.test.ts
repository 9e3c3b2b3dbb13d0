import assert from "node:assert/strict";
import { TRAFFIC_CHECKS } from "../../../checks/traffic/traffic-checks.js";
import { renderedObjects, type Rendered } from "./cluster.js";
import { B, broken, check, DECLARED } from "./declared.js";
import { BOUNDARY, type Change, editRules, hole, systemDeny, without } from "./holes.js";

/** Each mistake in the policies, and exactly the checks that it breaks. */
const MISTAKES: readonly (readonly [what: string, change: Change, ids: readonly string[]])[] = [
  [
    "app-b trusts the load balancer of app-a",
    hole("ingress", { nets: ["10.0.0.128/27"] }, [8080]),
    ["load-balancers-apart", "tenants-cannot-open"],
  ],
  [
    "app-b lets its own load balancer reach every port",
    hole("ingress", { nets: ["10.0.1.0/27"] }),
    ["load-balancers-apart", "tenants-cannot-open"],
  ],
  [
    "app-b lets the office in",
    hole("ingress", { nets: ["192.168.0.0/16"] }),
    ["applications-closed-inward", "tenants-cannot-open"],
  ],
  [
    "app-b lets system pods in",
    hole("ingress", { namespaceSelector: 'projectcalico.org/name == "kube-system"' }),
    ["applications-closed-inward", "tenants-cannot-open"],
  ],
  [
    "app-b lets app-a in on every port, and app-a may leave",
    (objects) =>
      editRules(BOUNDARY, "app-a", "egress", (rules) => [
        {
          action: "Allow",
          destination: { namespaceSelector: 'projectcalico.org/name == "app-b"' },
        },
        ...rules,
      ])(hole("ingress", { namespaceSelector: 'projectcalico.org/name == "app-a"' })(objects)),
    ["applications-apart", "tenants-cannot-open"],
  ],
  [
    "app-b reaches the subnets of pods and nodes",
    hole("egress", { nets: ["10.0.128.0/17"] }),
    ["control-plane-closed", "other-pods-closed", "tenants-cannot-open"],
  ],
  [
    "app-b reaches the control plane",
    hole("egress", { nets: ["10.0.97.0/25"] }),
    ["control-plane-closed", "tenants-cannot-open"],
  ],
  [
    "app-b reaches a database",
    hole("egress", { nets: ["10.0.64.0/19"], ports: [5432] }, [5432]),
    ["databases-where-declared", "tenants-cannot-open"],
  ],
  [
    "app-b reaches the internet",
    hole("egress", { nets: ["93.184.216.0/24"] }),
    ["internet-where-declared", "tenants-cannot-open"],
  ],
  [
    "app-b reaches the load balancer of app-a",
    hole("egress", { nets: ["10.0.0.128/27"] }),
    ["private-networks-closed", "tenants-cannot-open"],
  ],
  [
    "app-b reaches the resolver",
    hole("egress", { nets: ["10.0.0.2/32"] }),
    ["private-networks-closed", "tenants-cannot-open"],
  ],
  [
    "app-b reaches the platform's endpoints on every port",
    hole("egress", { nets: ["10.0.96.0/24"] }),
    ["private-networks-closed", "tenants-cannot-open"],
  ],
  [
    "app-b reaches the Pod Identity agent on every port",
    hole("egress", { nets: ["169.254.170.23/32"] }),
    ["private-networks-closed", "tenants-cannot-open"],
  ],
  [
    "app-b lacks the rule for the platform's endpoints",
    editRules("allow-egress-platform", "app-b", "egress", (rules) =>
      rules.filter((rule) => !JSON.stringify(rule).includes("10.0.96.0/24")),
    ),
    ["declared-connections-work"],
  ],
  [
    "app-b lacks the rule for the Pod Identity agent",
    editRules("allow-egress-platform", "app-b", "egress", (rules) =>
      rules.filter((rule) => !JSON.stringify(rule).includes("169.254.170.23")),
    ),
    ["declared-connections-work"],
  ],
  [
    "the control plane does not reach system pods",
    systemDeny("ingress", { source: { nets: ["10.0.97.0/25"] } }),
    ["system-api-works"],
  ],
  [
    "system pods do not reach the control plane",
    systemDeny("egress", { destination: { nets: ["10.0.97.0/25"] } }),
    ["system-api-works"],
  ],
  [
    "the cluster's DNS does not reach the resolver",
    systemDeny("egress", { destination: { nets: ["10.0.0.2/32"] } }),
    ["system-dns-works"],
  ],
  [
    "app-b reaches every pod of kube-system",
    hole("egress", { namespaceSelector: 'projectcalico.org/name == "kube-system"' }),
    ["other-pods-closed", "tenants-cannot-open"],
  ],
  [
    "app-b reaches the cluster's DNS on every port",
    hole("egress", {
      namespaceSelector: 'projectcalico.org/name == "kube-system"',
      selector: 'k8s-app == "kube-dns"',
    }),
    ["other-pods-closed", "tenants-cannot-open"],
  ],
  [
    "app-b reaches another system namespace",
    hole("egress", { namespaceSelector: 'projectcalico.org/name == "calico-apiserver"' }),
    ["other-pods-closed", "tenants-cannot-open"],
  ],
  [
    "DNS by namespace alone",
    editRules(BOUNDARY, "app-b", "egress", (rules) =>
      rules.map(
        (rule) =>
          JSON.parse(
            JSON.stringify(rule, (key, value: unknown) =>
              key === "selector" && String(value).includes("kube-dns") ? undefined : value,
            ),
          ) as object,
      ),
    ),
    ["tenants-cannot-open"],
  ],
  ["no boundary around app-b", without(BOUNDARY, "app-b"), ["tenants-cannot-open"]],
  [
    "no guardrails and a boundary that allows link-local addresses",
    (objects) =>
      without("app-isolation.guardrails")(hole("egress", { nets: ["169.254.0.0/16"] })(objects)),
    ["instance-metadata-closed", "private-networks-closed", "tenants-cannot-open"],
  ],
  [
    "no policy between load balancers and system pods",
    without("app-isolation.system-from-alb"),
    ["load-balancers-apart", "tenants-cannot-open"],
  ],
  ["no default", without("default-isolation"), []],
  [
    "neither a default nor a policy of the platform's tier for unmanaged namespaces",
    (objects) => without("default-isolation")(without("app-isolation.unmanaged")(objects)),
    ["load-balancers-apart", "unmanaged-closed", "unmanaged-tenants-cannot-open"],
  ],
  [
    "no policy of the platform's tier for unmanaged namespaces",
    without("app-isolation.unmanaged"),
    ["unmanaged-tenants-cannot-open"],
  ],
  [
    "a default without DNS",
    editRules("default-isolation", undefined, "egress", () => []),
    ["dns-works"],
  ],
  ["no rule for the database", without("allow-egress-databases"), ["declared-connections-work"]],
  [
    "no rule for the load balancer",
    without("allow-from-alb", "app-b"),
    ["declared-connections-work"],
  ],
  [
    "no rule for the other application",
    without("allow-egress-applications"),
    ["declared-connections-work"],
  ],
  [
    "no rule for the Kubernetes API",
    without("allow-egress-kubernetes-api"),
    ["declared-connections-work"],
  ],
  ["no rule for the internet", without("allow-egress-internet"), ["declared-connections-work"]],
  [
    "no rule for the platform's endpoints",
    without("allow-egress-platform", "app-b"),
    ["declared-connections-work"],
  ],
];

describe("traffic checks", () => {
  let objects: readonly Rendered[];

  before(async () => {
    objects = await renderedObjects(DECLARED);
  });

  it("hold for the objects that the platform renders", () => {
    const results = check(objects);
    assert.deepEqual(
      results.map(({ code, outcome }) => [code, outcome]),
      TRAFFIC_CHECKS.map(({ code }) => [code, "holds"]),
    );
    assert.ok(results.every(({ pairs, reason }) => pairs > 0 && reason === undefined));
    assert.deepEqual(
      results.flatMap(({ problems, counterexamples }) => [...problems, ...counterexamples]),
      [],
    );
  });

  it("limit a caller of another program to the ports that are declared for it", () => {
    const caller = hole(
      "ingress",
      { namespaceSelector: 'projectcalico.org/name == "app-a"' },
      [22],
    );
    const opened = editRules(BOUNDARY, "app-a", "egress", (rules) => [
      { action: "Allow", destination: { namespaceSelector: 'projectcalico.org/name == "app-b"' } },
      ...rules,
    ]);
    assert.deepEqual(broken(check(objects, { applications: [B] })), []);
    assert.deepEqual(broken(check(opened(caller(objects)), { applications: [B] })), [
      "applications-closed-inward",
      "tenants-cannot-open",
    ]);
  });

  for (const [what, change, ids] of MISTAKES) {
    it(`${what}: breaks ${ids.length === 0 ? "nothing" : ids.join(", ")}`, () => {
      assert.deepEqual(broken(check(change(objects))), ids);
    });
  }
});
