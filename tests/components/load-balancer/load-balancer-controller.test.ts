import * as aws from "@pulumi/aws";
import * as k8s from "@pulumi/kubernetes";
import assert from "node:assert/strict";
import { type LoadBalancerControllerArgs } from "../../../components/load-balancer/args.js";
import { findControllerIssues } from "../../../components/load-balancer/issues.js";
import { LoadBalancerController } from "../../../components/load-balancer/load-balancer-controller.js";
import { podsTrust } from "../../../components/shared/aws/pod-identity.js";
import {
  dependsTransitively,
  unwrapSecrets,
  type RecordedProgram,
} from "../../../recorder/index.js";
import { failureOf, record, resourceNamed } from "../../support/record.js";

const ROLE = "aws:iam/role:Role";
const POLICY = "aws:iam/policy:Policy";
const ATTACHMENT = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";
const ASSOCIATION = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
const RELEASE = "kubernetes:helm.sh/v3:Release";
const CLUSTER_ARN = "arn:aws:eks:eu-central-1:111122223333:cluster/prod";
const CHILD = "lbc-controller";

function controllerArgs(
  overrides: Partial<LoadBalancerControllerArgs> = {},
): LoadBalancerControllerArgs {
  return {
    clusterName: "prod",
    clusterArn: CLUSTER_ARN,
    region: "eu-central-1",
    vpcId: "vpc-1",
    ...overrides,
  };
}

function program(overrides?: Partial<LoadBalancerControllerArgs>): void {
  const kubernetes = new k8s.Provider("cluster", { context: "test" });
  const amazon = new aws.Provider("amazon", { region: "eu-central-1" });
  const tier = new k8s.core.v1.ConfigMap("before", {}, { provider: kubernetes });
  const controller = new LoadBalancerController("lbc", controllerArgs(overrides), {
    providers: [kubernetes, amazon],
    dependsOn: tier,
  });
  const options = { provider: kubernetes, dependsOn: controller.ready() };
  new k8s.core.v1.ConfigMap("after", {}, options);
}

function childrenOf(recorded: RecordedProgram): string[] {
  const { urn } = resourceNamed(recorded, "bulkhead:index:LoadBalancerController", "lbc");
  return recorded.resources
    .filter(({ parent }) => parent === urn)
    .map(({ type, name }) => `${type} ${name}`)
    .sort();
}

function inputs(recorded: RecordedProgram, type: string): Record<string, unknown> {
  return unwrapSecrets(resourceNamed(recorded, type, CHILD).inputs) as Record<string, unknown>;
}

describe("LoadBalancerController", () => {
  it("creates exactly these resources, on the providers it was given", async () => {
    const recorded = await record(() => {
      program();
    });
    assert.deepEqual(childrenOf(recorded), [
      `${ASSOCIATION} ${CHILD}`,
      `${POLICY} ${CHILD}`,
      `${ROLE} ${CHILD}`,
      `${ATTACHMENT} ${CHILD}`,
      `${RELEASE} ${CHILD}`,
    ]);
    const amazon = resourceNamed(recorded, "pulumi:providers:aws", "amazon");
    const cluster = resourceNamed(recorded, "pulumi:providers:kubernetes", "cluster");
    for (const { type, name, provider } of recorded.resources) {
      if (name !== CHILD) continue;
      assert.ok(provider?.startsWith(type === RELEASE ? cluster.urn : amazon.urn), type);
    }
  });

  it("registers in a preview what it registers in an update", async () => {
    const build = (): void => {
      program();
    };
    const update = childrenOf(await record(build));
    assert.deepEqual(childrenOf(await record(build, { mode: "preview" })), update);
  });

  it("closes every other way to a load balancer", async () => {
    const recorded = await record(() => {
      program();
    });
    assert.deepEqual(inputs(recorded, RELEASE), {
      chart: "aws-load-balancer-controller",
      version: "3.6.0",
      repositoryOpts: { repo: "https://aws.github.io/eks-charts" },
      name: "aws-load-balancer-controller",
      namespace: "kube-system",
      values: {
        clusterName: "prod",
        region: "eu-central-1",
        vpcId: "vpc-1",
        serviceAccount: { create: true, name: "aws-load-balancer-controller" },
        createIngressClassResource: false,
        ingressClassParams: { create: false },
        disableIngressClassAnnotation: true,
        disableIngressGroupNameAnnotation: true,
        enableServiceMutatorWebhook: false,
        enableBackendSecurityGroup: true,
        disableRestrictedSecurityGroupRules: false,
        controllerConfig: {
          featureGates: {
            EnableServiceController: false,
            ALBGatewayAPI: false,
            NLBGatewayAPI: false,
            GatewayListenerSet: false,
            SubnetDiscoveryByReachability: false,
          },
        },
      },
      atomic: true,
      timeout: 600,
      compat: "true",
    });
  });

  it("gives the service account its role through Pod Identity", async () => {
    const recorded = await record(() => {
      program({ tags: { owner: "platform" } });
    });
    const role = inputs(recorded, ROLE);
    assert.deepEqual(
      JSON.parse(role.assumeRolePolicy as string),
      podsTrust({
        clusterArn: CLUSTER_ARN,
        clusterName: "prod",
        namespace: "kube-system",
        serviceAccount: "aws-load-balancer-controller",
      }),
    );
    assert.deepEqual(role.tags, { owner: "platform" });
    const { arn } = resourceNamed(recorded, ROLE, CHILD).outputs;
    assert.deepEqual(inputs(recorded, ASSOCIATION), {
      clusterName: "prod",
      namespace: "kube-system",
      serviceAccount: "aws-load-balancer-controller",
      roleArn: arn,
      tags: { owner: "platform" },
    });
    const policy = JSON.parse(inputs(recorded, POLICY).policy as string) as object;
    assert.match(JSON.stringify(policy), /"aws:ResourceTag\/elbv2\.k8s\.aws\/cluster":"prod"/);
  });

  it("takes everything that its arguments say", async () => {
    const recorded = await record(() => {
      program({
        version: "3.5.0",
        replicas: 3,
        charts: { repository: "./charts" },
        region: "us-gov-west-1",
      });
    });
    const release = inputs(recorded, RELEASE);
    assert.equal(release.chart, "./charts/aws-load-balancer-controller");
    assert.equal((release.values as { replicaCount: number }).replicaCount, 3);
    assert.equal((release.values as { region: string }).region, "us-gov-west-1");
    assert.match(inputs(recorded, POLICY).policy as string, /arn:aws-us-gov:ec2/);
    const mirrored = await record(() => {
      program({ version: "3.5.0" });
    });
    assert.equal(inputs(mirrored, RELEASE).version, "3.5.0");
  });
});

