import assert from "node:assert/strict";
import type { NodeGroupArgs } from "../../../components/cluster/nodes/args.js";
import { planCluster } from "../../../components/cluster/plan.js";
import { clusterArgs } from "./build.js";

const general: NodeGroupArgs = { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 6 };

describe("Cluster's plan", () => {
  it("orders node groups by name, whatever order they were written in", () => {
    const written = { nodeGroups: { web: general, batch: general, general } };
    const { nodeGroups } = planCluster("prod", clusterArgs(written));
    assert.deepEqual(
      nodeGroups.map(({ key }) => key),
      ["batch", "general", "web"],
    );
  });

  it("does not plan a group differently because another one is there", () => {
    const [alone] = planCluster("prod", clusterArgs()).nodeGroups;
    const both = planCluster("prod", clusterArgs({ nodeGroups: { general, another: general } }));
    assert.deepEqual(both.nodeGroups[1], alone);
  });

  it("warns of nothing but everybody", () => {
    const warningsOf = (publicCidrBlocks: string[]) =>
      planCluster("prod", clusterArgs({ endpoint: { publicCidrBlocks } })).warnings.length;
    assert.equal(warningsOf([]), 0);
    assert.equal(warningsOf(["203.0.113.0/24"]), 0);
    assert.equal(warningsOf(["203.0.113.0/24", "0.0.0.0/0"]), 1);
  });
});
