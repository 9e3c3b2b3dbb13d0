/** What `plan` writes into its folder, by name. */
export const PLAN_FILE = "plan.json";
export const REPORT_FILE = "report.html";
export const ZONES_FILE = "zones.yaml";
/** The folder of the rendered objects. */
export const MANIFESTS = "manifests";
