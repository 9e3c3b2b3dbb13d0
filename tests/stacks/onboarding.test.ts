import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import { AppNamespace } from "../../components/app-namespace/app-namespace.js";
import { PlatformRef } from "../../components/platform-ref/platform-ref.js";
import { manifestsIn, unwrapSecrets, type RecordedProgram } from "../../recorder/index.js";
import { components, environment, ENVIRONMENTS } from "../support/environments.js";
import { record } from "../support/record.js";

const STACK = "organization/bulkhead/prod";

/** An application's own program, on the platform of prod. */
async function onProd(application: string, albSlot?: number): Promise<RecordedProgram> {
  const { outputs } = await environment("prod");
  return record(
    async () => {
      const platform = await PlatformRef.fromStack(STACK);
      const providers = [
        new aws.Provider("aws", { region: "eu-central-1" }),
        new k8s.Provider("kubernetes", { context: "prod" }),
      ];
      const args = { application, albSlot, ports: [8080], loadBalancer: {}, platform };
      new AppNamespace(application, args, { providers });
    },
    { stackReferences: { [STACK]: outputs } },
  );
}

describe("Onboarding from another program", function () {
  this.timeout(60_000);

  for (const stack of ENVIRONMENTS) {
    it(`${stack} says which applications it holds, their slots and their hosts`, async () => {
      const recorded = await environment(stack);
      const expected = components(recorded, "AppNamespace").map(({ name, inputs }) => {
        const { hosts } = (inputs.loadBalancer ?? {}) as { hosts?: string[] };
        return {
          application: name,
          ...(inputs.albSlot !== undefined && { albSlot: inputs.albSlot }),
          ...(hosts && { hosts }),
        };
      });
      const { applications } = unwrapSecrets(recorded.outputs.platform) as {
        applications: object[];
      };
      const sorted = (list: object[]): string[] =>
        list.map((entry) => JSON.stringify(entry)).sort();
      assert.deepEqual(
        sorted(applications.map((entry) => ({ application: "", ...entry }))),
        sorted(expected),
      );
    });
  }

  it("a new application gets the free slot in prod's VPC", async () => {
    const recorded = await onProd("wiki", 10);
    const subnets = recorded.resources.filter(({ type }) => type === "aws:ec2/subnet:Subnet");
    assert.deepEqual(
      subnets.map(({ inputs }) => inputs.cidrBlock),
      ["10.0.5.0/27", "10.0.5.32/27", "10.0.5.64/27"],
    );
    const names = manifestsIn(recorded).map(({ kind }) => kind);
    assert.ok(names.includes("Namespace") && names.includes("IngressClassParams"));
  });

  it("a slot and a name of prod's own program are taken", async () => {
    await assert.rejects(
      onProd("wiki", 1),
      /albSlot: 1 is taken by application "storefront"; the next free slot is 10$/m,
    );
    await assert.rejects(
      onProd("catalog", 10),
      /application: "catalog" is taken by another application; choose another name$/m,
    );
    await assert.rejects(onProd("monitoring", 10), /"monitoring" is reserved for the cluster/);
  });
});
