import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { findAccessIssues } from "../../../../components/cluster/access/issues.js";

const OPS = "arn:aws:iam::111122223333:role/ops";
const SESSION = "arn:aws:sts::111122223333:assumed-role/ops/anna";

describe("Issues of who may use the cluster", () => {
  it("answer a session in place of a role", () => {
    assert.deepEqual(findAccessIssues({ ops: { principalArn: SESSION, policy: "view" } }), [
      {
        path: "accessEntries.ops.principalArn",
        message: `"${SESSION}" is invalid: expected the role instead of its session, ${OPS} (with its path, if it has one)`,
      },
    ]);
  });

  it("answer one principal in two entries", () => {
    const issues = findAccessIssues({
      ops: { principalArn: OPS, policy: "view" },
      audit: { principalArn: OPS, groups: ["auditors"] },
    });
    assert.deepEqual(issues, [
      {
        path: "accessEntries.audit.principalArn",
        message: `"${OPS}" already has the entry "ops": EKS takes one for each principal; put policy and groups there`,
      },
    ]);
  });

  it("there are none in an ARN that is yet to be known, or in two principals", () => {
    const principalArn = pulumi.output(OPS);
    assert.deepEqual(
      findAccessIssues({
        ops: { principalArn, policy: "view" },
        same: { principalArn, policy: "edit" },
        audit: { principalArn: `${OPS}-audit`, policy: "view" },
      }),
      [],
    );
  });
});
