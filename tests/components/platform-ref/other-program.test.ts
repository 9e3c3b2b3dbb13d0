import assert from "node:assert/strict";
import * as k8s from "@pulumi/kubernetes";
import { AppNamespace } from "../../../components/app-namespace/app-namespace.js";
import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import type { PlatformArgs } from "../../../components/platform/args.js";
import {
  PlatformRef,
  type ApplicationSlot,
} from "../../../components/platform-ref/platform-ref.js";
import { Platform } from "../../../components/platform/platform.js";
import {
  isSecret,
  manifestsIn,
  redact,
  markSecret,
  unwrapSecrets,
  type RecordedProgram,
  type RecordedResource,
} from "../../../recorder/index.js";
import { ofClass } from "../network/record-network.js";
import { record, recordOutputs } from "../../support/record.js";
import { awsArgs, awsProviders, existingArgs } from "../platform/build.js";

type Application = Omit<AppNamespaceArgs, "platform">;

const STACK = "organization/bulkhead/prod";

const SHOP: Application = {
  application: "shop",
  albSlot: 5,
  ports: [8080],
  egress: { internet: true, kubernetesApi: true, databases: [{ name: "orders", port: 5432 }] },
  loadBalancer: { scheme: "internal" },
};

interface Own {
  readonly args: PlatformArgs;
  readonly applications?: Application[];
  readonly taken?: ApplicationSlot[];
}

const recordings = new Map<string, Promise<RecordedProgram>>();

/** The platform's program: it exports the record, with the applications that it holds itself. */
function ownProgram(own: Own): Promise<RecordedProgram> {
  const key = JSON.stringify(own);
  const recording = recordings.get(key) ?? recordOwnProgram(own);
  recordings.set(key, recording);
  return recording;
}

function recordOwnProgram({ args, applications = [], taken = [] }: Own): Promise<RecordedProgram> {
  return recordOutputs(() => {
    const providers = args.network ? awsProviders() : [];
    const platform = new Platform("main", args, { providers });
    for (const application of applications) {
      new AppNamespace(
        application.application,
        { ...application, platform: platform.ref },
        { providers: [...providers, platform.provider()] },
      );
    }
    return { platform: { ...platform.ref, applications: taken } };
  });
}

/** An application's own program, which reads the record of the platform's stack. */
function otherProgram(
  outputs: RecordedProgram["outputs"] | Record<string, unknown>,
  ...applications: Application[]
): Promise<RecordedProgram> {
  return record(
    async () => {
      const platform = await PlatformRef.fromStack(STACK);
      const kubernetes = new k8s.Provider("kubernetes", { context: "prod" });
      for (const application of applications) {
        new AppNamespace(
          application.application,
          { ...application, platform },
          { providers: [...(platform.network ? awsProviders() : []), kubernetes] },
        );
      }
    },
    { stackReferences: { [STACK]: outputs } },
  );
}

/** The objects of application `shop`, as they would be applied. */
function manifestsOfShop(recorded: RecordedProgram): unknown[] {
  return manifestsIn(recorded)
    .filter(({ urn }) => urn.includes("index:AppNamespace$"))
    .map(({ urn, ...manifest }) => ({ ...manifest, name: urn.split("::").at(-1) }))
    .sort((left, right) =>
      `${left.kind} ${left.name ?? ""}` < `${right.kind} ${right.name ?? ""}` ? -1 : 1,
    );
}

function subnetsOfShop(recorded: RecordedProgram): unknown[] {
  return ofClass(recorded, "Subnet")
    .filter(({ urn }) => urn.includes("index:AppNamespace$"))
    .map(({ name, inputs }) => ({ name, inputs }));
}

function inputsOf(resources: RecordedResource[]): unknown[] {
  return resources.map(({ inputs }) => inputs);
}

