import { MANIFESTS, PLAN_FILE, REPORT_FILE, ZONES_FILE } from "../plan-folder/plan-files.js";
import { plural } from "../../basics/counts.js";
import type { Palette } from "../output/palette.js";

export interface WrittenPlan {
  readonly folder: string;
  readonly manifests: number;
  readonly stack: string;
}

/** Where the plan was written, and what usually comes next. */
export function closingText(written: WrittenPlan, palette: Palette): string {
  const { folder, manifests, stack } = written;
  const next =
    manifests > 0 ? [`  kubectl apply --dry-run=client --recursive -f ${folder}/${MANIFESTS}`] : [];
  return [
    palette.heading("Written"),
    ...[REPORT_FILE, PLAN_FILE, ZONES_FILE].map((name) => `  ${folder}/${name}`),
    `  ${folder}/${MANIFESTS}/ (${plural(manifests, "object")})`,
    "",
    palette.heading("Next"),
    `  pulumi preview --stack ${stack}`,
    ...next,
    "",
  ].join("\n");
}
