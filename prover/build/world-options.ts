/** How the cluster reads what manifests leave open. */
export interface WorldOptions {
  /** Which of Calico's rules decides between policies of equal order. Default: that of 3.32. */
  readonly tieBreak?: "v3.31" | "v3.32";
  /**
   * Who fills in `types` where a policy of Calico has none: its API server, the native CRDs of 3.32 or nobody, in
   * which case Felix takes both. Default: the API server, and nobody for objects of crd.projectcalico.org.
   */
  readonly missingTypes?: MissingTypes;
  /** The addresses that pods may have where they are not known. Default: any. */
  readonly podRanges?: readonly string[];
  /** Whether every namespace has a pod of which only the namespace is known. Default: yes. */
  readonly adversaries?: boolean;
  /** Namespaces that no manifest names. */
  readonly extraNamespaces?: readonly string[];
  /** Whether Calico's operator runs and adds its own tier. Default: no. */
  readonly operatorTier?: boolean;
}

export type MissingTypes = "api-server" | "native" | "felix";
export type TieBreak = NonNullable<WorldOptions["tieBreak"]>;
