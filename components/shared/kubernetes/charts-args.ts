/** Where the Helm charts of a component come from. */
export interface ChartsArgs {
  /**
   * A chart repository (`https://…`), an OCI registry (`oci://…`) or a local folder with one folder per chart.
   * Default: the project's public repository. Name a mirror for clusters without internet access; a local
   * folder's charts are taken as they lie there, whatever version was asked for.
   */
  repository?: string;
}
