import assert from "node:assert/strict";
import { type IsolationBaselineArgs } from "../../../components/isolation/args.js";
import { IsolationBaseline } from "../../../components/isolation/isolation-baseline.js";
import { findIsolationBaselineIssues } from "../../../components/isolation/issues.js";
import type { IsolationMode } from "../../../contract/isolation-mode.js";
import { failureOf } from "../../support/record.js";

function messagesOf(args: IsolationBaselineArgs): string[] {
  return findIsolationBaselineIssues(args).map(({ path, message }) => `${path}: ${message}`);
}

const REFUSED: { mistake: string; args: IsolationBaselineArgs; messages: string[] }[] = [
  {
    mistake: "an unknown mode",
    args: { mode: "audit" as IsolationMode },
    messages: ['mode: "audit" is invalid: expected one of "enforced", "staged"'],
  },
  {
    mistake: "the namespace where everything lands",
    args: { systemNamespaces: ["monitoring", "default"] },
    messages: [
      'systemNamespaces[1]: "default" cannot be a system namespace, because objects without a namespace land there; give the add-on a namespace of its own',
    ],
  },
  {
    mistake: "no name of a namespace",
    args: { systemNamespaces: ['x"}, "web'] },
    messages: [
      'systemNamespaces[0]: "x\\"}, \\"web" is invalid: expected a namespace name, which is a DNS label',
    ],
  },
  {
    mistake: "a namespace of the cluster",
    args: { systemNamespaces: ["kube-system"] },
    messages: ['systemNamespaces[0]: "kube-system" is always a system namespace; leave it out'],
  },
  {
    mistake: "a namespace twice",
    args: { systemNamespaces: ["monitoring", "monitoring"] },
    messages: ['systemNamespaces: "monitoring" is listed more than once'],
  },
  {
    mistake: "no network of load balancers",
    args: { albCidrBlocks: ["10.0.0.1/18"] },
    messages: [
      'albCidrBlocks[0]: "10.0.0.1/18" is invalid: expected an IPv4 CIDR such as 10.0.0.0/18',
    ],
  },
  {
    mistake: "an empty list of users that may write pod addresses",
    args: { cniUsers: [] },
    messages: [
      "cniUsers: [] is invalid: expected at least one user name, because otherwise no pod could start",
    ],
  },
  ...["a' || true || '", "a\\", "", "a b"].map((user) => ({
    mistake: `the user name ${JSON.stringify(user)}`,
    args: { cniUsers: ["system:serviceaccount:kube-system:aws-node", user] },
    messages: [
      `cniUsers[1]: ${JSON.stringify(user)} is invalid: expected a user name without quotes, backslashes and spaces`,
    ],
  })),
  {
    mistake: "addresses of DNS that are none",
    args: { nodeLocalDns: { address: "169.254.20.10/32", clusterIp: "kube-dns" } },
    messages: [
      'nodeLocalDns.address: "169.254.20.10/32" is invalid: expected an IPv4 address such as 169.254.20.10',
      'nodeLocalDns.clusterIp: "kube-dns" is invalid: expected an IPv4 address such as 169.254.20.10',
    ],
  },
];

describe("Issues of the isolation baseline's arguments", () => {
  for (const { mistake, args, messages } of REFUSED) {
    it(`answer ${mistake}`, () => {
      assert.deepEqual(messagesOf(args), messages);
    });
  }

  for (const args of [
    {},
    { mode: "staged" },
    { systemNamespaces: ["monitoring", "cert-manager"] },
    { albCidrBlocks: [] },
    { albCidrBlocks: ["10.0.0.0/18", "10.1.0.0/18"] },
    { cniUsers: ["system:serviceaccount:calico-system:calico-node"] },
    { nodeLocalDns: { address: "169.254.20.10", clusterIp: "172.20.0.10" } },
  ] satisfies IsolationBaselineArgs[]) {
    it(`there are none in ${JSON.stringify(args)}`, () => {
      assert.deepEqual(messagesOf(args), []);
    });
  }

  it("are thrown at once", async () => {
    const message = await failureOf(() => {
      new IsolationBaseline("base", { systemNamespaces: ["default"], cniUsers: [] });
    });
    const told = [
      'IsolationBaseline "base" has 2 problems:',
      '  systemNamespaces[0]: "default" cannot be a system namespace, because objects without a namespace land there; give the add-on a namespace of its own',
      "  cniUsers: [] is invalid: expected at least one user name, because otherwise no pod could start",
    ];
    assert.ok(message.includes(told.join("\n")), message);
  });
});