describe("LoadBalancerController, order", () => {
  let recorded: RecordedProgram;

  before(async () => {
    recorded = await record(() => {
      program();
    });
  });

  const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
  const ORDER: [later: [string, string], earlier: [string, string]][] = [
    [
      [ROLE, CHILD],
      [CONFIG_MAP, "before"],
    ],
    [
      [POLICY, CHILD],
      [CONFIG_MAP, "before"],
    ],
    [
      [RELEASE, CHILD],
      [CONFIG_MAP, "before"],
    ],
    [
      [RELEASE, CHILD],
      [ASSOCIATION, CHILD],
    ],
    [
      [RELEASE, CHILD],
      [ATTACHMENT, CHILD],
    ],
    [
      [CONFIG_MAP, "after"],
      [RELEASE, CHILD],
    ],
  ];

  for (const [later, earlier] of ORDER) {
    it(`${later.join(" ")} after ${earlier.join(" ")}`, () => {
      const [from, to] = [resourceNamed(recorded, ...later), resourceNamed(recorded, ...earlier)];
      assert.ok(dependsTransitively(recorded, from.urn, to.urn));
      assert.ok(!dependsTransitively(recorded, to.urn, from.urn));
    });
  }

  it("hands its dependsOn on to its first children", () => {
    const before = resourceNamed(recorded, CONFIG_MAP, "before").urn;
    for (const type of [ROLE, POLICY]) {
      assert.deepEqual(resourceNamed(recorded, type, CHILD).dependencies, [before], type);
    }
  });
});

describe("LoadBalancerController's arguments", () => {
  const REFUSED: [what: string, args: Partial<LoadBalancerControllerArgs>, expected: RegExp][] = [
    ["a region that is none", { region: "Frankfurt" }, /^region: "Frankfurt" .*eu-central-1$/],
    ["an isolated region", { region: "us-iso-east-1" }, /^region: "us-iso-east-1"/],
    ["an old chart", { version: "1.17.1" }, /^version: "1.17.1" .*3\.6\.0$/],
    ["a version range", { version: "3.x" }, /^version: "3.x"/],
    ["no replicas", { replicas: 0 }, /^replicas: 0 .*1 or more$/],
    ["half a replica", { replicas: 1.5 }, /^replicas: 1.5/],
  ];

  for (const [what, args, expected] of REFUSED) {
    it(`refuse ${what}`, () => {
      const issues = findControllerIssues("lbc", controllerArgs(args));
      assert.equal(issues.length, 1);
      assert.match(`${issues[0]?.path}: ${issues[0]?.message}`, expected);
    });
  }

  it("accept one replica and another patch", () => {
    const issues = findControllerIssues("lbc", controllerArgs({ replicas: 1, version: "3.5.2" }));
    assert.deepEqual(issues, []);
  });

  it("report several issues at once, before anything is registered", async () => {
    const args = controllerArgs({ region: "Frankfurt", replicas: 0 });
    const message = await failureOf(() => new LoadBalancerController("l".repeat(60), args));
    assert.match(message, /has 3 problems/);
    assert.match(message, /name: "l+" has 60 characters: expected at most 45/);
    assert.match(message, /region: "Frankfurt"/);
    assert.match(message, /replicas: 0/);
  });
});
