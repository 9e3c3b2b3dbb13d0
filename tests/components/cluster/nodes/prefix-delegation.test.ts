import assert from "node:assert/strict";
import { record } from "../../../support/record.js";
import { dependsTransitively } from "../../../../recorder/index.js";
import { resourceNamed } from "../../../support/record.js";
import { ADDON, build, inputsOf, NODE_GROUP } from "../build.js";

const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CNI = "prod-addon-vpc-cni";
const NODES = "prod-nodes-general";

const USER_DATA = `MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="node-config"

--node-config
Content-Type: application/node.eks.aws

apiVersion: node.eks.aws/v1alpha1
kind: NodeConfig
spec:
  kubelet:
    config:
      maxPods: 110

--node-config--
`;

describe("Prefix delegation", () => {
  it("configures the VPC CNI and the kubelet before there are nodes", async () => {
    const recorded = await record(() => build({ prefixDelegation: true }));
    assert.deepEqual(JSON.parse(inputsOf(recorded, ADDON, CNI).configurationValues as string), {
      enableNetworkPolicy: "false",
      env: {
        ANNOTATE_POD_IP: "true",
        AWS_VPC_K8S_CNI_EXTERNALSNAT: "true",
        ENABLE_PREFIX_DELEGATION: "true",
        WARM_PREFIX_TARGET: "1",
      },
    });
    const { userData } = inputsOf(recorded, LAUNCH_TEMPLATE, NODES);
    assert.equal(Buffer.from(userData as string, "base64").toString(), USER_DATA);
    const nodes = resourceNamed(recorded, NODE_GROUP, NODES).urn;
    for (const [type, name] of [
      [ADDON, CNI],
      [LAUNCH_TEMPLATE, NODES],
    ] as const) {
      assert.ok(dependsTransitively(recorded, nodes, resourceNamed(recorded, type, name).urn));
    }
  });

  it("leaves both unchanged by default", async () => {
    const recorded = await record(() => build());
    assert.deepEqual(JSON.parse(inputsOf(recorded, ADDON, CNI).configurationValues as string), {
      enableNetworkPolicy: "false",
      env: { ANNOTATE_POD_IP: "true", AWS_VPC_K8S_CNI_EXTERNALSNAT: "true" },
    });
    assert.equal(inputsOf(recorded, LAUNCH_TEMPLATE, NODES).userData, undefined);
  });
});
