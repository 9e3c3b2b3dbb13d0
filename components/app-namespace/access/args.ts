import type { PlatformRef } from "../../platform-ref/platform-ref.js";
import type { DatabaseEgressArgs } from "../traffic/args.js";

/** Who may use an application's namespace: ARNs of IAM roles and users, each in one of the lists. */
export interface NamespaceAccessArgs {
  /** They read the application and its state, but no Secrets. Default: none. */
  view?: string[];
  /** They change workloads and Secrets, open shells in pods and forward ports. Default: none. */
  edit?: string[];
  /** They change workloads and Secrets, and cannot create or enter pods: for pipelines. Default: none. */
  deploy?: string[];
}

/** What AWS has to know of one application beside its namespace. */
export interface AccessibleApplicationArgs {
  /** Who may use its namespace. Default: only principals of the whole cluster. */
  access?: NamespaceAccessArgs;
  /** Its databases, as in `egress.databases`. Those with a `securityGroupId` let the cluster's pods in. Default: none. */
  databases?: DatabaseEgressArgs[];
}

/** Arguments of ApplicationAccess. */
export interface ApplicationAccessArgs {
  /** The platform, from `platform.ref` in the same program or `PlatformRef.fromStack(…)` in another. */
  platform: PlatformRef;
  /** All applications of the program, by name. */
  applications: Record<string, AccessibleApplicationArgs>;
}
