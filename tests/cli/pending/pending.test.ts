import assert from "node:assert/strict";
import { runWithInput, runBulkhead, type Run } from "../support.js";

const URN = "urn:pulumi:dev::bulkhead::bulkhead:index:Platform";

const VPC_URN = `${URN}$aws:ec2/vpc:Vpc::platform-vpc`;
const ROLE_URN = `${URN}$aws:iam/role:Role::platform-nodes`;
const NAMESPACE_URN = `${URN}$kubernetes:core/v1:Namespace::shop`;

const STACK = { urn: "urn:pulumi:dev::bulkhead::pulumi:pulumi:Stack::bulkhead-dev", custom: false };

const VPC = {
  urn: VPC_URN,
  custom: true,
  type: "aws:ec2/vpc:Vpc",
  inputs: { cidrBlock: "10.0.0.0/16", tags: { Name: "platform-vpc" } },
  parent: STACK.urn,
};

const ROLE = {
  urn: ROLE_URN,
  custom: true,
  type: "aws:iam/role:Role",
  inputs: { name: "platform-nodes-1a2b3c4", tags: { Name: "nodes" } },
};

const NAMESPACE = { urn: NAMESPACE_URN, custom: true, type: "kubernetes:core/v1:Namespace" };

const creating = (resource: object): object => ({ resource, type: "creating" });

/** An export in which these are pending; everything beside the deployment is Pulumi's own. */
function exported(pending: readonly object[], resources: readonly object[] = [STACK]): object {
  const manifest = { time: "2026-11-28T00:00:00Z", version: "v3.226.0" };
  return {
    version: 3,
    deployment: {
      manifest,
      secrets_providers: { type: "passphrase" },
      resources,
      pending_operations: pending,
    },
  };
}

const INTERRUPTED = exported([
  creating(VPC),
  creating(ROLE),
  creating(NAMESPACE),
  { resource: STACK, type: "updating" },
]);

function pending(state: object, ...args: string[]): Promise<Run> {
  return runWithInput(JSON.stringify(state), "pending", ...args);
}

async function problemsOf(state: object, ...args: string[]): Promise<string> {
  const { status, out, err } = await pending(state, ...args);
  assert.equal(status, 1);
  assert.equal(out, "");
  return err;
}

