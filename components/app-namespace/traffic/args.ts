import type * as pulumi from "@pulumi/pulumi";

/** A database that the application may open connections to. */
export interface DatabaseEgressArgs {
  /** A name for the plan and the error messages. */
  name: string;
  /** TCP port, such as 5432. */
  port: number;
  /** Where it is. Default: the platform's data subnets. */
  cidrBlocks?: string[];
  /**
   * Its security group, when that does not let the cluster's pods in yet. Default: none, and then its rules are yours.
   * ApplicationAccess makes the rule, one for all applications of a program; a settings file has one.
   */
  securityGroupId?: pulumi.Input<string>;
}

/** Another application that this one may call. */
export interface ApplicationEgressArgs {
  /** Its name. It must list this application in `ingressFrom`, or nothing connects. */
  application: string;
  /** TCP ports of its pods. */
  ports: number[];
}

/** What the application's pods may open connections to, beyond their own namespace, DNS and Pod Identity. */
export interface EgressArgs {
  /** Every address that is not private. Default: false. */
  internet?: boolean;
  /** The Kubernetes API. Default: false. The application's ServiceAccount then gets a token. */
  kubernetesApi?: boolean;
  /** Databases, by address and port. Default: none. */
  databases?: DatabaseEgressArgs[];
  /** Other applications. Default: none. */
  applications?: ApplicationEgressArgs[];
}

/** Another application that may call this one. */
export interface ApplicationIngressArgs {
  /** Its name. It must list this application in `egress.applications`, or nothing connects. */
  application: string;
  /** TCP ports of this application's pods. Default: its `ports`. */
  ports?: number[];
}

/** Who may open connections to the application's pods, beyond its load balancer and its own namespace. */
export interface IngressFromArgs {
  /** Other applications. Default: none. */
  applications?: ApplicationIngressArgs[];
}
