import assert from "node:assert/strict";
import type { AppNamespaceArgs } from "../../../../components/app-namespace/args.js";
import { PRIVATE_RANGES } from "../../../../components/shared/cluster-addresses.js";
import { eksPlatform, addressFactsOfVpc } from "../../../support/platform-ref.js";
import { boundaryOf, webArgs } from "../applications.js";
import { DNS, EGRESS_END, OWN_NAMESPACE, passTo, PLATFORM, PODS } from "./boundary-rules.js";

const NODE_LOCAL = { address: "169.254.20.10", clusterIp: "172.20.0.10" };
const CACHE = { nets: ["169.254.20.10/32", "172.20.0.10/32"], ports: [53] };

function around(overrides: Parameters<typeof addressFactsOfVpc>[0]): Partial<AppNamespaceArgs> {
  return { platform: eksPlatform({ addressFacts: addressFactsOfVpc(overrides) }) };
}

/** The egress rules of each option. */
const EGRESS: { option: string; args: Partial<AppNamespaceArgs>; rules: object[] }[] = [
  { option: "nothing", args: {}, rules: [...PLATFORM, ...EGRESS_END] },
  {
    option: "everything switched off",
    args: { egress: { internet: false, kubernetesApi: false, databases: [], applications: [] } },
    rules: [...PLATFORM, ...EGRESS_END],
  },
  {
    option: "NodeLocal DNS",
    args: around({ nodeLocalDns: NODE_LOCAL }),
    rules: [
      ...DNS,
      { action: "Pass", protocol: "UDP", destination: CACHE },
      { action: "Pass", protocol: "TCP", destination: CACHE },
      ...PLATFORM.slice(2),
      ...EGRESS_END,
    ],
  },
  {
    option: "no Pod Identity",
    args: around({ podIdentityAgent: false }),
    rules: [...DNS, passTo(["10.0.96.0/24"], 443), ...EGRESS_END],
  },
  {
    option: "no interface endpoints",
    args: around({ endpointCidrBlocks: [] }),
    rules: [...DNS, passTo(["169.254.170.23/32"], 80), ...EGRESS_END],
  },
  {
    option: "the Kubernetes API",
    args: { egress: { kubernetesApi: true } },
    rules: [...PLATFORM, passTo(["10.0.97.0/25"], 443), ...EGRESS_END],
  },
  {
    option: "the Kubernetes API on another port",
    args: {
      ...around({ apiServer: { cidrBlocks: ["172.18.0.2/32"], port: 6443 } }),
      egress: { kubernetesApi: true },
    },
    rules: [...PLATFORM, passTo(["172.18.0.2/32"], 6443), ...EGRESS_END],
  },
  {
    option: "databases, in the data subnets or elsewhere",
    args: {
      egress: {
        databases: [
          { name: "orders", port: 5432 },
          { name: "legacy", port: 1433, cidrBlocks: ["10.9.0.0/24", "192.168.7.7/32"] },
        ],
      },
    },
    rules: [
      ...PLATFORM,
      passTo(["10.0.64.0/19"], 5432),
      passTo(["10.9.0.0/24", "192.168.7.7/32"], 1433),
      ...EGRESS_END,
    ],
  },
  {
    option: "other applications",
    args: { egress: { applications: [{ application: "shop", ports: [8080, 8443] }] } },
    rules: [
      ...PLATFORM,
      {
        action: "Pass",
        protocol: "TCP",
        destination: {
          namespaceSelector: 'projectcalico.org/name == "shop"',
          nets: PODS,
          ports: [8080, 8443],
        },
      },
      ...EGRESS_END,
    ],
  },
  {
    option: "the internet",
    args: { egress: { internet: true } },
    rules: [
      ...PLATFORM,
      ...OWN_NAMESPACE,
      { action: "Deny", destination: { nets: [...PRIVATE_RANGES] } },
      { action: "Pass" },
    ],
  },
  {
    option: "the internet, beside a public block that belongs to the platform",
    args: {
      ...around({ privateCidrBlocks: [...PRIVATE_RANGES, "198.51.100.0/24"] }),
      egress: { internet: true },
    },
    rules: [
      ...PLATFORM,
      ...OWN_NAMESPACE,
      { action: "Deny", destination: { nets: [...PRIVATE_RANGES, "198.51.100.0/24"] } },
      { action: "Pass" },
    ],
  },
  {
    option: "everything at once, in this order",
    args: {
      egress: {
        internet: true,
        kubernetesApi: true,
        databases: [{ name: "orders", port: 5432 }],
        applications: [{ application: "shop", ports: [8080] }],
      },
    },
    rules: [
      ...PLATFORM,
      passTo(["10.0.97.0/25"], 443),
      passTo(["10.0.64.0/19"], 5432),
      {
        action: "Pass",
        protocol: "TCP",
        destination: {
          namespaceSelector: 'projectcalico.org/name == "shop"',
          nets: PODS,
          ports: [8080],
        },
      },
      ...OWN_NAMESPACE,
      { action: "Deny", destination: { nets: [...PRIVATE_RANGES] } },
      { action: "Pass" },
    ],
  },
];

describe("Boundary of an application", () => {
  for (const { option, args, rules } of EGRESS) {
    it(`lets out what it must with ${option}`, () => {
      assert.deepEqual(boundaryOf(webArgs(args)).spec.egress, rules);
    });
  }
});