describe("bulkhead pending", () => {
  it("says what may exist, and how to find it", async () => {
    const { status, out, err } = await pending(INTERRUPTED);
    assert.equal(err, "");
    assert.equal(status, 0);
    assert.equal(
      out,
      [
        "3 resources were being created, and may exist:",
        "",
        "  platform-vpc",
        "      aws:ec2/vpc:Vpc",
        "      its tag Name: platform-vpc",
        "  platform-nodes",
        "      aws:iam/role:Role",
        "      its id, if it exists: platform-nodes-1a2b3c4",
        "  shop",
        "      kubernetes:core/v1:Namespace",
        "      in Kubernetes: the next up takes it over by itself",
        "",
        "1 other operation: pulumi refresh finds out.",
        "",
      ].join("\n"),
    );
  });

  const IDS: readonly (readonly [type: string, inputs: object, told: string])[] = [
    ["aws:eks/cluster:Cluster", { name: "dev" }, "its id, if it exists: dev"],
    [
      "aws:eks/nodeGroup:NodeGroup",
      { clusterName: "dev", nodeGroupName: "general-1" },
      "its id, if it exists: dev:general-1",
    ],
    [
      "aws:eks/addon:Addon",
      { clusterName: "dev", addonName: "coredns" },
      "its id, if it exists: dev:coredns",
    ],
    [
      "aws:eks/accessEntry:AccessEntry",
      { clusterName: "dev", principalArn: "arn:aws:iam::1:role/x" },
      "its id, if it exists: dev:arn:aws:iam::1:role/x",
    ],
    [
      "aws:cloudwatch/logGroup:LogGroup",
      { name: "/aws/eks/dev/cluster" },
      "its id, if it exists: /aws/eks/dev/cluster",
    ],
    ["aws:kms/alias:Alias", { name: "alias/dev" }, "its id, if it exists: alias/dev"],
    ["aws:eks/addon:Addon", { clusterName: "dev" }, "look for what its inputs say"],
    ["aws:ec2/route:Route", {}, "look for what its inputs say"],
  ];
  for (const [type, inputs, told] of IDS) {
    it(`of ${type} with ${JSON.stringify(inputs)}: ${told}`, async () => {
      const urn = `${URN}$${type}::it`;
      const { out } = await pending(exported([creating({ urn, type, inputs })]));
      assert.equal(out.trimEnd().split("\n").at(-1)?.trim(), told);
    });
  }

  it("knows names with colons", async () => {
    const urn = `${URN}$${VPC.type}::shop::main`;
    const state = exported([creating({ ...VPC, urn })]);
    assert.equal((await pending(state)).out.split("\n")[2], "  shop::main");
    assert.equal((await pending(state, "--exists", "shop::main=vpc-1")).status, 0);
  });

  it("says when nothing was being created", async () => {
    assert.equal((await pending(exported([]))).out, "Nothing was being created.\n");
    const deployment = { resources: [STACK] };
    assert.equal((await pending({ version: 3, deployment })).out, "Nothing was being created.\n");
  });

  it("makes resources of what exists, and leaves everything else as it was", async () => {
    const exists = ["--exists", "platform-vpc=vpc-1", "--exists", `${ROLE_URN}=arn=::role`];
    const { status, out, err } = await pending(INTERRUPTED, ...exists);
    assert.equal(err, "");
    assert.equal(status, 0);
    const left = [creating(NAMESPACE), { resource: STACK, type: "updating" }];
    const resources = [STACK, { ...VPC, id: "vpc-1" }, { ...ROLE, id: "arn=::role" }];
    assert.deepEqual(JSON.parse(out), exported(left, resources));
  });

  it("tells all that does not fit, and writes nothing", async () => {
    const other = `urn:pulumi:dev::bulkhead::aws:ec2/vpc:Vpc::platform-vpc`;
    const state = exported(
      [creating(VPC), creating({ ...VPC, urn: other }), creating(ROLE)],
      [STACK, ROLE],
    );
    const exists = [
      "platform-vcp=vpc-1",
      "platform-vpc=vpc-1",
      "platform-nodes=a",
      `${other}=b`,
      `${other}=c`,
    ];
    assert.equal(
      await problemsOf(state, ...exists.flatMap((each) => ["--exists", each])),
      [
        'bulkhead: platform-vcp: nothing of that name was being created. Did you mean "platform-vpc"?',
        "platform-vpc: 2 of that name were being created; say which:",
        `  ${VPC_URN}`,
        `  ${other}`,
        "platform-nodes: was to replace one that the state still has. Delete the new one by hand, and let " +
          '"pulumi refresh --clear-pending-creates" forget it.',
        "platform-vpc: has two ids.",
        "",
      ].join("\n"),
    );
  });

  it("takes the place of what the state has marked for deletion", async () => {
    const state = exported([creating(ROLE)], [STACK, { ...ROLE, id: "old", delete: true }]);
    const { status, out } = await pending(state, "--exists", "platform-nodes=new");
    assert.equal(status, 0);
    const resources = [STACK, { ...ROLE, id: "old", delete: true }, { ...ROLE, id: "new" }];
    assert.deepEqual(JSON.parse(out), exported([], resources));
  });

  const NO_STATES: readonly (readonly [text: string, message: RegExp])[] = [
    [
      "",
      /^bulkhead: standard input: not JSON: expected a state that "pulumi stack export" wrote: /,
    ],
    ["[]", /^bulkhead: standard input: "deployment" is missing: expected a state/],
    [`{"deployment": {"resources": 1}}`, /deployment\.resources is not a list/],
    [`{"deployment": {"pending_operations": {}}}`, /deployment\.pending_operations is not a list/],
  ];
  for (const [text, message] of NO_STATES) {
    it(`refuses ${text === "" ? "nothing" : text}`, async () => {
      const { status, err } = await runWithInput(text, "pending");
      assert.equal(status, 1);
      assert.match(err, message);
    });
  }

  it("names the file that cannot be read", async () => {
    const { status, err } = await runBulkhead("pending", "no-such-file.json");
    assert.equal(status, 1);
    assert.match(err, /^bulkhead: no-such-file\.json: ENOENT/);
  });

  for (const wrong of [
    ["--exists", "vpc-1"],
    ["--exists", "=vpc-1"],
    ["--exists", "vpc="],
    ["a", "b"],
  ]) {
    it(`refuses the words ${wrong.join(" ")}`, async () => {
      const { status, err } = await pending(INTERRUPTED, ...wrong);
      assert.equal(status, 2);
      assert.match(
        err,
        /^bulkhead: (--exists takes RESOURCE=ID, and not|pending takes one FILE, and not 2)/,
      );
    });
  }
});
