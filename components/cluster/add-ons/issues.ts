import { AFTER_NODES, BEFORE_NODES } from "./plan.js";
import { issue, type Issue } from "../../shared/issues.js";

const ADDON_NAMES: readonly string[] = [...BEFORE_NODES, ...AFTER_NODES, "metrics-server"];

const ADDON_VERSION = /^v\d+\.\d+\.\d+-eksbuild\.\d+$/;

/** Issues of versions that are to stand in place of the table's. */
export function findAddonIssues(versions: Readonly<Record<string, string>>): Issue[] {
  return Object.entries(versions).flatMap(([name, version]) => {
    const path = `addonVersions.${name}`;
    if (!ADDON_NAMES.includes(name)) {
      return [issue(path, name, `one of ${ADDON_NAMES.join(", ")}`)];
    }
    if (ADDON_VERSION.test(version)) return [];
    return [issue(path, version, "an EKS add-on version such as v1.14.3-eksbuild.23")];
  });
}
