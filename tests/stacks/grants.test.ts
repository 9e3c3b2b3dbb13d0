import assert from "node:assert/strict";
import {
  unwrapSecrets,
  type RecordedProgram,
  type RecordedResource,
} from "../../recorder/index.js";
import { ofClass } from "../components/network/record-network.js";
import {
  AWS_ENVIRONMENTS,
  childrenOf,
  component,
  components,
  environment,
} from "../support/environments.js";

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

function statementsOf({ inputs }: RecordedResource): Statement[] {
  return (JSON.parse(String(unwrapSecrets(inputs.policy))) as { Statement: Statement[] }).Statement;
}

function actionsOf(statements: readonly Statement[]): string[] {
  return [...new Set(statements.flatMap(({ Action }) => Action))].sort();
}

for (const stack of AWS_ENVIRONMENTS) {
  describe(`Storage and access of ${stack}`, function () {
    this.timeout(60_000);
    let recorded: RecordedProgram;
    before(async () => {
      recorded = await environment(stack);
    });

    /** The policies inside the namespaces of applications: of pods, and of publishers. */
    function policies(kind: "-storage" | "-publish-"): RecordedResource[] {
      const own = components(recorded, "AppNamespace").flatMap((each) =>
        childrenOf(recorded, each),
      );
      return own.filter(
        ({ type, name }) => type === "aws:iam/rolePolicy:RolePolicy" && name.includes(kind),
      );
    }

    it("is used by half a dozen applications, with publishers and keys", () => {
      assert.equal(policies("-storage").length, 6);
      assert.equal(policies("-publish-").length, 3);
      const withKey = policies("-storage").filter((each) =>
        actionsOf(statementsOf(each)).includes("kms:Decrypt"),
      );
      assert.equal(withKey.length, 5);
    });

    it("no role reaches a whole bucket, lists beyond a prefix, or changes a bucket", () => {
      for (const policy of [...policies("-storage"), ...policies("-publish-")]) {
        for (const { Action, Resource, Condition } of statementsOf(policy)) {
          assert.doesNotMatch(Resource, /^\*|\*.*\*|^[^/]*\*/, policy.name);
          assert.ok(!Resource.endsWith(":::*"), policy.name);
          if (Action === "s3:ListBucket") {
            assert.match(String(Condition?.StringLike?.["s3:prefix"]), /^[a-z-]+\/\*$/);
          } else {
            assert.match(Resource, /\/[a-z-]+\/\*$|:key\//, policy.name);
          }
        }
      }
    });

    it("publishers write and do nothing else", () => {
      const statements = policies("-publish-").flatMap(statementsOf);
      assert.deepEqual(actionsOf(statements), [
        "kms:Decrypt",
        "kms:GenerateDataKey",
        "s3:AbortMultipartUpload",
        "s3:ListMultipartUploadParts",
        "s3:PutObject",
      ]);
    });

    it("no role deletes versions or reads a bucket's settings", () => {
      const statements = policies("-storage").flatMap(statementsOf);
      assert.deepEqual(
        actionsOf(statements).filter((action) => action.startsWith("s3:")),
        [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListBucket",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
      );
    });

    it("each role is bound to its namespace in this cluster", () => {
      const associations = ofClass(recorded, "PodIdentityAssociation").filter(({ name }) =>
        name.endsWith("-storage"),
      );
      assert.equal(associations.length, 6);
      for (const { inputs } of associations) {
        assert.equal(unwrapSecrets(inputs.clusterName), `halden-${stack}`);
        assert.equal(inputs.namespace, inputs.serviceAccount);
      }
    });

    it("the record tells other programs who has an entry already", () => {
      const { eks } = unwrapSecrets(recorded.outputs.platform) as {
        eks: { accessPrincipalArns: string[] };
      };
      const entries = ofClass(recorded, "AccessEntry").map(({ inputs }) => inputs.principalArn);
      assert.deepEqual([...eks.accessPrincipalArns].sort(), [...entries].sort());
    });

    it("a namespace's own component does not grant access to people", () => {
      const withPeople = components(recorded, "AppNamespace").filter(
        ({ inputs }) => "access" in inputs,
      );
      assert.deepEqual(
        withPeople.map(({ name }) => name),
        [],
      );
    });

    it("each database group is opened once, for all applications that use it", () => {
      const rules = childrenOf(recorded, component(recorded, "ApplicationAccess")).filter(
        ({ type }) => type.endsWith(":SecurityGroupIngressRule"),
      );
      const ports = rules.map(({ inputs }) => inputs.fromPort);
      assert.deepEqual([...ports].sort(), [5432, 5432, 5432, 5432, 5439]);
      assert.equal(new Set(rules.map(({ inputs }) => inputs.securityGroupId)).size, 5);
      const cluster = component(recorded, "Cluster").outputs.securityGroupId;
      for (const { inputs } of rules) {
        assert.equal(unwrapSecrets(inputs.referencedSecurityGroupId), unwrapSecrets(cluster));
      }
    });

    it("each principal has one entry, and pipelines deploy in several namespaces", () => {
      const entries = childrenOf(recorded, component(recorded, "ApplicationAccess")).filter(
        ({ type }) => type.endsWith(":AccessEntry"),
      );
      assert.equal(entries.length, 5);
      const groups = entries.flatMap(({ inputs }) => inputs.kubernetesGroups as string[]);
      assert.equal(groups.filter((group) => group.endsWith(":deploy")).length, 7);
      const people = stack === "dev" ? ":edit" : ":view";
      assert.equal(groups.filter((group) => group.endsWith(people)).length, 7);
      assert.ok(groups.every((group) => /^bulkhead:[a-z-]+:(view|edit|deploy)$/.test(group)));
    });
  });
}
