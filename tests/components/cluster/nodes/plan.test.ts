import assert from "node:assert/strict";
import {
  CapacityType,
  TaintEffect,
  type NodeGroupArgs,
} from "../../../../components/cluster/nodes/args.js";
import {
  parseInstanceFamily,
  planNodeGroups,
  type NodeGroupChoices,
  type NodeGroupPlan,
} from "../../../../components/cluster/nodes/plan.js";
import {
  isKubernetesVersion,
  KUBERNETES_VERSIONS,
  pinnedAddonVersions,
} from "../../../../components/shared/versions.js";

const general: NodeGroupArgs = { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 6 };

function planOf(
  overrides: Partial<NodeGroupArgs> = {},
  choices: NodeGroupChoices = { prefixDelegation: false },
): NodeGroupPlan {
  const [plan] = planNodeGroups({ general: { ...general, ...overrides } }, choices);
  assert.ok(plan);
  return plan;
}

describe("node group plan", () => {
  it("fills in defaults", () => {
    assert.deepEqual(planOf(), {
      key: "general",
      amiType: "AL2023_x86_64_STANDARD",
      capacityType: "ON_DEMAND",
      instanceTypes: ["m7i.large"],
      scaling: { minSize: 2, maxSize: 6, desiredSize: 2 },
      diskSizeGiB: 50,
      labels: {},
      taints: [],
      maxUnavailablePercentage: 33,
    });
  });

  it("takes what is given", () => {
    const plan = planOf({
      capacityType: CapacityType.Spot,
      diskSizeGiB: 200,
      labels: { workload: "batch" },
      taints: [
        { key: "a", value: "b", effect: TaintEffect.PreferNoSchedule },
        { key: "c", effect: TaintEffect.NoExecute },
      ],
      maxUnavailablePercentage: 50,
    });
    assert.equal(plan.capacityType, "SPOT");
    assert.equal(plan.diskSizeGiB, 200);
    assert.deepEqual(plan.labels, { workload: "batch" });
    assert.deepEqual(plan.taints, [
      { key: "a", value: "b", effect: "PREFER_NO_SCHEDULE" },
      { key: "c", effect: "NO_EXECUTE" },
    ]);
    assert.equal(plan.maxUnavailablePercentage, 50);
  });

  it("prepares GPU nodes for the device plugin", () => {
    const plan = planOf({ gpu: true, instanceTypes: ["g6.xlarge"], labels: { team: "ml" } });
    assert.equal(plan.amiType, "AL2023_x86_64_NVIDIA");
    assert.equal(plan.diskSizeGiB, 100);
    assert.deepEqual(plan.labels, { "nvidia.com/gpu.present": "true", team: "ml" });
    assert.deepEqual(plan.taints, [
      { key: "nvidia.com/gpu", value: "true", effect: "NO_SCHEDULE" },
    ]);
  });

  it("keeps a GPU taint of one's own instead of adding a second", () => {
    const taints = [{ key: "nvidia.com/gpu", effect: TaintEffect.NoExecute }];
    const plan = planOf({ gpu: true, instanceTypes: ["g6.xlarge"], taints });
    assert.deepEqual(plan.taints, [{ key: "nvidia.com/gpu", effect: "NO_EXECUTE" }]);
  });

  const PODS: readonly (readonly [types: string[], asked: number | undefined, pods: number])[] = [
    [["m7i.large"], undefined, 110],
    [["m7i.24xlarge"], undefined, 110],
    [["m7i.24xlarge"], 250, 250],
    [["m7g.medium"], undefined, 98],
    [["t3.medium"], undefined, 110],
    [["m7i.large", "t3.micro"], undefined, 34],
    [["m7i.large"], 40, 40],
  ];
  for (const [instanceTypes, maxPods, pods] of PODS) {
    const asked = maxPods === undefined ? "" : `, ${maxPods} asked for`;
    it(`with prefix delegation, ${instanceTypes.join(" and ")} take ${pods} pods${asked}`, () => {
      const plan = planOf({ instanceTypes, maxPods }, { prefixDelegation: true });
      assert.equal(plan.maxPods, pods);
    });
  }

  it("puts the start-up taint before the group's own", () => {
    const choices = { prefixDelegation: false, startupTaint: "readiness.k8s.io/calico" };
    const taints = [{ key: "workload", value: "batch", effect: TaintEffect.NoExecute }];
    assert.deepEqual(planOf({ taints }, choices).taints, [
      { key: "readiness.k8s.io/calico", effect: "NO_SCHEDULE" },
      { key: "workload", value: "batch", effect: "NO_EXECUTE" },
    ]);
  });

  it("chooses the image by architecture and GPU", () => {
    assert.equal(planOf({ instanceTypes: ["m8g.large"] }).amiType, "AL2023_ARM_64_STANDARD");
    const gpu = { gpu: true, instanceTypes: ["g5g.xlarge"] };
    assert.equal(planOf(gpu).amiType, "AL2023_ARM_64_NVIDIA");
  });
});

describe("instance families", () => {
  const FAMILIES: Record<string, string[]> = {
    x86_64: [
      "m7i.large",
      "m7a.large",
      "m7i-flex.large",
      "t3.medium",
      "r5dn.metal",
      "inf2.xlarge",
      "u7i-12tb.224xlarge",
      "hpc6a.48xlarge",
      "g4ad.xlarge",
      "i7ie.large",
    ],
    arm64: [
      "m7g.large",
      "c7gn.xlarge",
      "t4g.micro",
      "a1.large",
      "is4gen.large",
      "im4gn.large",
      "x2gd.large",
      "r8gb.large",
      "hpc7g.4xlarge",
    ],
    "x86_64 nvidia": [
      "g4dn.xlarge",
      "g5.xlarge",
      "g6.xlarge",
      "g6e.xlarge",
      "gr6.4xlarge",
      "p4d.24xlarge",
      "p5en.48xlarge",
      "p6-b200.48xlarge",
    ],
    "arm64 nvidia": ["g5g.xlarge", "p6e-gb200.36xlarge"],
  };

  for (const [kind, instanceTypes] of Object.entries(FAMILIES)) {
    for (const instanceType of instanceTypes) {
      it(`${instanceType} is ${kind}`, () => {
        const family = parseInstanceFamily(instanceType);
        assert.equal(`${family?.architecture}${family?.nvidia ? " nvidia" : ""}`, kind);
      });
    }
  }

  for (const text of [
    "",
    "m7i",
    "large",
    "M7i.large",
    ".large",
    "m7i.",
    "m7i large",
    "m7i.large ",
  ]) {
    it(`"${text}" is not an instance type`, () => {
      assert.equal(parseInstanceFamily(text), undefined);
    });
  }
});

describe("version table", () => {
  for (const version of KUBERNETES_VERSIONS) {
    it(`pins every add-on of Kubernetes ${version}, kube-proxy to its own minor version`, () => {
      assert.ok(isKubernetesVersion(version));
      const addons = pinnedAddonVersions(version);
      for (const addon of Object.values(addons) as string[])
        assert.match(addon, /^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
      assert.ok(addons["kube-proxy"].startsWith(`v${version}.`));
    });
  }
});
