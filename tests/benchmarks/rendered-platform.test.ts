import assert from "node:assert/strict";
import { renderedPlatform } from "../../benchmarks/prover-manifests.js";
import { checkTenantWrites, checkTraffic } from "../../checks/index.js";
import { readManifests } from "../../prover/index.js";

describe("The platform that the benchmark of invariants repeats", () => {
  it("has each application once, with its load balancer, and every invariant holds", async () => {
    const { files, input } = await renderedPlatform(4);
    assert.deepEqual(
      input.applications.map(({ namespace, loadBalancerZones }) => [namespace, loadBalancerZones]),
      [1, 2, 3, 4].map((at) => [`application-00${at}`, [`alb-application-00${at}`]]),
    );
    const read = readManifests(files);
    const results = [...checkTraffic(read, input), ...checkTenantWrites(read, input)];
    assert.deepEqual(
      results
        .filter(({ outcome }) => outcome === "broken")
        .map(({ code, problems }) => [code, problems]),
      [],
    );
    assert.ok(results.filter(({ outcome }) => outcome === "holds").length > 20);
  });
});