describe("A platform's record in another program", () => {
  const platforms: [what: string, args: PlatformArgs, application: Application][] = [
    ["on AWS", awsArgs(), SHOP],
    [
      "on AWS, staged, with VPC endpoints, NodeLocal DNS and connected networks",
      awsArgs({
        network: {
          cidrBlock: "10.8.0.0/18",
          availabilityZones: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
          vpcEndpoints: ["sts"],
          sharedAlb: true,
        },
        isolation: {
          mode: "staged",
          systemNamespaces: ["monitoring"],
          nodeLocalDns: { address: "169.254.20.10", clusterIp: "172.20.0.10" },
          connectedCidrBlocks: ["198.51.100.0/24"],
        },
      }),
      SHOP,
    ],
    [
      "behind the shared load balancer",
      awsArgs({
        network: {
          cidrBlock: "10.0.0.0/16",
          availabilityZones: ["eu-central-1a", "eu-central-1b"],
          sharedAlb: true,
        },
      }),
      {
        application: "shop",
        ports: [8080],
        loadBalancer: { placement: "shared", hosts: ["web.example"] },
      },
    ],
    [
      "on an existing cluster",
      existingArgs({
        apiServer: { cidrBlocks: ["172.18.0.0/24"], port: 6443 },
        loadBalancerCidrBlocks: ["172.18.255.0/24"],
      }),
      {
        application: "shop",
        ports: [8080],
        egress: { kubernetesApi: true, internet: true },
        loadBalancer: { sourceCidrBlocks: ["172.18.255.0/28"] },
      },
    ],
  ];

  for (const [what, args, application] of platforms) {
    it(`gives the same application: ${what}`, async () => {
      const own = await ownProgram({ args, applications: [application] });
      const other = await otherProgram(own.outputs, application);
      assert.ok(manifestsOfShop(own).length > 12);
      assert.deepEqual(manifestsOfShop(other), manifestsOfShop(own));
      assert.deepEqual(subnetsOfShop(other), subnetsOfShop(own));
      const associations = ofClass(other, "RouteTableAssociation");
      const ownAssociations = ofClass(own, "RouteTableAssociation").filter(({ urn }) =>
        urn.includes("index:AppNamespace$"),
      );
      assert.deepEqual(inputsOf(associations), inputsOf(ownAssociations));
    });

    it(`is plain: ${what}`, async () => {
      const { platform } = (await ownProgram({ args, applications: [application] })).outputs;
      const plain = unwrapSecrets(platform);
      assert.deepEqual(JSON.parse(JSON.stringify(plain)), plain);
      assert.deepEqual(redact(platform ?? null), plain);
    });
  }

  it("survives although the stack keeps it as a secret", async () => {
    const own = await ownProgram({ args: awsArgs(), applications: [SHOP] });
    const secret = { platform: markSecret(own.outputs.platform ?? null) };
    assert.ok(isSecret(secret.platform));
    const other = await otherProgram(secret, SHOP);
    assert.deepEqual(subnetsOfShop(other), subnetsOfShop(own));
  });

  it("waits for nothing there: what the platform needs exists", async () => {
    const own = await ownProgram({ args: awsArgs(), applications: [SHOP] });
    const other = await otherProgram(own.outputs, SHOP);
    const [namespace] = ofClass(other, "Namespace");
    const foreign = (namespace?.dependencies ?? []).filter(
      (urn) => !urn.includes("index:AppNamespace$"),
    );
    assert.deepEqual(foreign, []);
  });

  it("knows the applications of the platform's program: names and slots are taken", async () => {
    const { outputs } = await ownProgram({
      args: awsArgs(),
      taken: [
        { application: "storefront", albSlot: 1 },
        { application: "catalog" },
        { application: "blog", albSlot: 2 },
      ],
    });
    const refusals: [Application, string][] = [
      [
        { application: "catalog", ports: [80] },
        'application: "catalog" is taken by another application; choose another name',
      ],
      [
        { ...SHOP, albSlot: 1 },
        'albSlot: 1 is taken by application "storefront"; the next free slot is 3',
      ],
      [
        { ...SHOP, albSlot: undefined },
        "albSlot: is missing: expected a slot for the dedicated load balancer; the next free slot is 3",
      ],
    ];
    for (const [application, problem] of refusals) {
      await assert.rejects(otherProgram(outputs, application), (error: Error) => {
        assert.ok(error.message.includes(`\n  ${problem}`), error.message);
        return true;
      });
    }
  });

  it("knows the applications of its own program, too", async () => {
    const { outputs } = await ownProgram({
      args: awsArgs(),
      taken: [{ application: "storefront", albSlot: 1 }],
    });
    const wiki = { ...SHOP, application: "wiki" };
    await assert.rejects(
      otherProgram(outputs, SHOP, wiki),
      /albSlot: 5 is taken by application "shop"; the next free slot is 2/,
    );
  });

  it("refuses the names of the platform's further system namespaces", async () => {
    const { outputs } = await ownProgram({
      args: awsArgs({ isolation: { systemNamespaces: ["monitoring"] } }),
    });
    await assert.rejects(
      otherProgram(outputs, { application: "monitoring", ports: [80] }),
      /"monitoring" is reserved for the cluster/,
    );
  });

  const expected = `stack ${STACK}, output "platform": expected a platform record of format 2, `;
  const wrong: [what: string, outputs: Record<string, unknown>, seen: string][] = [
    ["no output of that name", { kubeconfig: "x" }, "found nothing"],
    ["a newer format", { platform: { formatVersion: 3 } }, "found format 3"],
    ["another object", { platform: { vpcId: "vpc-1" } }, "found another value"],
    ["text", { platform: "prod" }, "found another value"],
    ["nothing at all", { platform: null }, "found nothing"],
  ];
  for (const [what, outputs, seen] of wrong) {
    it(`says what is wrong with ${what}`, async () => {
      await assert.rejects(otherProgram(outputs, SHOP), (error: Error) => {
        assert.equal(error.message, `${expected}${seen}`);
        return true;
      });
    });
  }
});
