import assert from "node:assert/strict";
import { renderedObjects, type Rendered } from "./cluster.js";
import { broken, check, DECLARED } from "./declared.js";
import { withUnmanagedOpened } from "./holes.js";

const SYSTEM = 'projectcalico.org/name == "kube-system"';
const DNS = 'k8s-app == "kube-dns"';

const HOLES: readonly (readonly [what: string, direction: "ingress" | "egress", rule: object])[] = [
  ["it reaches the internet", "egress", { destination: { nets: ["93.184.216.0/24"] } }],
  ["it reaches a database", "egress", { destination: { nets: ["10.0.64.0/28"] } }],
  [
    "it reaches the cluster's DNS on every port",
    "egress",
    { destination: { namespaceSelector: SYSTEM, selector: DNS } },
  ],
  [
    "it reaches another system namespace on the DNS port",
    "egress",
    {
      protocol: "UDP",
      destination: {
        namespaceSelector: 'projectcalico.org/name == "calico-apiserver"',
        ports: [53],
      },
    },
  ],
  ["the office reaches it", "ingress", { source: { nets: ["192.168.0.0/16"] } }],
  [
    "the cluster's DNS reaches it",
    "ingress",
    { source: { namespaceSelector: SYSTEM, selector: DNS } },
  ],
  [
    "another system namespace reaches it",
    "ingress",
    { source: { namespaceSelector: 'projectcalico.org/name == "calico-apiserver"' } },
  ],
];

const OPENED = ["unmanaged-closed", "unmanaged-tenants-cannot-open"];

describe("an unmanaged namespace", () => {
  let objects: readonly Rendered[];

  before(async () => {
    objects = await renderedObjects(DECLARED);
  });

  for (const [what, direction, rule] of HOLES) {
    it(`breaks the checks when ${what}`, () => {
      assert.deepEqual(broken(check(withUnmanagedOpened(objects, direction, rule))), OPENED);
    });
  }

  it("must not be reachable for load balancers either", () => {
    const alb = { source: { nets: ["10.0.0.128/27"] } };
    assert.deepEqual(broken(check(withUnmanagedOpened(objects, "ingress", alb))), [
      "load-balancers-apart",
      ...OPENED,
    ]);
  });

  it("may reach the cluster's DNS by any rule", () => {
    const dns = {
      protocol: "TCP",
      destination: { namespaceSelector: SYSTEM, selector: DNS, ports: [53] },
    };
    assert.deepEqual(broken(check(withUnmanagedOpened(objects, "egress", dns))), []);
  });
});
