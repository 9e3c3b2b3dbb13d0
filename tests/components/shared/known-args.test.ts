import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { knownArgs } from "../../../components/shared/known-args.js";

describe("knownArgs", () => {
  it("keeps what is written, and leaves out what is put out, however deep it stands", () => {
    const later = pulumi.output("subnet-1");
    const args = {
      name: "dev",
      count: 3,
      off: false,
      none: undefined,
      zones: ["a", "b"],
      subnetIds: ["subnet-0", later],
      vpcId: later,
      key: Promise.resolve("key"),
      nodes: { general: { subnetIds: later, max: 3 } },
    };
    assert.deepEqual(knownArgs(args), {
      name: "dev",
      count: 3,
      off: false,
      none: undefined,
      zones: ["a", "b"],
      subnetIds: ["subnet-0"],
      nodes: { general: { max: 3 } },
    });
    assert.equal(args.subnetIds.length, 2);
  });
});
