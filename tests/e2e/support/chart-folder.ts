import { cpSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { stringify } from "yaml";
import type { BuiltPart } from "../../../testbed/build/build-part.js";

function writeChart(folder: string, name: string): string {
  const templates = path.join(folder, name, "templates");
  mkdirSync(templates, { recursive: true });
  const chart = { apiVersion: "v2", name, version: "0.0.0", description: "A stand-in" };
  writeFileSync(path.join(folder, name, "Chart.yaml"), stringify(chart));
  return templates;
}

/** Charts that nothing serves here: one ServiceAccount in place of what they install. */
const STAND_INS = ["cluster-autoscaler", "nvidia-device-plugin"];

const ACCOUNT = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: "{{ .Release.Name }}" },
};

/**
 * The charts of a platform in a local folder: Calico's operator and the load balancer controller as their projects
 * have them, the operator's definitions as a chart of their own, as Calico 3.32 has them, and stand-ins for the rest.
 * Calico's own definitions are the testbed's.
 */
export function writeCharts(folder: string, charts: BuiltPart): void {
  for (const name of ["tigera-operator", "aws-load-balancer-controller"]) {
    cpSync(path.join(charts.folder, name), path.join(folder, name), { recursive: true });
  }
  const definitions = path.join(charts.folder, "tigera-operator", "crds");
  const templates = writeChart(folder, "crd.projectcalico.org.v1");
  for (const file of readdirSync(definitions)) {
    cpSync(path.join(definitions, file), path.join(templates, file));
  }
  for (const name of STAND_INS) {
    writeFileSync(path.join(writeChart(folder, name), "account.yaml"), stringify(ACCOUNT));
  }
}
