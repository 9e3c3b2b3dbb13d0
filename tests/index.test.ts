import assert from "node:assert/strict";
import * as bulkhead from "../index.js";
import { sourceFiles } from "./support/source-files.js";

describe("The package", () => {
  it("exports its components, the record and the words of its arguments, and nothing by accident", () => {
    assert.deepEqual(Object.keys(bulkhead).sort(), [
      "AppNamespace",
      "ApplicationAccess",
      "Calico",
      "CalicoApi",
      "CalicoCni",
      "CapacityType",
      "Cluster",
      "ClusterAccess",
      "ClusterRef",
      "ControlPlaneLog",
      "DeletePolicy",
      "IsolationBaseline",
      "IsolationMode",
      "LoadBalancerController",
      "LoadBalancerPlacement",
      "LoadBalancerScheme",
      "NatGatewayMode",
      "Network",
      "Platform",
      "PlatformRef",
      "PodSecurity",
      "StorageAccess",
      "TaintEffect",
    ]);
  });

  it("does nothing itself: re-exports only, and the program only hands over", () => {
    for (const { text, path } of sourceFiles(["index.ts", "program.ts"])) {
      const code = text.replace(/^(export|import) [^;]+;$/gm, "").trim();
      assert.equal(code, "", path);
    }
  });
});
