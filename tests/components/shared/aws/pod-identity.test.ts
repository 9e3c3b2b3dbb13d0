import assert from "node:assert/strict";
import { podsTrust } from "../../../../components/shared/aws/pod-identity.js";

describe("Who may take a role through Pod Identity", () => {
  it("pods of this ServiceAccount in this namespace of this cluster", () => {
    const clusterArn = "arn:aws:eks:eu-central-1:111122223333:cluster/prod";
    const subject = { namespace: "web", serviceAccount: "web-pods" };
    assert.deepEqual(podsTrust({ clusterArn, clusterName: "prod", ...subject }), {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            StringEquals: {
              "aws:SourceAccount": "111122223333",
              "aws:RequestTag/eks-cluster-name": "prod",
              "aws:RequestTag/kubernetes-namespace": "web",
              "aws:RequestTag/kubernetes-service-account": "web-pods",
            },
            ArnEquals: { "aws:SourceArn": clusterArn },
          },
        },
      ],
    });
  });
});
