import assert from "node:assert/strict";
import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import { signed } from "../../../components/shared/kubernetes/create-object.js";
import { isUnknown, manifestsIn, unwrapSecrets } from "../../../recorder/index.js";
import {
  eksPlatform,
  eksPlatformWithSharedAlb,
  plainPlatform,
} from "../../support/platform-ref.js";
import { resourceNamed } from "../../support/record.js";
import { planOf, webArgs, webBehindAlb } from "./applications.js";
import {
  APPLICATION,
  childrenOf,
  listOf,
  NAMESPACE,
  recordApplication,
  SUBNET,
} from "./record-application.js";

const POLICY = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
const RBAC = "kubernetes:rbac.authorization.k8s.io/v1";

/** What every application has. */
const ALWAYS = [
  "kubernetes:core/v1:Namespace web-namespace",
  "kubernetes:projectcalico.org/v3:NetworkPolicy web-boundary",
  `${POLICY} web-default-deny`,
  `${POLICY} web-allow-same-namespace`,
  `${POLICY} web-allow-egress-platform`,
  "kubernetes:core/v1:ResourceQuota web-quota",
  "kubernetes:core/v1:LimitRange web-limits",
  "kubernetes:core/v1:ServiceAccount web-service-account",
  "kubernetes:core/v1:ServiceAccountPatch web-default-service-account",
  ...["view", "edit", "deploy"].flatMap((role) => [
    `${RBAC}:Role web-role-${role}`,
    `${RBAC}:RoleBinding web-role-binding-${role}`,
  ]),
];

const CLASSES = [
  "kubernetes:elbv2.k8s.aws/v1beta1:IngressClassParams web-ingress-class-params",
  "kubernetes:networking.k8s.io/v1:IngressClass web-ingress-class",
];

const SUBNETS = ["eu-central-1a", "eu-central-1b"].flatMap((zone) => [
  `aws:ec2/subnet:Subnet web-alb-${zone}`,
  `aws:ec2/routeTableAssociation:RouteTableAssociation web-alb-${zone}`,
]);

const FROM_ALB = `${POLICY} web-allow-from-alb`;

function staged(resources: readonly string[]): string[] {
  return resources.map((resource) =>
    resource
      .replace(POLICY, "kubernetes:projectcalico.org/v3:StagedKubernetesNetworkPolicy")
      .replace("v3:NetworkPolicy ", "v3:StagedNetworkPolicy "),
  );
}

/** The shapes that an application can have, and what each adds. */
const SHAPES: { shape: string; make: () => AppNamespaceArgs; resources: string[] }[] = [
  { shape: "without a load balancer", make: () => webArgs(), resources: ALWAYS },
  {
    shape: "with a slot in reserve",
    make: () => webArgs({ albSlot: 1 }),
    resources: ALWAYS,
  },
  {
    shape: "behind its own load balancer",
    make: () => webBehindAlb(),
    resources: [...ALWAYS, FROM_ALB, ...CLASSES, ...SUBNETS],
  },
  {
    shape: "behind its own internal load balancer",
    make: () => webBehindAlb({ loadBalancer: { scheme: "internal" } }),
    resources: [...ALWAYS, FROM_ALB, ...CLASSES, ...SUBNETS],
  },
  {
    shape: "behind the shared load balancer",
    make: () =>
      webArgs({
        platform: eksPlatformWithSharedAlb(),
        loadBalancer: { placement: "shared", hosts: ["web.example"] },
      }),
    resources: [...ALWAYS, FROM_ALB, ...CLASSES],
  },
  {
    shape: "behind a load balancer outside AWS",
    make: () =>
      webArgs({
        platform: plainPlatform(),
        loadBalancer: { sourceCidrBlocks: ["172.18.0.0/16"] },
      }),
    resources: [...ALWAYS, FROM_ALB],
  },
  {
    shape: "on a cluster outside AWS",
    make: () => webArgs({ platform: plainPlatform() }),
    resources: ALWAYS,
  },
  {
    shape: "on a staged platform",
    make: () => webBehindAlb({ platform: eksPlatform({ mode: "staged" }) }),
    resources: [...staged([...ALWAYS, FROM_ALB]), ...CLASSES, ...SUBNETS],
  },
  {
    shape: "staged on an enforced platform",
    make: () => webBehindAlb({ mode: "staged" }),
    resources: [...staged([...ALWAYS, FROM_ALB]), ...CLASSES, ...SUBNETS],
  },
  {
    shape: "enforced on a staged platform",
    make: () => webBehindAlb({ platform: eksPlatform({ mode: "staged" }), mode: "enforced" }),
    resources: [...ALWAYS, FROM_ALB, ...CLASSES, ...SUBNETS],
  },
];

