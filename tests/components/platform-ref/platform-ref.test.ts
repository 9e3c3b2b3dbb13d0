import type * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import {
  withClaims,
  attachPrerequisites,
  claimApplication,
  prerequisites,
} from "../../../components/platform-ref/attachments.js";
import { outlinePlatformRef, planPlatformRef } from "../../../components/platform/plan.js";
import { Platform } from "../../../components/platform/platform.js";
import { unwrapSecrets } from "../../../recorder/index.js";
import { component, ofPackage } from "../../support/environments.js";
import { eksPlatform } from "../../support/platform-ref.js";
import { record } from "../../support/record.js";
import { awsArgs, awsProviders, below, existingArgs, platformOf } from "../platform/build.js";

describe("The record of a platform", () => {
  it("says what surrounds the pods of a VPC, and which ids there are", async () => {
    const recorded = await platformOf(awsArgs());
    const network = component(recorded, "Network").outputs;
    const cluster = component(recorded, "Cluster").outputs;
    assert.deepEqual(unwrapSecrets(component(recorded, "Platform").outputs.record), {
      formatVersion: 2,
      platform: "main",
      mode: "enforced",
      systemNamespaces: [
        "kube-system",
        "kube-public",
        "kube-node-lease",
        "tigera-operator",
        "calico-system",
        "calico-apiserver",
      ],
      addressFacts: {
        podCidrBlocks: ["10.0.128.0/17"],
        privateCidrBlocks: [
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "169.254.0.0/16",
        ],
        albCidrBlocks: ["10.0.0.0/18"],
        endpointCidrBlocks: [],
        dataCidrBlocks: ["10.0.64.0/19"],
        apiServer: { cidrBlocks: ["10.0.97.0/25"], port: 443 },
        podIdentityAgent: true,
      },
      network: {
        vpcId: network.vpcId,
        albCidrBlock: "10.0.0.0/18",
        availabilityZones: ["eu-central-1a", "eu-central-1b"],
        publicRouteTableId: network.publicRouteTableId,
        privateRouteTableIds: network.privateRouteTableIds,
        databaseSubnetGroupName: network.databaseSubnetGroupName,
      },
      eks: {
        clusterName: "main",
        clusterArn: cluster.arn,
        securityGroupId: cluster.securityGroupId,
      },
    });
  });

  it("names the principals that the cluster lets in, before and after it is made", async () => {
    const principalArn = "arn:aws:iam::111122223333:role/ops";
    const { cluster } = awsArgs();
    if (!cluster) throw new Error("a platform on AWS has a cluster");
    const accessEntries = { ops: { principalArn, policy: "view" as const } };
    const args = awsArgs({ cluster: { ...cluster, accessEntries } });
    const { record: made } = component(await platformOf(args), "Platform").outputs;
    const { eks } = unwrapSecrets(made) as { eks: { accessPrincipalArns: string[] } };
    assert.deepEqual(eks.accessPrincipalArns, [principalArn]);
    const outline = outlinePlatformRef("main", args);
    assert.deepEqual(outline.eks?.accessPrincipalArns, [principalArn]);
    const { eks: withoutEntries } = outlinePlatformRef("main", awsArgs());
    assert.equal(withoutEntries && "accessPrincipalArns" in withoutEntries, false);
  });

  it("says whether S3 is reached inside the VPC", () => {
    const endpointOf = (vpcEndpoints: string[]) =>
      planPlatformRef("main", awsArgs({ network: { ...awsArgs().network, vpcEndpoints } as never }))
        .addressFacts.s3Endpoint;
    assert.equal(endpointOf(["sts", "s3"]), true);
    assert.equal(endpointOf(["sts"]), undefined);
  });

  it("says what surrounds the pods of an existing cluster, and nothing of AWS", async () => {
    const recorded = await platformOf(existingArgs({ podCidrBlocks: ["203.0.113.0/24"] }));
    const plain = unwrapSecrets(component(recorded, "Platform").outputs.record) as object;
    assert.deepEqual(plain, {
      ...planPlatformRef("main", existingArgs()),
      addressFacts: {
        podCidrBlocks: ["203.0.113.0/24"],
        // Pods are not the internet, wherever their addresses are from.
        privateCidrBlocks: [
          "10.0.0.0/8",
          "172.16.0.0/12",
          "192.168.0.0/16",
          "100.64.0.0/10",
          "169.254.0.0/16",
          "203.0.113.0/24",
        ],
        albCidrBlocks: [],
        endpointCidrBlocks: [],
        dataCidrBlocks: [],
        apiServer: { cidrBlocks: [], port: 443 },
        podIdentityAgent: false,
      },
    });
    assert.deepEqual(ofPackage(recorded, "aws"), []);
  });

  it("is outlined before anything exists with the same addresses", async () => {
    for (const args of [
      awsArgs(),
      awsArgs({
        network: {
          cidrBlock: "10.4.0.0/18",
          availabilityZones: ["eu-central-1a", "eu-central-1b"],
          vpcEndpoints: ["sts"],
          sharedAlb: true,
        },
        isolation: { connectedCidrBlocks: ["198.51.100.0/24"] },
      }),
      existingArgs(),
    ]) {
      const recorded = await platformOf(args);
      const made = unwrapSecrets(component(recorded, "Platform").outputs.record) as Record<
        string,
        unknown
      >;
      const { network, eks: outlinedEks, ...outline } = outlinePlatformRef("main", args);
      const { eks, network: madeNetwork, ...rest } = made;
      assert.deepEqual(outline, rest);
      assert.equal(eks === undefined, network === undefined);
      assert.deepEqual(Object.keys(outlinedEks ?? {}).sort(), Object.keys(eks ?? {}).sort());
      const addressesOf = (ref: unknown): unknown => {
        const { albCidrBlock, availabilityZones, sharedAlb } = (ref ?? {}) as NonNullable<
          typeof network
        >;
        return { albCidrBlock, availabilityZones, shared: sharedAlb?.cidrBlocks };
      };
      assert.deepEqual(addressesOf(network), addressesOf(madeNetwork));
    }
  });

  it("holds the walls and the controller as what applications wait for", async () => {
    let waits: readonly pulumi.Resource[] = [];
    const recorded = await record(() => {
      waits = prerequisites(new Platform("main", awsArgs(), { providers: awsProviders() }).ref);
    });
    const urns = await Promise.all(
      waits.map(
        ({ urn }) =>
          new Promise<string>((resolve) => {
            urn.apply(resolve);
          }),
      ),
    );
    const isolation = component(recorded, "IsolationBaseline");
    const expected = below(recorded, isolation)
      .filter(({ type }) => !type.endsWith(":Tier"))
      .map(({ urn }) => urn);
    const release = recorded.resources.find(({ name }) => name === "main-load-balancer-controller");
    assert.ok(release);
    const releaseUrn = recorded.resources.find(
      ({ name, type }) => name === "main-load-balancer-controller" && type.endsWith(":Release"),
    )?.urn;
    assert.deepEqual([...urns].sort(), [...expected, releaseUrn ?? ""].sort());
  });

  const storefront = { application: "storefront", albSlot: 1 };
  const shop = { application: "shop", albSlot: 2 };

  it("shares what the program created with every copy of the record, and changes no record", async () => {
    const ref = eksPlatform({ applications: [storefront] });
    await record(() => {
      claimApplication(ref, shop);
      for (const each of [ref, { ...ref }]) {
        assert.deepEqual(withClaims(each).applications, [storefront, shop]);
      }
      const other = { ...ref, platform: "another" };
      assert.deepEqual(withClaims(other).applications, [storefront]);
    });
    assert.deepEqual(ref.applications, [storefront]);
  });

  it("forgets what another program of the same process created", async () => {
    const ref = eksPlatform();
    await record(() => {
      claimApplication(ref, shop);
    });
    await record(() => {
      assert.deepEqual(withClaims(ref).applications, []);
    });
  });

  it("starts anew with a new platform of its name", async () => {
    const ref = eksPlatform();
    await record(() => {
      claimApplication(ref, shop);
      attachPrerequisites(ref, []);
      assert.deepEqual(withClaims(ref).applications, []);
      assert.deepEqual(prerequisites(ref), []);
    });
  });
});
