import assert from "node:assert/strict";
import { instancePodLimit } from "../../../../components/cluster/nodes/pod-limit.js";

describe("podLimitOf", () => {
  const LIMITS: readonly (readonly [instanceType: string, pods: number | undefined])[] = [
    ["t3.nano", 34],
    ["t4g.micro", 34],
    ["t3.small", 110],
    ["t4g.medium", 110],
    ["m7g.medium", 98],
    ["a1.medium", 98],
    ["m7i.large", 110],
    ["m7i.xlarge", 110],
    ["m7i.4xlarge", 110],
    ["m7i.8xlarge", 250],
    ["c7gn.16xlarge", 250],
    ["m7i.metal-24xl", 250],
    ["g6.2xlarge", 110],
    ["p3dn.24xlarge", 250],
    ["i3.metal", 250],
    ["i3en.large", 110],
    ["m5.large", 110],
    ["t2.medium", undefined],
    ["m4.large", undefined],
    ["c4.8xlarge", undefined],
    ["i3.large", undefined],
    ["p3.2xlarge", undefined],
    ["x1e.xlarge", undefined],
    ["g3s.xlarge", undefined],
  ];
  for (const [instanceType, pods] of LIMITS) {
    it(`${instanceType}: ${pods ?? "no prefixes"}`, () => {
      assert.equal(instancePodLimit(instanceType), pods);
    });
  }
});
