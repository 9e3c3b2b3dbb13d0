import assert from "node:assert/strict";
import { unwrapSecrets, type RecordedProgram } from "../../../../recorder/index.js";
import { eksPlatform, eksPlatformWithSharedAlb, ZONES } from "../../../support/platform-ref.js";
import { resourceNamed, resourcesOf } from "../../../support/record.js";
import { webArgs, webBehindAlb } from "../applications.js";
import { ASSOCIATION, PARAMS, recordApplication, SUBNET } from "../record-application.js";

function paramsOf(recorded: RecordedProgram): Record<string, unknown> {
  const { inputs } = resourceNamed(recorded, PARAMS, "web-ingress-class-params");
  return (unwrapSecrets(inputs) as { spec: Record<string, unknown> }).spec;
}

describe("Load balancer subnets of an application", () => {
  for (const [scheme, roleTag, tables] of [
    ["internet-facing", "kubernetes.io/role/elb", ["rtb-public", "rtb-public"]],
    ["internal", "kubernetes.io/role/internal-elb", ["rtb-private-a", "rtb-private-b"]],
  ] as const) {
    it(`lie in the application's slot, tagged and routed for a load balancer that is ${scheme}`, async () => {
      const recorded = await recordApplication(() => webBehindAlb({ loadBalancer: { scheme } }));
      const cidrBlocks = ["10.0.0.128/27", "10.0.0.160/27"];
      assert.equal(resourcesOf(recorded, SUBNET).length, 2);
      for (const [at, zone] of ZONES.slice(0, 2).entries()) {
        const subnet = resourceNamed(recorded, SUBNET, `web-alb-${zone}`);
        assert.deepEqual(unwrapSecrets(subnet.inputs), {
          vpcId: "vpc-1",
          availabilityZone: zone,
          cidrBlock: cidrBlocks[at],
          mapPublicIpOnLaunch: false,
          tags: {
            Name: `web-alb-${zone}`,
            "bulkhead/tier": "alb",
            "app-isolation/application": "web",
            [roleTag]: "1",
          },
        });
        assert.deepEqual(resourceNamed(recorded, ASSOCIATION, `web-alb-${zone}`).inputs, {
          subnetId: subnet.id,
          routeTableId: tables[at],
        });
      }
    });
  }

  it("are the only subnets that the class names", async () => {
    const recorded = await recordApplication(() =>
      webBehindAlb({ loadBalancer: { certificateArn: "arn:certificate", wafAclArn: "arn:acl" } }),
    );
    const { subnets, certificateArn, wafv2AclArn } = paramsOf(recorded);
    assert.deepEqual(subnets, { ids: resourcesOf(recorded, SUBNET).map(({ id }) => id) });
    assert.deepEqual(certificateArn, ["arn:certificate"]);
    assert.equal(wafv2AclArn, "arn:acl");
  });

  it("are the platform's behind the shared load balancer", async () => {
    const recorded = await recordApplication(() =>
      webArgs({
        platform: eksPlatformWithSharedAlb(),
        loadBalancer: { placement: "shared", hosts: ["web.example"] },
      }),
    );
    assert.deepEqual(resourcesOf(recorded, SUBNET), []);
    assert.deepEqual(paramsOf(recorded).subnets, { ids: ["subnet-shared-a", "subnet-shared-b"] });
  });

  it("are one more with a zone more, and the others stay", async () => {
    const platformIn = (count: number): ReturnType<typeof eksPlatform> => {
      const platform = eksPlatform();
      const availabilityZones = ZONES.slice(0, count);
      return {
        ...platform,
        ...(platform.network && { network: { ...platform.network, availabilityZones } }),
      };
    };
    const subnetsIn = async (count: number): Promise<string[]> => {
      const recorded = await recordApplication(() => webBehindAlb({ platform: platformIn(count) }));
      return resourcesOf(recorded, SUBNET).map(
        ({ name, inputs }) => `${name} ${inputs.cidrBlock as string}`,
      );
    };
    assert.deepEqual(await subnetsIn(4), [
      ...(await subnetsIn(2)),
      "web-alb-eu-central-1c 10.0.0.192/27",
      "web-alb-eu-central-1d 10.0.0.224/27",
    ]);
  });
});
