import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { freePorts } from "../../testbed/cluster/ports.js";
import type { Deployment, Workspace, Settings } from "../../testbed/engine/workspace.js";
import type { KubernetesApi, KubernetesObject } from "../../testbed/kubernetes/api.js";
import { readAccess } from "../../testbed/kubernetes/kubeconfig.js";
import { planOf } from "./support/engine-plan.js";
import { localSettings, openLocal } from "./support/local-environment.js";
import { differences } from "./support/managed-objects.js";
import { slowWayTo } from "./support/slow-proxy.js";
import { stepByStep } from "./support/steps.js";
import {
  runningTestbed,
  skipWithoutEngine,
  type Testbed,
  skipOnGivenCluster,
} from "./support/testbed.js";

const REASON = "quotas are frozen today";
const FROZEN: readonly KubernetesObject[] = [
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: "frozen" },
    spec: {
      matchConstraints: {
        resourceRules: [
          {
            apiGroups: [""],
            apiVersions: ["v1"],
            operations: ["CREATE"],
            resources: ["resourcequotas"],
          },
        ],
      },
      validations: [{ expression: "false", message: REASON }],
    },
  },
  {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicyBinding",
    metadata: { name: "frozen" },
    spec: { policyName: "frozen", validationActions: ["Deny"] },
  },
];

/** The kubeconfig of the testbed with another port. */
function kubeconfigFor({ run }: Testbed, port: number): string {
  const file = run.path(`kubeconfig-${port}`);
  const text = readFileSync(run.kubeconfig, "utf8");
  writeFileSync(file, text.replace(/(https:\/\/127\.0\.0\.1:)\d+/, `$1${port}`), { mode: 0o600 });
  return file;
}

function withApplication(name: string): Settings {
  const settings = localSettings();
  const applications = settings["bulkhead:applications"] as Settings;
  return { ...settings, "bulkhead:applications": { ...applications, [name]: { ports: [8080] } } };
}

function assertNothingReplaced(changes: Readonly<Record<string, number>>): void {
  assert.ok((changes.create ?? 0) > 0);
  assert.deepEqual(
    Object.keys(changes).filter((op) => op.includes("replace")),
    [],
  );
}

function urnsOf({ resources = [] }: Deployment): string[] {
  return resources.map(({ urn }) => urn).sort();
}

describe("An API server that is unreachable, refuses, or is slow", function () {
  this.timeout(300_000);
  stepByStep(this);
  skipWithoutEngine(this);
  skipOnGivenCluster(this);

  /** Absent where the suite is skipped. */
  let opened: Workspace | undefined;
  let testbed: Testbed;
  let api: KubernetesApi;

  before(async () => {
    testbed = runningTestbed();
    api = testbed.api;
    opened = await openLocal(testbed, "api-server");
    await opened.demand("up", "--yes", "--skip-preview");
  });

  after(async () => {
    if (opened === undefined) return;
    for (const object of FROZEN) await api.remove(object);
    opened.setVariable("KUBECONFIG", testbed.run.kubeconfig);
    // Destroy goes where the state says that the cluster is.
    await opened.run("up", "--yes", "--skip-preview");
    await opened.run("destroy", "--yes", "--skip-preview");
    opened.remove();
  });

  function workspace(): Workspace {
    assert.ok(opened, "the suite was skipped");
    return opened;
  }

  async function assertAsPlanned(): Promise<void> {
    const { manifests } = await planOf(workspace().folder, "local");
    assert.deepEqual(await differences(api, manifests), []);
  }

  it("unreachable: up says so, and the state is what it was", async () => {
    const before = urnsOf(await workspace().deployment());
    const [closed = 0] = await freePorts(1);
    workspace().setVariable("KUBECONFIG", kubeconfigFor(testbed, closed));
    workspace().configure(withApplication("late"));
    const failed = await workspace().run("up", "--yes", "--skip-preview");
    assert.notEqual(failed.status, 0);
    assert.match(failed.text, /unreachable|connection refused/);
    workspace().setVariable("KUBECONFIG", testbed.run.kubeconfig);
    const after = urnsOf(await workspace().deployment());
    assert.deepEqual(
      before.filter((urn) => !after.includes(urn)),
      [],
    );
    const { changes } = await workspace().demand("up", "--yes", "--skip-preview");
    assertNothingReplaced(changes);
    await assertAsPlanned();
  });

  it("refusing: up names the object and the reason, keeps the rest, and the next one goes on", async () => {
    for (const object of FROZEN) await api.apply(object);
    workspace().configure(withApplication("frosty"));
    const failed = await workspace().run("up", "--yes", "--skip-preview");
    assert.notEqual(failed.status, 0);
    assert.match(failed.text, /frosty-quota/);
    assert.ok(failed.text.includes(REASON));
    for (const object of FROZEN) await api.remove(object);
    await workspace().demand("up", "--yes", "--skip-preview");
    await assertAsPlanned();
  });

  it("slow and at another address: everything takes longer, and nothing is replaced", async () => {
    const { port } = new URL(readAccess(testbed.run.kubeconfig).server);
    const { port: slow, server } = await slowWayTo(Number(port), 100);
    workspace().setVariable("KUBECONFIG", kubeconfigFor(testbed, slow));
    workspace().configure(withApplication("patient"));
    const { changes } = await workspace().demand("up", "--yes", "--skip-preview");
    assertNothingReplaced(changes);
    await assertAsPlanned();
    workspace().setVariable("KUBECONFIG", testbed.run.kubeconfig);
    server.close();
    const back = await workspace().demand("up", "--yes", "--skip-preview");
    assert.deepEqual(Object.keys(back.changes).sort(), ["same", "update"]);
    await assertAsPlanned();
  });
});
