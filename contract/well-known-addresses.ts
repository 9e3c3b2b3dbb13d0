/** The EKS Pod Identity agent, on the node of each pod. */
export const POD_IDENTITY_AGENT = { cidrBlock: "169.254.170.23/32", port: 80 } as const;

/** EC2 instance metadata. */
export const INSTANCE_METADATA_CIDR = "169.254.169.254/32";