describe("AppNamespace", () => {
  for (const { shape, make, resources } of SHAPES) {
    for (const mode of ["update", "preview"] as const) {
      it(`registers exactly this ${shape}, in ${mode}`, async () => {
        assert.deepEqual(listOf(await recordApplication(make, mode)), [...resources].sort());
      });
    }

    it(`previews the inputs of an update ${shape}`, async () => {
      const [preview, update] = [
        await recordApplication(make, "preview"),
        await recordApplication(make),
      ].map((recorded) =>
        childrenOf(recorded)
          .map(({ urn, inputs }) => [urn, ...Object.keys(inputs).sort()].join(" "))
          .sort(),
      );
      assert.deepEqual(preview, update);
    });
  }

  it("is kept with everything below it where it says so, and only there", async () => {
    const kept = await recordApplication(() => ({ ...webBehindAlb(), deletePolicy: "keep" }));
    const all = [resourceNamed(kept, APPLICATION, "web"), ...childrenOf(kept)];
    assert.deepEqual(
      all.filter(({ retainOnDelete }) => !retainOnDelete).map(({ name }) => name),
      [],
    );
    const usual = await recordApplication(webBehindAlb);
    assert.ok(usual.resources.every(({ retainOnDelete }) => !retainOnDelete));
  });

  it("registers nothing outside itself", async () => {
    const recorded = await recordApplication(() => webBehindAlb());
    const others = recorded.resources
      .filter(({ urn }) => !childrenOf(recorded).some((child) => child.urn === urn))
      .map(({ type, name }) => `${type} ${name}`);
    assert.deepEqual(others.sort(), [
      `${APPLICATION} web`,
      "kubernetes:core/v1:ConfigMap before",
      "pulumi:providers:aws amazon",
      "pulumi:providers:kubernetes cluster",
      "pulumi:pulumi:Stack bulkhead-test",
    ]);
  });

  it("transcribes its plan, signs it, and changes nothing else", async () => {
    const args = webBehindAlb({ egress: { internet: true, kubernetesApi: true } });
    const recorded = await recordApplication(() => args);
    const objects = manifestsIn(recorded);
    const { namespace, contents } = planOf({ ...args, platform: eksPlatform() });
    for (const object of [namespace, ...Object.values(contents)]) {
      const found = objects.filter(({ kind, apiVersion, metadata }) => {
        const isOfKind = kind === object.kind && apiVersion === object.apiVersion;
        return isOfKind && metadata.name === object.metadata.name;
      });
      assert.deepEqual(found, [{ ...signed(object), urn: found[0]?.urn }]);
    }
  });

  it("takes the token from the namespace's default ServiceAccount", async () => {
    const recorded = await recordApplication(() => webArgs({ egress: { kubernetesApi: true } }));
    const type = "kubernetes:core/v1:ServiceAccountPatch";
    const { inputs } = resourceNamed(recorded, type, "web-default-service-account");
    assert.deepEqual(unwrapSecrets(inputs), {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "default", namespace: "web" },
      automountServiceAccountToken: false,
    });
  });

  it("tells namespace, ServiceAccount, subnets and addresses", async () => {
    const recorded = await recordApplication(() => webBehindAlb());
    const subnets = ["a", "b"].map(
      (letter) => resourceNamed(recorded, SUBNET, `web-alb-eu-central-1${letter}`).id,
    );
    const { facts, ...outputs } = resourceNamed(recorded, APPLICATION, "web").outputs;
    assert.ok(facts);
    assert.deepEqual(unwrapSecrets(outputs), {
      namespace: "web",
      serviceAccountName: "web",
      albSubnetIds: subnets,
      loadBalancerCidrBlocks: ["10.0.0.128/27", "10.0.0.160/27"],
      publisherRoleArns: {},
    });
  });

  it("tells before anything exists what does not depend on AWS", async () => {
    const recorded = await recordApplication(() => webBehindAlb(), "preview");
    const { albSubnetIds, facts, ...known } = resourceNamed(recorded, APPLICATION, "web").outputs;
    assert.ok(facts);
    assert.deepEqual(known, {
      namespace: "web",
      serviceAccountName: "web",
      loadBalancerCidrBlocks: ["10.0.0.128/27", "10.0.0.160/27"],
      publisherRoleArns: {},
    });
    assert.ok(isUnknown(albSubnetIds) || (albSubnetIds as unknown[]).every(isUnknown));
  });

  it("tells of no subnets behind a load balancer that is not its own", async () => {
    const recorded = await recordApplication(() =>
      webArgs({
        platform: eksPlatformWithSharedAlb(),
        loadBalancer: { placement: "shared", hosts: ["web.example"] },
      }),
    );
    const { albSubnetIds, loadBalancerCidrBlocks } = resourceNamed(
      recorded,
      APPLICATION,
      "web",
    ).outputs;
    assert.deepEqual(albSubnetIds, []);
    assert.deepEqual(loadBalancerCidrBlocks, ["10.0.0.0/27", "10.0.0.32/27"]);
  });

  it("uses only the providers it is given", async () => {
    const recorded = await recordApplication(() => webBehindAlb());
    const referenceOf = (name: string, type: string): string => {
      const { urn, id } = resourceNamed(recorded, `pulumi:providers:${type}`, name);
      return `${urn}::${String(id)}`;
    };
    for (const { type, name, provider } of childrenOf(recorded)) {
      const expected = type.startsWith("aws:")
        ? referenceOf("amazon", "aws")
        : referenceOf("cluster", "kubernetes");
      assert.equal(provider, expected, name);
    }
    assert.ok(!resourceNamed(recorded, NAMESPACE, "web-namespace").protect);
  });
});
