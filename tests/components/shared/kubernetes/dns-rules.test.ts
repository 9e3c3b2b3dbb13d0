import assert from "node:assert/strict";
import { dnsRules, nodeLocalDnsNets } from "../../../../components/shared/kubernetes/dns-rules.js";

const CLUSTER_DNS = {
  namespaceSelector: 'projectcalico.org/name == "kube-system"',
  selector: 'k8s-app == "kube-dns"',
  ports: [53],
};

const NODE_LOCAL = { address: "169.254.20.10", clusterIp: "172.20.0.10" };

describe("DNS rules", () => {
  for (const action of ["Allow", "Pass"] as const) {
    it(`${action} CoreDNS of kube-system on port 53, over UDP and TCP`, () => {
      assert.deepEqual(dnsRules(action), [
        { action, protocol: "UDP", destination: CLUSTER_DNS },
        { action, protocol: "TCP", destination: CLUSTER_DNS },
      ]);
    });

    it(`${action} the node-local cache as well where there is one`, () => {
      const cache = { nets: ["169.254.20.10/32", "172.20.0.10/32"], ports: [53] };
      assert.deepEqual(dnsRules(action, NODE_LOCAL), [
        ...dnsRules(action),
        { action, protocol: "UDP", destination: cache },
        { action, protocol: "TCP", destination: cache },
      ]);
    });
  }

  it("name both addresses that the cache binds", () => {
    assert.deepEqual(nodeLocalDnsNets(NODE_LOCAL), ["169.254.20.10/32", "172.20.0.10/32"]);
  });
});
