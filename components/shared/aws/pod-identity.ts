import { parseArn } from "./arn.js";
import { policyDocument, type PolicyDocument } from "./policy-document.js";

/** The pods of one ServiceAccount in one cluster. */
export interface PodIdentity {
  readonly clusterArn: string;
  readonly clusterName: string;
  readonly namespace: string;
  readonly serviceAccount: string;
}

/**
 * Lets these pods take a role through the EKS Pod Identity agent, and no others. Any association of the account
 * could hand the role to any pod, so the cluster, the namespace and the ServiceAccount are conditions:
 * https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export function podsTrust(identity: PodIdentity): PolicyDocument {
  const { clusterArn, clusterName, namespace, serviceAccount } = identity;
  return policyDocument([
    {
      Effect: "Allow",
      Principal: { Service: "pods.eks.amazonaws.com" },
      Action: ["sts:AssumeRole", "sts:TagSession"],
      Condition: {
        StringEquals: {
          "aws:SourceAccount": parseArn(clusterArn)?.account ?? "",
          "aws:RequestTag/eks-cluster-name": clusterName,
          "aws:RequestTag/kubernetes-namespace": namespace,
          "aws:RequestTag/kubernetes-service-account": serviceAccount,
        },
        ArnEquals: { "aws:SourceArn": clusterArn },
      },
    },
  ]);
}
