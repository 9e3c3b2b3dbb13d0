import * as k8s from "@pulumi/kubernetes";
import assert from "node:assert/strict";
import { type IsolationBaselineArgs } from "../../../components/isolation/args.js";
import { IsolationBaseline } from "../../../components/isolation/isolation-baseline.js";
import { CLUSTER_NAMESPACES } from "../../../contract/names.js";
import {
  dependsTransitively,
  manifestsIn,
  unwrapSecrets,
  type Mode,
  type RecordedProgram,
} from "../../../recorder/index.js";
import { record, resourceNamed } from "../../support/record.js";

const BASELINE = "bulkhead:index:IsolationBaseline";
const CALICO = "kubernetes:projectcalico.org/v3";
const ADMISSION = "kubernetes:admissionregistration.k8s.io/v1";
const CONFIG_MAP = "kubernetes:core/v1:ConfigMap";

const ALB: IsolationBaselineArgs = { albCidrBlocks: ["10.0.0.0/18"] };

function recordBaseline(
  args: IsolationBaselineArgs,
  mode: Mode = "update",
): Promise<RecordedProgram> {
  const program = (): void => {
    const provider = new k8s.Provider("cluster", { context: "test" });
    const calico = new k8s.core.v1.ConfigMap("calico", {}, { provider });
    const baseline = new IsolationBaseline("base", args, { provider, dependsOn: [calico] });
    new k8s.core.v1.ConfigMap("application", {}, { provider, dependsOn: baseline.ready() });
  };
  return record(program, { mode });
}

function childrenOf(recorded: RecordedProgram): string[] {
  const { urn } = resourceNamed(recorded, BASELINE, "base");
  return recorded.resources
    .filter(({ parent }) => parent === urn)
    .map(({ type, name }) => `${type} ${name}`);
}

function policiesOf(kind: string): string[] {
  return [
    `${CALICO}:${kind} base-guardrails`,
    `${CALICO}:${kind} base-system-from-alb`,
    `${CALICO}:${kind} base-unmanaged`,
    `${CALICO}:${kind} base-default`,
  ];
}

const ADMISSION_POLICIES = ["ingress", "service", "finalizers", "endpoints", "pod-ip"].flatMap(
  (key) => [
    `${ADMISSION}:ValidatingAdmissionPolicy base-admission-${key}`,
    `${ADMISSION}:ValidatingAdmissionPolicyBinding base-admission-${key}-binding`,
  ],
);

const TIER = `${CALICO}:Tier base-tier`;

