import assert from "node:assert/strict";
import { ClusterAccess } from "../../../components/cluster/access/args.js";
import { ControlPlaneLog } from "../../../components/cluster/args.js";
import { findClusterIssues } from "../../../components/cluster/issues.js";
import type { NodeGroupArgs } from "../../../components/cluster/nodes/args.js";
import { clusterArgs } from "./build.js";
import { checkIssueCases, issuesOf, type Accepted, type Refused } from "./issue-cases.js";

const general: NodeGroupArgs = { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 6 };

const principalArn = "arn:aws:iam::111122223333:role/someone";

const REFUSED: readonly Refused[] = [
  ["a region that is none", { region: "europe" }, /^region: "europe" .* such as eu-central-1$/],
  ["a zone in place of a region", { region: "eu-central-1a" }, /^region: "eu-central-1a"/],
  ["an isolated region", { region: "us-iso-east-1" }, /^region: .*aws, aws-cn or aws-us-gov$/],
  [
    "a name with a dot",
    { name: "prod.eu" },
    /^name: "prod.eu" is invalid: expected at most 100 letters, digits/,
  ],
  ["a name that begins with a dash", { name: "-prod" }, /^name: "-prod"/],
  [
    "a name of 101 characters",
    { name: "x".repeat(101) },
    /^name: .*expected at most 100 letters, digits, "-" and "_", beginning with a letter or digit$/,
  ],
  [
    "an unknown Kubernetes version",
    { kubernetesVersion: "1.29" },
    /^kubernetesVersion: "1.29" is invalid: expected one of 1.35, 1.36, the versions with known add-ons$/,
  ],
  [
    "an unknown add-on",
    { addonVersions: { "aws-ebs-csi-driver": "v1.63.1-eksbuild.1" } },
    /^addonVersions\.aws-ebs-csi-driver: .* expected one of vpc-cni, kube-proxy, eks-pod-identity-agent, coredns, metrics-server$/,
  ],
  [
    "an add-on version that EKS does not spell so",
    { addonVersions: { coredns: "1.14.3" } },
    /^addonVersions\.coredns: "1.14.3" .* such as v1\.14\.3-eksbuild\.23$/,
  ],
  [
    "a public block with host bits",
    { endpoint: { publicCidrBlocks: ["203.0.113.0/24", "203.0.113.7/24"] } },
    /^endpoint\.publicCidrBlocks\[1\]: "203.0.113.7\/24" .*203\.0\.113\.7\/32$/,
  ],
  [
    "a private block on the public endpoint",
    { endpoint: { publicCidrBlocks: ["10.1.0.0/16"] } },
    /^endpoint\.publicCidrBlocks\[0\]: .*expected public addresses; those in 10\.0\.0\.0\/8 are private/,
  ],
  ["a Service CIDR that is none", { serviceIpv4Cidr: "172.20.0.0" }, /^serviceIpv4Cidr: /],
  [
    "a Service CIDR of /25",
    { serviceIpv4Cidr: "172.20.0.0/25" },
    /^serviceIpv4Cidr: .*\/12 to \/24$/,
  ],
  [
    "a Service CIDR of /11",
    { serviceIpv4Cidr: "10.0.0.0/11" },
    /^serviceIpv4Cidr: .*\/12 to \/24$/,
  ],
  [
    "a public Service CIDR",
    { serviceIpv4Cidr: "100.64.0.0/16" },
    /^serviceIpv4Cidr: .*a block inside 10\.0\.0\.0\/8, 172\.16\.0\.0\/12, 192\.168\.0\.0\/16$/,
  ],
  [
    "a retention that CloudWatch does not know",
    { logRetentionDays: 91 },
    /^logRetentionDays: 91 .*90, 120/,
  ],
  [
    "an unknown log",
    { logTypes: [ControlPlaneLog.Api, "kubelet" as ControlPlaneLog] },
    /^logTypes\[1\]: "kubelet" .*"authenticator"/,
  ],
  [
    "a log twice",
    { logTypes: [ControlPlaneLog.Api, ControlPlaneLog.Api] },
    /^logTypes: "api" .*more than once$/,
  ],
  [
    "a start-up taint that is not a taint key",
    { startupTaint: "a/b/c" },
    /^startupTaint: "a\/b\/c" .*a taint key of at most 63 characters/,
  ],
  [
    "access without rights",
    { accessEntries: { ops: { principalArn } } },
    /^accessEntries\.ops: grants nothing/,
  ],
  [
    "an unknown access policy",
    { accessEntries: { ops: { principalArn, policy: "root" as ClusterAccess } } },
    /^accessEntries\.ops\.policy: "root" .*"cluster-admin", "admin", "admin-view", "edit", "view"$/,
  ],
  [
    "a group of Kubernetes' own",
    { accessEntries: { ops: { principalArn, groups: ["system:masters"] } } },
    /^accessEntries\.ops\.groups\[0\]: "system:masters" .*use `policy` for administrators$/,
  ],
  [
    "an access name with a space",
    { accessEntries: { "the ops": { principalArn, policy: ClusterAccess.View } } },
    /^accessEntries\.the ops: "the ops"/,
  ],
];

const ACCEPTED: readonly Accepted[] = [
  ["nothing but what is required", {}],
  ["GovCloud", { region: "us-gov-west-1" }],
  ["a name of 100 characters", { name: "x".repeat(100) }],
  ["a name of capitals, digits and underscores", { name: "1_Prod-EU" }],
  ["everybody on the public endpoint", { endpoint: { publicCidrBlocks: ["0.0.0.0/0"] } }],
  ["a Service CIDR of /12", { serviceIpv4Cidr: "172.16.0.0/12" }],
  ["a Service CIDR of /24", { serviceIpv4Cidr: "192.168.7.0/24" }],
];

describe("Cluster's arguments", () => {
  checkIssueCases(REFUSED, ACCEPTED);

  it("refuse a component name that IAM has no room for", () => {
    const issues = issuesOf({ name: "prod" }, "p".repeat(40));
    assert.equal(issues.length, 1);
    assert.match(issues[0] ?? "", /^name: .*expected at most 39, because IAM names/);
    assert.deepEqual(issuesOf({ name: "prod" }, "p".repeat(39)), []);
  });

  it("report several issues at once, each under its own path", () => {
    const issues = findClusterIssues(
      "prod",
      clusterArgs({
        kubernetesVersion: "1.20",
        logRetentionDays: 2,
        nodeGroups: {
          a: { ...general, minSize: 9 },
          b: { ...general, instanceTypes: [] },
        },
        accessEntries: { ops: { principalArn } },
      }),
    );
    assert.deepEqual(
      issues.map(({ path }) => path),
      [
        "kubernetesVersion",
        "logRetentionDays",
        "nodeGroups.a.minSize",
        "nodeGroups.b.instanceTypes",
        "accessEntries.ops",
      ],
    );
  });
});
