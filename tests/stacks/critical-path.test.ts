import assert from "node:assert/strict";
import {
  criticalPath,
  dependsTransitively,
  engineOrder,
  type CriticalPath,
  type RecordedProgram,
} from "../../recorder/index.js";
import { FORCED, forcedOrder, ofKind } from "../../testbed/simulation/forced-order.js";
import { latencyOf } from "../../testbed/simulation/latencies.js";
import { AWS_ENVIRONMENTS, environment, ENVIRONMENTS } from "../support/environments.js";

/** The shortest `up` that AWS, Kubernetes and the promises of the platform allow. */
function lowerBound(recorded: RecordedProgram): CriticalPath {
  return criticalPath(recorded, forcedOrder(recorded), latencyOf);
}

for (const stack of ENVIRONMENTS) {
  it(`no component of ${stack} waits for outputs, and makes its children wait`, async function () {
    this.timeout(60_000);
    const { resources } = await environment(stack);
    const local = resources.filter(({ custom, remote }) => !custom && !remote);
    const waiting = local.filter(({ propertyDependencies }) => {
      return Object.keys(propertyDependencies).length > 0;
    });
    assert.ok(local.length > 2);
    assert.deepEqual(
      waiting.map(({ urn }) => urn),
      [],
    );
  });
}

for (const stack of AWS_ENVIRONMENTS) {
  describe(`Critical path of ${stack}`, function () {
    this.timeout(60_000);
    let recorded: RecordedProgram;
    before(async () => {
      recorded = await environment(stack);
    });

    for (const { later, earlier, why } of FORCED) {
      const named = [later, earlier].map(({ type, ending = "" }) => `${type}${ending}`);
      it(`${named.join(" after ")}: ${why}`, () => {
        const [second, first] = [ofKind(recorded, later), ofKind(recorded, earlier)];
        assert.ok(second.length > 0 && first.length > 0, "nothing to compare");
        const free = second.flatMap(({ urn }) =>
          first.filter((each) => !dependsTransitively(recorded, urn, each.urn)).map(() => urn),
        );
        assert.deepEqual(free, []);
      });
    }

    it("is at most 1.05 times as long as what is forced", () => {
      const real = criticalPath(recorded, engineOrder(recorded), latencyOf);
      const bound = lowerBound(recorded);
      assert.equal(bound.urns.at(-1)?.includes("AppNamespace"), true, bound.urns.at(-1));
      assert.ok(bound.seconds > 540 + 150 + 60, "cluster, nodes and Calico are on it");
      const ratio = real.seconds / bound.seconds;
      assert.ok(ratio >= 1 && ratio <= 1.05, `${ratio}: ${real.urns.join("\n")}`);
    });
  });
}
