import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { forwardDependsOn } from "../../../components/shared/prerequisites.js";
import { record, resourceNamed } from "../../support/record.js";

const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

type DependsOn = pulumi.ComponentResourceOptions["dependsOn"];

/** Names of what a child depends on whose component was given `dependsOn`. */
async function dependenciesWith(
  dependsOnOf: (first: pulumi.Resource, second: pulumi.Resource) => DependsOn,
  withMore = true,
): Promise<string[]> {
  const recorded = await record(() => {
    const first = new k8s.core.v1.ConfigMap("first");
    const second = new k8s.core.v1.ConfigMap("second");
    const more = new k8s.core.v1.ConfigMap("more");
    const given = dependsOnOf(first, second);
    const opts = given === undefined ? undefined : { dependsOn: given };
    const dependsOn = withMore ? forwardDependsOn(opts, [more]) : forwardDependsOn(opts);
    new k8s.core.v1.ConfigMap("child", {}, { dependsOn });
  });
  const { dependencies } = resourceNamed(recorded, CONFIG_MAP, "child");
  return dependencies.map((urn) => urn.slice(urn.lastIndexOf(":") + 1)).sort();
}

/** Each form that Pulumi accepts, and what a child then waits for. */
const FORMS: Record<string, { given: Parameters<typeof dependenciesWith>[0]; expected: string[] }> =
  {
    nothing: { given: () => undefined, expected: ["more"] },
    "an empty list": { given: () => [], expected: ["more"] },
    "one resource": { given: (first) => first, expected: ["first", "more"] },
    "a list": { given: (first, second) => [first, second], expected: ["first", "more", "second"] },
    "an output": { given: (first) => pulumi.output([first]), expected: ["first", "more"] },
    "a promise": { given: (first) => Promise.resolve([first]), expected: ["first", "more"] },
  };

describe("Prerequisites", () => {
  for (const [form, { given, expected }] of Object.entries(FORMS)) {
    it(`are handed on from ${form}`, async () => {
      assert.deepEqual(await dependenciesWith(given), expected);
    });
  }

  it("are those of the component alone when there are no more", async () => {
    assert.deepEqual(await dependenciesWith((first) => [first], false), ["first"]);
    assert.deepEqual(await dependenciesWith(() => undefined, false), []);
  });

  it("leave the options as they were", () => {
    const opts = { dependsOn: [] };
    assert.notEqual(forwardDependsOn(opts), opts.dependsOn);
    assert.deepEqual(opts, { dependsOn: [] });
  });
});
