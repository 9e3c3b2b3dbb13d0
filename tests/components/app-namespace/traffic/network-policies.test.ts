import assert from "node:assert/strict";
import type { AppNamespaceArgs } from "../../../../components/app-namespace/args.js";
import { PRIVATE_RANGES } from "../../../../components/shared/cluster-addresses.js";
import { eksPlatform, plainPlatform, addressFactsOfVpc } from "../../../support/platform-ref.js";
import { networkPoliciesOf, webArgs, webBehindAlb } from "../applications.js";

const ALWAYS = ["default-deny", "allow-same-namespace", "allow-egress-platform"];

const DNS_PORTS = [
  { protocol: "UDP", port: 53 },
  { protocol: "TCP", port: 53 },
];

function named(name: string): object {
  return { matchLabels: { "kubernetes.io/metadata.name": name } };
}

const TO_DNS = {
  to: [
    {
      namespaceSelector: named("kube-system"),
      podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: DNS_PORTS,
};

function to(cidr: string, port: number): object {
  return { to: [{ ipBlock: { cidr } }], ports: [{ protocol: "TCP", port }] };
}

const TO_POD_IDENTITY = to("169.254.170.23/32", 80);
const TO_ENDPOINTS = to("10.0.96.0/24", 443);

/** The policy that each option adds, and its rules. */
const ADDED: { option: string; args: AppNamespaceArgs; name: string; spec: object }[] = [
  {
    option: "a load balancer",
    args: webBehindAlb({ ports: [8080, 9000] }),
    name: "allow-from-alb",
    spec: {
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ ipBlock: { cidr: "10.0.0.128/27" } }, { ipBlock: { cidr: "10.0.0.160/27" } }],
          ports: [
            { protocol: "TCP", port: 8080 },
            { protocol: "TCP", port: 9000 },
          ],
        },
      ],
    },
  },
  {
    option: "callers",
    args: webArgs({
      ingressFrom: {
        applications: [{ application: "shop" }, { application: "jobs", ports: [9090] }],
      },
    }),
    name: "allow-from-applications",
    spec: {
      policyTypes: ["Ingress"],
      ingress: [
        {
          from: [{ namespaceSelector: named("shop"), podSelector: {} }],
          ports: [{ protocol: "TCP", port: 8080 }],
        },
        {
          from: [{ namespaceSelector: named("jobs"), podSelector: {} }],
          ports: [{ protocol: "TCP", port: 9090 }],
        },
      ],
    },
  },
  {
    option: "the Kubernetes API",
    args: webArgs({ egress: { kubernetesApi: true } }),
    name: "allow-egress-kubernetes-api",
    spec: { policyTypes: ["Egress"], egress: [to("10.0.97.0/25", 443)] },
  },
  {
    option: "databases",
    args: webArgs({
      egress: {
        databases: [
          { name: "orders", port: 5432 },
          { name: "legacy", port: 1433, cidrBlocks: ["10.9.0.0/24"] },
        ],
      },
    }),
    name: "allow-egress-databases",
    spec: { policyTypes: ["Egress"], egress: [to("10.0.64.0/19", 5432), to("10.9.0.0/24", 1433)] },
  },
  {
    option: "other applications",
    args: webArgs({ egress: { applications: [{ application: "shop", ports: [8080, 8443] }] } }),
    name: "allow-egress-applications",
    spec: {
      policyTypes: ["Egress"],
      egress: [
        {
          to: [{ namespaceSelector: named("shop"), podSelector: {} }],
          ports: [
            { protocol: "TCP", port: 8080 },
            { protocol: "TCP", port: 8443 },
          ],
        },
      ],
    },
  },
  {
    option: "the internet",
    args: webArgs({ egress: { internet: true } }),
    name: "allow-egress-internet",
    spec: {
      policyTypes: ["Egress"],
      egress: [{ to: [{ ipBlock: { cidr: "0.0.0.0/0", except: [...PRIVATE_RANGES] } }] }],
    },
  },
];

describe("NetworkPolicies of an application", () => {
  it("deny everything, then allow its own namespace and what every pod needs", () => {
    const policy = (name: string, spec: object): object => ({
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name, namespace: "web" },
      spec: { podSelector: {}, ...spec },
    });
    assert.deepEqual(networkPoliciesOf(webArgs()), {
      "default-deny": policy("default-deny", { policyTypes: ["Ingress", "Egress"] }),
      "allow-same-namespace": policy("allow-same-namespace", {
        policyTypes: ["Ingress", "Egress"],
        ingress: [{ from: [{ podSelector: {} }] }],
        egress: [{ to: [{ podSelector: {} }] }],
      }),
      "allow-egress-platform": policy("allow-egress-platform", {
        policyTypes: ["Egress"],
        egress: [TO_DNS, TO_POD_IDENTITY, TO_ENDPOINTS],
      }),
    });
  });

  for (const { option, args, name, spec } of ADDED) {
    it(`are one more with ${option}`, () => {
      const policies = networkPoliciesOf(args);
      assert.deepEqual(Object.keys(policies).sort(), [...ALWAYS, name].sort());
      assert.deepEqual(policies[name], {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        metadata: { name, namespace: "web" },
        spec: { podSelector: {}, ...spec },
      });
    });
  }

  it("are no more where options are switched off", () => {
    const args = webArgs({
      albSlot: 1,
      ingressFrom: { applications: [] },
      egress: { internet: false, kubernetesApi: false, databases: [], applications: [] },
    });
    assert.deepEqual(Object.keys(networkPoliciesOf(args)).sort(), [...ALWAYS].sort());
  });

  it("allow the node-local cache beside CoreDNS where there is one", () => {
    const nodeLocalDns = { address: "169.254.20.10", clusterIp: "172.20.0.10" };
    const platform = eksPlatform({ addressFacts: addressFactsOfVpc({ nodeLocalDns }) });
    const { spec } = networkPoliciesOf(webArgs({ platform }))[
      "allow-egress-platform"
    ] as unknown as {
      spec: { egress: object[] };
    };
    assert.deepEqual(spec.egress, [
      TO_DNS,
      {
        to: [{ ipBlock: { cidr: "169.254.20.10/32" } }, { ipBlock: { cidr: "172.20.0.10/32" } }],
        ports: DNS_PORTS,
      },
      TO_POD_IDENTITY,
      TO_ENDPOINTS,
    ]);
  });

  it("allow DNS alone outside AWS", () => {
    const { spec } = networkPoliciesOf(webArgs({ platform: plainPlatform() }))[
      "allow-egress-platform"
    ] as unknown as { spec: { egress: object[] } };
    assert.deepEqual(spec.egress, [TO_DNS]);
  });

  it("are Calico's staged ones in staged mode, without another change", () => {
    const args = { egress: { internet: true, kubernetesApi: true } };
    const enforced = networkPoliciesOf(webBehindAlb(args));
    const staged = networkPoliciesOf(
      webBehindAlb({ ...args, platform: eksPlatform({ mode: "staged" }) }),
    );
    const expected = Object.entries(enforced).map(([name, policy]) => [
      name,
      {
        ...policy,
        apiVersion: "projectcalico.org/v3",
        kind: "StagedKubernetesNetworkPolicy",
      },
    ]);
    assert.deepEqual(staged, Object.fromEntries(expected));
  });
});
