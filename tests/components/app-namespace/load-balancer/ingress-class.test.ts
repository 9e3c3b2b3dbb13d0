import assert from "node:assert/strict";
import type { AppNamespaceArgs } from "../../../../components/app-namespace/args.js";
import { planIngressClass } from "../../../../components/app-namespace/load-balancer/ingress-class.js";
import type { KubernetesObject } from "../../../../components/shared/kubernetes/manifest.js";
import { eksPlatformWithSharedAlb, plainPlatform } from "../../../support/platform-ref.js";
import { planOf, webArgs, webBehindAlb } from "../applications.js";

const IDS = { subnetIds: ["subnet-1", "subnet-2"] };

function classOf(args: AppNamespaceArgs, ids: object = {}): Record<string, KubernetesObject> {
  const { loadBalancer } = planOf(args);
  assert.ok(loadBalancer);
  return { ...planIngressClass(args.application, loadBalancer, { ...IDS, ...ids }) };
}

const SPEC = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "web" } },
  group: { name: "web" },
  scheme: "internet-facing",
  targetType: "ip",
  ipAddressType: "ipv4",
  subnets: { ids: ["subnet-1", "subnet-2"] },
  inboundCIDRs: ["0.0.0.0/0"],
  tags: [{ key: "app-isolation/application", value: "web" }],
};

const SHARED = { platform: eksPlatformWithSharedAlb(), albSlot: undefined };

/** The parameters of each choice, beside those that never change. */
const CHOICES: { choice: string; args: AppNamespaceArgs; ids?: object; differs: object }[] = [
  { choice: "nothing more", args: webBehindAlb(), differs: {} },
  {
    choice: "an internal scheme: any private client",
    args: webBehindAlb({ loadBalancer: { scheme: "internal" } }),
    differs: {
      scheme: "internal",
      inboundCIDRs: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10"],
    },
  },
  {
    choice: "certain clients",
    args: webBehindAlb({ loadBalancer: { inboundCidrs: ["198.51.100.0/24", "10.1.0.0/16"] } }),
    differs: { inboundCIDRs: ["198.51.100.0/24", "10.1.0.0/16"] },
  },
  {
    choice: "a certificate and a web ACL",
    args: webBehindAlb(),
    ids: { certificateArn: "arn:certificate", wafAclArn: "arn:acl" },
    differs: { certificateArn: ["arn:certificate"], wafv2AclArn: "arn:acl" },
  },
  {
    choice: "access logs and deletion protection",
    args: webBehindAlb({
      loadBalancer: { accessLogs: { bucket: "logs" }, deletionProtection: true },
    }),
    ids: { accessLogBucket: "logs" },
    differs: {
      loadBalancerAttributes: [
        { key: "access_logs.s3.enabled", value: "true" },
        { key: "access_logs.s3.bucket", value: "logs" },
        { key: "access_logs.s3.prefix", value: "web" },
        { key: "deletion_protection.enabled", value: "true" },
      ],
    },
  },
  {
    choice: "access logs under a prefix",
    args: webBehindAlb({ loadBalancer: { accessLogs: { bucket: "logs", prefix: "alb/web" } } }),
    ids: { accessLogBucket: "logs" },
    differs: {
      loadBalancerAttributes: [
        { key: "access_logs.s3.enabled", value: "true" },
        { key: "access_logs.s3.bucket", value: "logs" },
        { key: "access_logs.s3.prefix", value: "alb/web" },
      ],
    },
  },
  {
    choice: "what all who share a load balancer have in common",
    args: webArgs({
      ...SHARED,
      platform: eksPlatformWithSharedAlb(
        {},
        {
          inboundCidrs: ["198.51.100.0/24"],
          accessLogs: { bucket: "logs" },
          deletionProtection: true,
        },
      ),
      loadBalancer: { placement: "shared", hosts: ["web.example"] },
    }),
    ids: { accessLogBucket: "logs" },
    differs: {
      group: { name: "shared.alb" },
      tags: [{ key: "app-isolation/application", value: "shared.alb" }],
      inboundCIDRs: ["198.51.100.0/24"],
      loadBalancerAttributes: [
        { key: "access_logs.s3.enabled", value: "true" },
        { key: "access_logs.s3.bucket", value: "logs" },
        { key: "access_logs.s3.prefix", value: "shared" },
        { key: "deletion_protection.enabled", value: "true" },
      ],
    },
  },
  {
    choice: "the shared load balancer: its group and tag, and still only this namespace",
    args: webArgs({ ...SHARED, loadBalancer: { placement: "shared", hosts: ["web.example"] } }),
    differs: {
      group: { name: "shared.alb" },
      tags: [{ key: "app-isolation/application", value: "shared.alb" }],
    },
  },
];

describe("IngressClass of an application", () => {
  for (const { choice, args, ids, differs } of CHOICES) {
    it(`decides where its load balancer stands, with ${choice}`, () => {
      assert.deepEqual(classOf(args, ids), {
        params: {
          apiVersion: "elbv2.k8s.aws/v1beta1",
          kind: "IngressClassParams",
          metadata: { name: "alb-web" },
          spec: { ...SPEC, ...differs },
        },
        ingressClass: {
          apiVersion: "networking.k8s.io/v1",
          kind: "IngressClass",
          metadata: { name: "alb-web" },
          spec: {
            controller: "ingress.k8s.aws/alb",
            parameters: {
              apiGroup: "elbv2.k8s.aws",
              kind: "IngressClassParams",
              name: "alb-web",
            },
          },
        },
      });
    });
  }

  it("has no group that a name of an application could join", () => {
    const { loadBalancer } = planOf(
      webArgs({ ...SHARED, loadBalancer: { placement: "shared", hosts: ["web.example"] } }),
    );
    assert.match(loadBalancer?.group ?? "", /^[a-z.]+$/);
    assert.ok(loadBalancer?.group.includes("."));
  });

  it("is not planned without a load balancer, nor outside AWS", () => {
    assert.equal(planOf(webArgs({ albSlot: 1 })).loadBalancer, undefined);
    const outside = webArgs({
      platform: plainPlatform(),
      albSlot: 1,
      loadBalancer: { sourceCidrBlocks: ["172.18.0.0/16"] },
    });
    assert.equal(planOf(outside).loadBalancer, undefined);
  });

  for (const [scheme, slot, cidrBlocks] of [
    ["internet-facing", 1, ["10.0.0.128/27", "10.0.0.160/27"]],
    ["internal", 2, ["10.0.1.0/27", "10.0.1.32/27"]],
    ["internet-facing", 127, ["10.0.63.128/27", "10.0.63.160/27"]],
  ] as const) {
    it(`places slot ${slot} in ${cidrBlocks.join(" and ")}`, () => {
      const args = webBehindAlb({ albSlot: slot, loadBalancer: { scheme } });
      const subnets = [
        { zone: "eu-central-1a", cidrBlock: cidrBlocks[0] },
        { zone: "eu-central-1b", cidrBlock: cidrBlocks[1] },
      ];
      assert.deepEqual(planOf(args).loadBalancer?.subnets, subnets);
      assert.deepEqual(planOf(args).application.loadBalancerCidrs, cidrBlocks);
    });
  }
});
