import assert from "node:assert/strict";
import { autoscalerPolicy } from "../../../../components/cluster/add-ons/cluster-autoscaler-plan.js";
import { podsTrust } from "../../../../components/shared/aws/pod-identity.js";
import { unwrapSecrets } from "../../../../recorder/index.js";
import { record, resourceNamed } from "../../../support/record.js";
import { build, COMPONENT, inputsOf, RELEASE } from "../build.js";

const CHILD = "prod-autoscaler";

describe("Cluster, autoscaler", () => {
  it("installs the pinned chart, with the image of the cluster's own Kubernetes version", async () => {
    const recorded = await record(() => build());
    assert.deepEqual(inputsOf(recorded, RELEASE, CHILD), {
      chart: "cluster-autoscaler",
      version: "9.59.0",
      repositoryOpts: { repo: "https://kubernetes.github.io/autoscaler" },
      name: "cluster-autoscaler",
      namespace: "kube-system",
      values: {
        cloudProvider: "aws",
        awsRegion: "eu-central-1",
        autoDiscovery: { clusterName: "prod" },
        fullnameOverride: "cluster-autoscaler",
        image: { tag: "v1.36.1" },
        rbac: { serviceAccount: { create: true, name: "cluster-autoscaler" } },
        extraArgs: { "balance-similar-node-groups": true, "skip-nodes-with-system-pods": false },
        resources: {
          requests: { cpu: "100m", memory: "600Mi" },
          limits: { memory: "600Mi" },
        },
      },
      atomic: true,
      timeout: 600,
      compat: "true",
    });
  });

  it("takes the image of an older Kubernetes, and the chart of a mirror", async () => {
    const repository = "oci://registry.example.com/charts";
    const recorded = await record(() =>
      build({ kubernetesVersion: "1.35", charts: { repository } }),
    );
    const { chart, values } = inputsOf(recorded, RELEASE, CHILD);
    assert.equal(chart, `${repository}/cluster-autoscaler`);
    assert.deepEqual((values as { image: object }).image, { tag: "v1.35.2" });
  });

  it("gives a role to its own pods only", async () => {
    const recorded = await record(() => build({ tags: { owner: "platform" } }));
    const arn = unwrapSecrets(resourceNamed(recorded, COMPONENT, "prod").outputs.arn) as string;
    const role = inputsOf(recorded, "aws:iam/role:Role", CHILD);
    const subject = { namespace: "kube-system", serviceAccount: "cluster-autoscaler" };
    assert.deepEqual(
      JSON.parse(role.assumeRolePolicy as string),
      podsTrust({ ...subject, clusterArn: arn, clusterName: "prod" }),
    );
    assert.deepEqual(role.tags, { owner: "platform" });
    const { policy } = inputsOf(recorded, "aws:iam/policy:Policy", CHILD);
    assert.deepEqual(JSON.parse(policy as string), autoscalerPolicy(arn, "prod"));
    const association = "aws:eks/podIdentityAssociation:PodIdentityAssociation";
    assert.deepEqual(inputsOf(recorded, association, CHILD), {
      ...subject,
      clusterName: "prod",
      roleArn: resourceNamed(recorded, "aws:iam/role:Role", CHILD).outputs.arn,
      tags: { owner: "platform" },
    });
  });

  it("may be left out, with all that belongs to it", async () => {
    const recorded = await record(() => build({ clusterAutoscaler: false }));
    assert.deepEqual(
      recorded.resources.filter(({ name }) => name.includes("autoscaler")),
      [],
    );
  });
});

describe("Cluster, what the autoscaler may do", () => {
  const { Statement: statements } = autoscalerPolicy(
    "arn:aws-cn:eks:cn-north-1:111122223333:cluster/prod",
    "prod",
  );

  it("reads, and changes nothing without the tag of its own cluster", () => {
    for (const { Action, Condition } of statements) {
      const changes = [Action].flat().filter((action) => !/:(Describe|Get)/.test(action));
      if (changes.length === 0) continue;
      assert.deepEqual(Condition, {
        StringEquals: { "aws:ResourceTag/k8s.io/cluster-autoscaler/prod": "owned" },
      });
    }
  });

  it("asks EKS about node groups of its own cluster", () => {
    assert.deepEqual(
      statements.filter(({ Action }) => Action === "eks:DescribeNodegroup"),
      [
        {
          Sid: "ReadNodeGroups",
          Effect: "Allow",
          Action: "eks:DescribeNodegroup",
          Resource: "arn:aws-cn:eks:cn-north-1:111122223333:nodegroup/prod/*",
        },
      ],
    );
  });

  it("resizes groups in the two ways that the autoscaler knows", () => {
    const changes = statements
      .flatMap(({ Action }) => Action)
      .filter((action) => !/:(Describe|Get)/.test(action));
    assert.deepEqual(changes, [
      "autoscaling:SetDesiredCapacity",
      "autoscaling:TerminateInstanceInAutoScalingGroup",
    ]);
  });
});
