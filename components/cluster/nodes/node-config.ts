import { stringify } from "yaml";

const BOUNDARY = "node-config";

/**
 * User data that tells the nodes of an AL2023 image how many pods they may have, in base64. EKS merges it with its own
 * where it is MIME multi-part (https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html).
 */
export function nodeConfigUserData(maxPods: number): string {
  const config = {
    apiVersion: "node.eks.aws/v1alpha1",
    kind: "NodeConfig",
    spec: { kubelet: { config: { maxPods } } },
  };
  const lines = [
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    "",
    `--${BOUNDARY}`,
    "Content-Type: application/node.eks.aws",
    "",
    stringify(config),
    `--${BOUNDARY}--`,
    "",
  ];
  return Buffer.from(lines.join("\n")).toString("base64");
}
