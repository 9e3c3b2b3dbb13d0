import { AWS_ADDRESSES } from "../basics/aws-addresses.js";

/** The EKS Pod Identity agent, on the node of each pod. */
export const POD_IDENTITY_AGENT = {
  cidrBlock: AWS_ADDRESSES["pod-identity"][0],
  port: 80,
} as const;

/** EC2 instance metadata. */
export const INSTANCE_METADATA_CIDR = AWS_ADDRESSES.imds[0];
