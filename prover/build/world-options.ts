/** What manifests leave open about a cluster. */
export interface WorldOptions {
  /** The version of Calico whose rule orders policies of equal order. Default: v3.32. */
  readonly tieBreak?: "v3.31" | "v3.32";
  /**
   * What fills in missing `types` of a Calico policy: the API server, the native CRDs of 3.32, or Felix, which assumes
   * both types. Default: the API server; for objects of crd.projectcalico.org, Felix.
   */
  readonly missingTypes?: MissingTypes;
  /** The addresses that pods without a known address may have. Default: any. */
  readonly podRanges?: readonly string[];
  /** Whether every namespace has a pod that a tenant may yet create, with any labels. Default: true. */
  readonly adversaries?: boolean;
  /** Further namespaces that no manifest names. */
  readonly extraNamespaces?: readonly string[];
  /** Whether Calico's operator runs and adds its own tier. Default: false. */
  readonly operatorTier?: boolean;
}

export type MissingTypes = "api-server" | "native" | "felix";
export type TieBreak = NonNullable<WorldOptions["tieBreak"]>;
