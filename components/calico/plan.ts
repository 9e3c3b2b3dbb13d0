import { CALICO_VERSION } from "../shared/versions.js";
import { CalicoApi, type CalicoArgs } from "./args.js";
import { installationSpec, operatorValues } from "./chart-values.js";

/** What is installed, in this order. */
export interface CalicoPlan {
  readonly version: string;
  readonly repository: string;
  /** Chart of the custom resource definitions; the operator finds the API's mode by them. */
  readonly crdChart: string;
  readonly operatorValues: Record<string, unknown>;
  readonly installation: object;
}

const DEFAULT_REPOSITORY = "https://docs.tigera.io/calico/charts";

const CRD_CHARTS: Record<CalicoApi, string> = {
  aggregated: "crd.projectcalico.org.v1",
  native: "projectcalico.org.v3",
};

/** The plan of arguments without issues. */
export function planCalico(args: CalicoArgs): CalicoPlan {
  return {
    version: args.version ?? CALICO_VERSION,
    repository: args.charts?.repository ?? DEFAULT_REPOSITORY,
    crdChart: CRD_CHARTS[args.api ?? CalicoApi.Aggregated],
    operatorValues: operatorValues(args.registry),
    installation: installationSpec(args),
  };
}
