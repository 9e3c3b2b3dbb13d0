import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { redact, type RecordedProgram, type RecordedResource } from "../../recorder/index.js";
import {
  AWS_ENVIRONMENTS,
  component,
  components,
  environment,
  ENVIRONMENTS,
  ofPackage,
  recordEnvironment,
  ROOT,
  STACKS,
} from "../support/environments.js";

function urnsOf({ resources }: RecordedProgram): string[] {
  return resources.map(({ urn }) => urn).sort();
}

/** Everything of a recording in an order that does not depend on who was registered first. */
function graphOf({ resources, outputs }: RecordedProgram): unknown {
  const sorted = [...resources].sort((left, right) => (left.urn < right.urn ? -1 : 1));
  return {
    outputs: redact(outputs),
    resources: sorted.map((resource) => ({
      ...resource,
      inputs: redact(resource.inputs),
      outputs: redact(resource.outputs),
    })),
  };
}

function providerTypeOf({ provider }: RecordedResource): string | undefined {
  return provider?.split("::")[2]?.split("$").at(-1);
}

/** What an AWS environment has besides platform and applications. */
const ON_AWS = ["bulkhead:index:ApplicationAccess", "pulumi:providers:aws"];

describe("Environments", function () {
  this.timeout(60_000);

  it("are the settings files of the repository", () => {
    const files = readdirSync(join(ROOT, "stacks")).filter((file) => file.startsWith("Pulumi."));
    const expected = ENVIRONMENTS.map((stack) => `Pulumi.${stack}.yaml`);
    assert.deepEqual(files.sort(), [...expected].sort());
    assert.deepEqual([...STACKS].sort(), [...ENVIRONMENTS].sort());
  });

  for (const stack of ENVIRONMENTS) {
    describe(stack, () => {
      let recorded: RecordedProgram;
      before(async () => {
        recorded = await environment(stack);
      });

      it("previews exactly what it makes", async () => {
        const preview = await environment(stack, "preview");
        assert.deepEqual(urnsOf(preview), urnsOf(recorded));
      });

      it("is the same graph in every run", async () => {
        assert.deepEqual(graphOf(await recordEnvironment(stack)), graphOf(recorded));
      });

      it("names everything once and gives every resource but the top ones a parent of its own", () => {
        const urns = urnsOf(recorded);
        assert.equal(new Set(urns).size, urns.length);
        const stackUrn = recorded.resources[0]?.urn;
        const top = recorded.resources.filter(({ parent }) => parent === stackUrn);
        const types = new Set(top.map(({ type }) => type));
        const expected = ["bulkhead:index:Platform", "bulkhead:index:AppNamespace"];
        assert.deepEqual(
          [...types].sort(),
          [...expected, ...(stack === "local" ? [] : ON_AWS)].sort(),
        );
      });

      it("uses no default provider: AWS through the named one, Kubernetes through the cluster's", () => {
        const [kubernetes, ...more] = recorded.resources.filter(
          ({ type }) => type === "pulumi:providers:kubernetes",
        );
        assert.equal(more.length, 0);
        const cluster = stack === "local" ? "ClusterRef" : "Cluster";
        assert.equal(kubernetes?.parent, component(recorded, cluster).urn);
        for (const name of ["aws", "kubernetes"]) {
          const resources = ofPackage(recorded, name);
          const wrong = resources.filter(
            (resource) => providerTypeOf(resource) !== `pulumi:providers:${name}`,
          );
          assert.deepEqual(
            wrong.map(({ urn }) => urn),
            [],
          );
          assert.ok(new Set(resources.map(({ provider }) => provider)).size <= 1);
        }
        assert.deepEqual(JSON.parse(recorded.config["pulumi:disable-default-providers"] ?? "[]"), [
          "aws",
          "kubernetes",
        ]);
      });

      it("hands the components of other packages the named AWS provider", () => {
        const aws = recorded.resources.find(({ type }) => type === "pulumi:providers:aws");
        const eks = ofPackage(recorded, "eks");
        assert.equal(eks.length, stack === "local" ? 0 : 1);
        for (const { providers } of eks) {
          assert.equal(providers.aws?.startsWith(`${aws?.urn ?? "none"}::`), true);
        }
      });

      it(stack === "prod" ? "protects everything" : "protects nothing", () => {
        const wrong = recorded.resources.filter(
          ({ type, protect }) => type !== "pulumi:pulumi:Stack" && protect !== (stack === "prod"),
        );
        assert.deepEqual(
          wrong.map(({ urn }) => urn),
          [],
        );
      });

      it("exports the record and, when there is one, the kubeconfig", () => {
        const expected = stack === "local" ? ["platform"] : ["kubeconfig", "platform"];
        assert.deepEqual(Object.keys(recorded.outputs).sort(), expected);
      });

      it("warns of nothing", () => {
        assert.deepEqual(recorded.logs, []);
      });
    });
  }

  it("local has no AWS resource at all", async () => {
    const recorded = await environment("local");
    const packages = new Set(recorded.resources.map(({ type }) => type.split(":")[0]));
    assert.deepEqual([...packages].sort(), ["bulkhead", "kubernetes", "pulumi"]);
    const providers = recorded.resources.filter(({ type }) => type.startsWith("pulumi:providers:"));
    assert.deepEqual(
      providers.map(({ type }) => type),
      ["pulumi:providers:kubernetes"],
    );
  });

  for (const stack of AWS_ENVIRONMENTS) {
    it(`${stack} has a dozen applications or more, in every placement and scheme`, async () => {
      const applications = components(await environment(stack), "AppNamespace");
      assert.ok(applications.length >= 12);
      const loadBalancers = applications.flatMap(({ inputs }) =>
        inputs.loadBalancer ? [JSON.stringify(inputs.loadBalancer)] : [],
      );
      for (const part of ['"placement":"shared"', '"scheme":"internal"', '"inboundCidrs"']) {
        assert.ok(
          loadBalancers.some((text) => text.includes(part)),
          part,
        );
      }
    });

    it(`${stack} has its AWS resources in the region of its zones, and its own default tags`, async () => {
      const recorded = await environment(stack);
      const [aws] = recorded.resources.filter(({ type }) => type === "pulumi:providers:aws");
      assert.equal(aws?.inputs.region, "eu-central-1");
      assert.deepEqual(JSON.parse(aws.inputs.defaultTags as string), {
        tags: { environment: stack, owner: "platform", "bulkhead/platform": `halden-${stack}` },
      });
    });
  }

  it("only prod's cluster refuses its deletion, and is reached from inside alone", async () => {
    const found = await Promise.all(
      AWS_ENVIRONMENTS.map(async (stack) => {
        const [eks] = ofPackage(await environment(stack), "eks");
        const { deletionProtection, endpointPublicAccess, publicAccessCidrs } = eks?.inputs ?? {};
        return { stack, deletionProtection, endpointPublicAccess, publicAccessCidrs };
      }),
    );
    assert.deepEqual(found, [
      {
        stack: "dev",
        deletionProtection: false,
        endpointPublicAccess: true,
        publicAccessCidrs: ["192.0.2.0/24"],
      },
      {
        stack: "staging",
        deletionProtection: false,
        endpointPublicAccess: true,
        publicAccessCidrs: ["192.0.2.0/24"],
      },
      {
        stack: "prod",
        deletionProtection: true,
        endpointPublicAccess: false,
        publicAccessCidrs: undefined,
      },
    ]);
  });
});
