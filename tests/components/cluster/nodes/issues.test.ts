import type { ClusterArgs } from "../../../../components/cluster/args.js";
import type { CapacityType } from "../../../../components/cluster/nodes/args.js";
import { TaintEffect, type NodeGroupArgs } from "../../../../components/cluster/nodes/args.js";
import { checkIssueCases, type Accepted, type Refused } from "../issue-cases.js";

const general: NodeGroupArgs = { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 6 };

function groups(overrides: Partial<NodeGroupArgs>): Partial<ClusterArgs> {
  return { nodeGroups: { general: { ...general, ...overrides } } };
}

const REFUSED: readonly Refused[] = [
  [
    "no node group",
    { nodeGroups: {} },
    /^nodeGroups: \{\} is invalid: expected at least one node group/,
  ],
  [
    "a group name with capitals",
    { nodeGroups: { General: general } },
    /^nodeGroups\.General: "General" .*a DNS label of at most 44 characters, such as "general"/,
  ],
  [
    "a group name that is too long",
    { nodeGroups: { ["g".repeat(45)]: general } },
    /of at most 44 characters/,
  ],
  [
    "no instance type",
    groups({ instanceTypes: [] }),
    /^nodeGroups\.general\.instanceTypes: \[\] .*m7i\.large$/,
  ],
  [
    "a misspelled instance type",
    groups({ instanceTypes: ["large"] }),
    /instanceTypes: "large" .*m7i\.large$/,
  ],
  [
    "an instance type twice",
    groups({ instanceTypes: ["m7i.large", "m7i.large"] }),
    /instanceTypes: "m7i.large" is listed more than once$/,
  ],
  [
    "two architectures in one group",
    groups({ instanceTypes: ["m7i.large", "m7g.large"] }),
    /^nodeGroups\.general\.instanceTypes: \["m7i.large","m7g.large"\] .*one group for x86_64 and one for arm64$/,
  ],
  [
    "a GPU group without GPUs",
    { nodeGroups: { general, gpu: { ...general, gpu: true } } },
    /^nodeGroups\.gpu\.instanceTypes: "m7i.large" has no NVIDIA GPU: expected .* such as g6\.xlarge, because the group has `gpu: true`$/,
  ],
  [
    "a GPU group with AMD GPUs",
    { nodeGroups: { general, gpu: { ...general, gpu: true, instanceTypes: ["g4ad.xlarge"] } } },
    /"g4ad.xlarge" has no NVIDIA GPU/,
  ],
  [
    "GPUs in an ordinary group",
    groups({ instanceTypes: ["g6.xlarge"] }),
    /"g6.xlarge" has an NVIDIA GPU that no pod could use: set `gpu: true`/,
  ],
  [
    "an unknown capacity type",
    groups({ capacityType: "SPOT" as CapacityType }),
    /capacityType: "SPOT" .*"on-demand", "spot"$/,
  ],
  [
    "minSize above maxSize",
    groups({ minSize: 7 }),
    /minSize: 7 .*at most maxSize, 6; raise maxSize or lower minSize$/,
  ],
  ["a negative minSize", groups({ minSize: -1 }), /minSize: -1 .*0 or more$/],
  ["half a node", groups({ minSize: 1.5 }), /minSize: 1.5 .*a whole number/],
  ["maxSize 0", groups({ minSize: 0, maxSize: 0 }), /maxSize: 0 .*1 or more$/],
  ["a small disk", groups({ diskSizeGiB: 19 }), /diskSizeGiB: 19 .*from 20 to 16384 GiB$/],
  [
    "no node to update",
    groups({ maxUnavailablePercentage: 0 }),
    /maxUnavailablePercentage: 0 .*1 to 100$/,
  ],
  [
    "more nodes than all to update",
    groups({ maxUnavailablePercentage: 101 }),
    /maxUnavailablePercentage: 101/,
  ],
  [
    "maxPods without prefix delegation",
    groups({ maxPods: 110 }),
    /^nodeGroups\.general\.maxPods: requires `prefixDelegation`/,
  ],
  [
    "more pods than the smallest type has addresses for",
    {
      prefixDelegation: true,
      ...groups({ instanceTypes: ["m7i.8xlarge", "m7i.large"], maxPods: 111 }),
    },
    /maxPods: 111 .*1 to 110 with these instance types$/,
  ],
  ["no pods", { prefixDelegation: true, ...groups({ maxPods: 0 }) }, /maxPods: 0 .*1 to 110/],
  [
    "prefix delegation on Xen",
    { prefixDelegation: true, ...groups({ instanceTypes: ["m7i.large", "m4.large"] }) },
    /instanceTypes: "m4.large" .*an instance type on Nitro, which `prefixDelegation` requires$/,
  ],
  [
    "a label under a reserved prefix",
    groups({ labels: { "kubernetes.io/role": "web" } }),
    /labels: "kubernetes.io\/role" .*expected a key outside kubernetes\.io\/, .*, which EKS reserves$/,
  ],
  [
    "an unknown taint effect",
    groups({ taints: [{ key: "a", effect: "NO_SCHEDULE" as TaintEffect }] }),
    /taints\[0\]\.effect: "NO_SCHEDULE" .*"NoSchedule", "PreferNoSchedule", "NoExecute"$/,
  ],
  [
    "a taint without key",
    groups({ taints: [{ key: "", effect: TaintEffect.PreferNoSchedule }] }),
    /taints\[0\]\.key: ""/,
  ],
  [
    "only tainted groups",
    groups({ taints: [{ key: "a", effect: TaintEffect.NoSchedule }] }),
    /^nodeGroups: cannot run the cluster's own pods/,
  ],
  [
    "only groups that begin empty",
    groups({ minSize: 0 }),
    /^nodeGroups: cannot run the cluster's own pods/,
  ],
  [
    "only GPU groups",
    groups({ gpu: true, instanceTypes: ["g6.xlarge"] }),
    /^nodeGroups: cannot run the cluster's own pods/,
  ],
];

const ACCEPTED: readonly Accepted[] = [
  ["a group name of 44 characters", { nodeGroups: { ["g".repeat(44)]: general } }],
  ["one node", groups({ minSize: 1, maxSize: 1 })],
  ["arm64 alone", groups({ instanceTypes: ["m7g.large", "c7gn.large", "a1.large"] })],
  ["x86_64 of two makers", groups({ instanceTypes: ["m7i-flex.large", "m7a.large"] })],
  ["an avoided taint", groups({ taints: [{ key: "a", effect: TaintEffect.PreferNoSchedule }] })],
  [
    "a GPU group beside an ordinary one",
    {
      nodeGroups: {
        general,
        gpu: { ...general, gpu: true, minSize: 0, instanceTypes: ["p5.48xlarge", "g6e.xlarge"] },
      },
    },
  ],
  ["Xen without prefix delegation", groups({ instanceTypes: ["t2.medium"] })],
  ["110 pods", { prefixDelegation: true, ...groups({ maxPods: 110 }) }],
];

describe("Issues of node groups", () => {
  checkIssueCases(REFUSED, ACCEPTED);
});
