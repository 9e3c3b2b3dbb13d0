/** NodeLocal DNSCache: pods ask a node-local address, and the cache also answers on kube-dns' ClusterIP. */
export interface NodeLocalDns {
  /** The node-local listen address, `169.254.20.10` unless the DaemonSet was changed. */
  address: string;
  /** The ClusterIP of the `kube-dns` Service, which the node-local cache binds as well. */
  clusterIp: string;
}

/** Where the Kubernetes API server is reached from pods, after Service translation. */
export interface ApiServerAddresses {
  /** On EKS the subnets of the control-plane network interfaces. */
  cidrBlocks: string[];
  /** 443 on EKS, usually 6443 elsewhere. */
  port: number;
}

/** The addresses around the pods. Every policy names them by these blocks and by nothing else. */
export interface AddressFacts {
  /** The only addresses that pods can have. */
  podCidrBlocks: string[];
  /** What is not the internet: RFC 1918, shared address space, link-local, and every CIDR of the VPC. */
  privateCidrBlocks: string[];
  /** The block that all load balancer subnets are cut from. */
  albCidrBlocks: string[];
  /** Subnets of interface VPC endpoints, reached on 443. Empty without interface endpoints. */
  endpointCidrBlocks: string[];
  /** Whether one of those endpoints is S3's, so that pods reach it without the internet. Default: false. */
  s3Endpoint?: boolean;
  /** Subnets that hold databases: the default target of an application's `databases`. */
  dataCidrBlocks: string[];
  /** The Kubernetes API, for applications that opt in. */
  apiServer: ApiServerAddresses;
  /** Whether the EKS Pod Identity agent listens on every node (169.254.170.23:80). */
  podIdentityAgent: boolean;
  /** Set when NodeLocal DNSCache runs in the cluster. */
  nodeLocalDns?: NodeLocalDns;
}
