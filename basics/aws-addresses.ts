/** Link-local addresses that mean the same in every VPC, of both families. */
export const AWS_ADDRESSES = {
  /** Instance metadata. https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instancedata-data-retrieval.html */
  imds: ["169.254.169.254/32", "fd00:ec2::254/128"],
  /** The EKS Pod Identity agent. https://docs.aws.amazon.com/eks/latest/userguide/pod-id-how-it-works.html */
  "pod-identity": ["169.254.170.23/32", "fd00:ec2::23/128"],
  /** The Route 53 Resolver. https://docs.aws.amazon.com/vpc/latest/userguide/AmazonDNS-concepts.html */
  resolver: ["169.254.169.253/32", "fd00:ec2::253/128"],
} as const;