describe("IsolationBaseline", () => {
  for (const mode of ["update", "preview"] as const) {
    it(`registers exactly this, in ${mode}`, async () => {
      const recorded = await recordBaseline(ALB, mode);
      assert.deepEqual(
        childrenOf(recorded).sort(),
        [TIER, ...policiesOf("GlobalNetworkPolicy"), ...ADMISSION_POLICIES].sort(),
      );
    });
  }

  it("registers staged policies in staged mode", async () => {
    const recorded = await recordBaseline({ ...ALB, mode: "staged" });
    assert.deepEqual(
      childrenOf(recorded).sort(),
      [TIER, ...policiesOf("StagedGlobalNetworkPolicy"), ...ADMISSION_POLICIES].sort(),
    );
  });

  it("closes forgotten namespaces and trusts the AWS VPC CNI when nothing is said", async () => {
    const recorded = await recordBaseline({});
    const names = manifestsIn(recorded).map(({ metadata }) => metadata.name);
    assert.ok(names.includes("app-isolation.unmanaged"));
    assert.ok(!names.includes("app-isolation.system-from-alb"));
    const { spec } = manifestsIn(recorded).find(
      ({ kind, metadata }) =>
        kind === "ValidatingAdmissionPolicy" && metadata.name === "app-isolation-pod-ip",
    ) as unknown as { spec: { validations: [{ expression: string }] } };
    assert.match(
      spec.validations[0].expression,
      /^request\.userInfo\.username in \['system:serviceaccount:kube-system:aws-node'\] \|\| /,
    );
  });

  it("leaves out the cluster's namespaces and those that are named, everywhere alike", async () => {
    const recorded = await recordBaseline({ ...ALB, systemNamespaces: ["monitoring"] });
    const expected = [...CLUSTER_NAMESPACES, "monitoring"];
    const set = `{${expected.map((name) => `"${name}"`).join(", ")}}`;
    for (const { kind, metadata, spec = {} } of manifestsIn(recorded)) {
      const { namespaceSelector, matchResources } = spec as {
        namespaceSelector?: string;
        matchResources?: { namespaceSelector: { matchExpressions: [{ values: string[] }] } };
      };
      if (kind === "GlobalNetworkPolicy") {
        assert.ok(namespaceSelector?.includes(`in ${set}`), metadata.name);
      }
      if (kind === "ValidatingAdmissionPolicyBinding") {
        const [{ values }] = matchResources?.namespaceSelector.matchExpressions ?? [{ values: [] }];
        assert.deepEqual(values, expected, metadata.name);
      }
    }
    const { outputs } = resourceNamed(recorded, BASELINE, "base");
    assert.deepEqual(unwrapSecrets(outputs), {
      tier: "app-isolation",
      systemNamespaces: expected,
      facts: {
        version: 1,
        mode: "enforced",
        systemNamespaces: expected,
        albCidrBlocks: ["10.0.0.0/18"],
        closeUnmanagedNamespaces: true,
        cniUsers: ["system:serviceaccount:kube-system:aws-node"],
      },
    });
  });

  it("begins after what it waits for: tier, policies, admission, bindings, applications", async () => {
    const recorded = await recordBaseline(ALB);
    const chain = [
      resourceNamed(recorded, CONFIG_MAP, "calico"),
      resourceNamed(recorded, `${CALICO}:Tier`, "base-tier"),
      resourceNamed(recorded, `${CALICO}:GlobalNetworkPolicy`, "base-unmanaged"),
      resourceNamed(recorded, `${ADMISSION}:ValidatingAdmissionPolicy`, "base-admission-pod-ip"),
      resourceNamed(
        recorded,
        `${ADMISSION}:ValidatingAdmissionPolicyBinding`,
        "base-admission-pod-ip-binding",
      ),
      resourceNamed(recorded, CONFIG_MAP, "application"),
    ];
    for (const [at, resource] of chain.entries()) {
      const before = chain[at - 1];
      if (before) assert.ok(resource.dependencies.includes(before.urn), resource.name);
    }
  });

  it("knows the start-up taint and the DNS cache of nodes when they are said, and only then", async () => {
    const nodeLocalDns = { address: "169.254.20.10", clusterIp: "172.20.0.10" };
    const [plain, full] = await Promise.all([
      recordBaseline(ALB),
      recordBaseline({ ...ALB, startupTaint: "example.com/calico", nodeLocalDns }),
    ]);
    const namesOf = (recorded: RecordedProgram): string[] =>
      manifestsIn(recorded).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    assert.deepEqual(
      namesOf(full).filter((name) => !namesOf(plain).includes(name)),
      [
        "ValidatingAdmissionPolicy app-isolation-start-up",
        "ValidatingAdmissionPolicyBinding app-isolation-start-up",
      ],
    );
    assert.deepEqual(
      [plain, full].map((recorded) =>
        JSON.stringify(manifestsIn(recorded)).includes("169.254.20.10/32"),
      ),
      [false, true],
    );
  });

  it("is complete before an application comes", async () => {
    const recorded = await recordBaseline(ALB);
    const application = resourceNamed(recorded, CONFIG_MAP, "application").urn;
    const { urn } = resourceNamed(recorded, BASELINE, "base");
    assert.ok(dependsTransitively(recorded, application, urn));
  });

  it("uses only the provider it is given", async () => {
    const recorded = await recordBaseline(ALB);
    const { urn, id } = resourceNamed(recorded, "pulumi:providers:kubernetes", "cluster");
    const used = recorded.resources.filter(
      ({ custom, type }) => custom && !type.startsWith("pulumi:"),
    );
    assert.deepEqual(
      new Set(used.map(({ provider }) => provider)),
      new Set([`${urn}::${String(id)}`]),
    );
  });
});
