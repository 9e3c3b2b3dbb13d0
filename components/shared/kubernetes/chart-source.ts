import type { Input } from "@pulumi/pulumi";

/** Where a Helm chart comes from, in the form that `helm.v3.Release` and `helm.v4.Chart` both take. */
export interface ChartSource {
  chart: string;
  version?: string;
  repositoryOpts?: { repo: Input<string> };
}

/**
 * Names a chart in a repository, an OCI registry or a local folder.
 *
 * A local folder holds one folder per chart; the version is then whatever lies there.
 *
 * @param repository `https://…`, `oci://…`, or a path.
 */
export function chartSource(repository: string, chart: string, version: string): ChartSource {
  const base = repository.replace(/\/+$/, "");
  if (base.startsWith("oci://")) return { chart: `${base}/${chart}`, version };
  if (/^https?:\/\//.test(base)) return { chart, version, repositoryOpts: { repo: base } };
  return { chart: `${base}/${chart}` };
}

/** Where the Helm charts of a component come from. */
export interface ChartsArgs {
  /**
   * A chart repository (`https://…`), an OCI registry (`oci://…`) or a local folder with one folder per chart.
   * Default: the project's public repository. Name a mirror for clusters without internet access; a local
   * folder's charts are taken as they lie there, whatever version was asked for.
   */
  repository?: string;
}
