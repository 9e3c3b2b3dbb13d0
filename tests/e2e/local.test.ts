import assert from "node:assert/strict";
import type { Outcome, Workspace, Settings } from "../../testbed/engine/workspace.js";
import {
  MERGE_PATCH,
  type KubernetesApi,
  type KubernetesObject,
} from "../../testbed/kubernetes/api.js";
import { assertAsPlanned } from "./support/as-planned.js";
import { planOf, type EnginePlan } from "./support/engine-plan.js";
import { localSettings, openLocal } from "./support/local-environment.js";
import { differences, managedObjects, nameOf } from "./support/managed-objects.js";
import { deleteNamespaces } from "./support/pod-objects.js";
import { stepByStep } from "./support/steps.js";
import { clusterUnderTest, skipWithoutEngine } from "./support/testbed.js";
import { until } from "./support/until.js";

type Applications = Readonly<Record<string, Settings>>;

function withApplications(change: (applications: Applications) => Applications): Settings {
  const settings = localSettings();
  const applications = settings["bulkhead:applications"] as Applications;
  return { ...settings, "bulkhead:applications": change(applications) };
}

const WITH_REPORTS = withApplications((applications) => ({
  ...applications,
  reports: { ports: [9000], egress: { internet: true } },
}));

const CHANGED = withApplications(({ admin, ...applications }) => ({
  ...applications,
  admin: { ...admin, ports: [3001] },
  reports: { ports: [9000] },
}));

/** An application whose namespace somebody has made and filled before. */
const WITH_ARCHIVE = withApplications((applications) => ({
  ...applications,
  archive: { ports: [8080], deletePolicy: "keep" },
}));

const WITHOUT_ADMIN = withApplications((applications) =>
  Object.fromEntries(Object.entries(applications).filter(([name]) => name !== "admin")),
);

const PRECIOUS: KubernetesObject = {
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "precious", namespace: "archive" },
  data: { since: "long ago" },
};

function isOfArchive({ metadata: { name, namespace } }: KubernetesObject): boolean {
  return name === "archive" || namespace === "archive";
}

/** What `kubectl delete` with the selector of docs/operations.md asks for. */
const BOUNDARIES_OF_ARCHIVE =
  "/apis/projectcalico.org/v3/namespaces/archive/networkpolicies?labelSelector=projectcalico.org%2Ftier%3Dapp-isolation";

async function isTierLeaving(api: KubernetesApi): Promise<boolean> {
  const { metadata } = await api.demand({ path: "/apis/projectcalico.org/v3/tiers/app-isolation" });
  return (metadata as { deletionTimestamp?: string }).deletionTimestamp !== undefined;
}

/** What somebody does by hand: opens a policy, takes a quota away, relabels a namespace. */
async function driftByHand(api: KubernetesApi): Promise<void> {
  const open = { spec: { ingress: [{ action: "Allow" }] } };
  await api.demand({
    path: "/apis/projectcalico.org/v3/namespaces/catalog/networkpolicies/app-isolation.boundary",
    method: "PATCH",
    body: open,
    contentType: MERGE_PATCH,
  });
  const quota = "/api/v1/namespaces/catalog/resourcequotas/app-isolation";
  await api.demand({ path: quota, method: "DELETE" });
  const labels = { "pod-security.kubernetes.io/enforce": "privileged" };
  await api.demand({
    path: "/api/v1/namespaces/storefront",
    method: "PATCH",
    body: { metadata: { labels } },
    contentType: MERGE_PATCH,
  });
}

describe("The life of local: the real engine on a real API server", function () {
  this.timeout(240_000);
  stepByStep(this);
  skipWithoutEngine(this);

  /** Absent where the suite is skipped. */
  let opened: Workspace | undefined;
  let api: KubernetesApi;
  let plan: EnginePlan;

  before(async () => {
    const testbed = clusterUnderTest();
    api = testbed.api;
    opened = await openLocal(testbed, "local");
    console.log(`    ${opened.what}`);
    plan = await planOf(opened.folder, "local");
  });

  /** Other suites use the same cluster, whatever became of this one. */
  after(async () => {
    await opened?.run("destroy", "--yes", "--skip-preview");
    opened?.remove();
  });

  function workspace(): Workspace {
    assert.ok(opened, "the suite was skipped");
    return opened;
  }

  function up(): Promise<Outcome> {
    return workspace().demand("up", "--yes", "--skip-preview");
  }

  function refresh(): Promise<Outcome> {
    return workspace().demand("refresh", "--yes", "--skip-preview");
  }

  /** The engine counts the stack too. */
  const all = () => plan.resources.length + 1;

  async function change(settings: Settings): Promise<EnginePlan> {
    const before = plan;
    workspace().configure(settings);
    plan = await planOf(workspace().folder, "local");
    return before;
  }

  function asPlanned(): Promise<void> {
    return assertAsPlanned(api, workspace(), plan);
  }

  it("preview says what up will do, before anything exists", async () => {
    const { changes } = await workspace().demand("preview");
    assert.deepEqual(changes, { create: all() });
    assert.deepEqual(await managedObjects(api, plan.manifests), []);
  });

  it("up makes what the plan says, and nothing else", async () => {
    const { changes } = await up();
    assert.deepEqual(changes, { create: all() });
    await asPlanned();
  });

  it("a second up has nothing to do", async () => {
    const { changes } = await up();
    assert.deepEqual(changes, { same: all() });
  });

  it("an application more creates its own resources alone", async () => {
    const before = await change(WITH_REPORTS);
    const { changes } = await up();
    const created = plan.resources.length - before.resources.length;
    assert.deepEqual(changes, { create: created, same: before.resources.length + 1 });
    await asPlanned();
  });

  it("changed declarations change the policies of their applications", async () => {
    await change(CHANGED);
    const { changes } = await up();
    assert.ok((changes.update ?? 0) > 0, JSON.stringify(changes));
    assert.equal(changes.replace, undefined);
    await asPlanned();
  });

  it("a namespace that exists is walled off, and what it holds stays", async () => {
    await api.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: "archive" } });
    await api.apply(PRECIOUS);
    await change(WITH_ARCHIVE);
    await up();
    await asPlanned();
    const kept = await api.demand({ path: await api.pathOf(PRECIOUS) });
    assert.deepEqual(kept.data, PRECIOUS.data);
  });

  it("it stays with its walls when the settings forget it, because they say so", async () => {
    const { manifests } = await change(localSettings());
    await up();
    const walls = manifests.filter(isOfArchive);
    assert.ok(walls.length > 10);
    const known = [...plan.manifests, ...walls];
    assert.deepEqual(await differences(api, known), []);
    await deleteNamespaces(api, ["archive"]);
    await asPlanned();
  });

  it("applications that are gone from the settings go, with their namespaces", async () => {
    await change(WITHOUT_ADMIN);
    await up();
    await asPlanned();
    const namespaces = (await api.list("v1", "Namespace")).map(({ metadata }) => metadata.name);
    assert.ok(!namespaces.includes("admin") && !namespaces.includes("reports"));
  });

  it("drift made by hand is found by refresh, and mended by an up that takes the fields back", async () => {
    await driftByHand(api);
    assert.notDeepEqual(await differences(api, plan.manifests), []);
    const { changes } = await refresh();
    assert.deepEqual({ update: changes.update, delete: changes.delete }, { update: 2, delete: 1 });
    const refused = await workspace().run("up", "--yes", "--skip-preview");
    assert.notEqual(refused.status, 0);
    assert.match(
      refused.text,
      /conflict with .* \.metadata\.labels\.pod-security\.kubernetes\.io\/enforce/,
    );
    workspace().setVariable("PULUMI_K8S_ENABLE_PATCH_FORCE", "true");
    await up();
    await asPlanned();
  });

  it("a field that others add is theirs: neither refresh nor up touches it, and the boundary holds", async () => {
    const path = "/apis/networking.k8s.io/v1/namespaces/catalog/networkpolicies/default-deny";
    const open = { spec: { ingress: [{}] } };
    await api.demand({ path, method: "PATCH", body: open, contentType: MERGE_PATCH });
    const refreshed = await refresh();
    assert.equal(refreshed.changes.update, undefined);
    await up();
    const { spec } = (await api.demand({ path })) as { spec: { ingress?: unknown } };
    assert.deepEqual(spec.ingress, [{}]);
    await asPlanned();
  });

  it("destroy waits for the boundary of a namespace that stays, and leaves nothing but the namespace", async () => {
    await change(WITH_ARCHIVE);
    await up();
    const { manifests } = plan;
    const destroyed = workspace().demand("destroy", "--yes", "--skip-preview");
    await until("the tier is being deleted", () => isTierLeaving(api));
    await api.demand({ path: BOUNDARIES_OF_ARCHIVE, method: "DELETE" });
    await destroyed;
    const left = (await managedObjects(api, manifests)).filter((object) => !isOfArchive(object));
    assert.deepEqual(left.map(nameOf), []);
    const walls = manifests.filter(
      (object) => isOfArchive(object) && object.apiVersion !== "projectcalico.org/v3",
    );
    assert.deepEqual(await differences(api, walls), []);
    await deleteNamespaces(api, ["archive"]);
    assert.deepEqual((await workspace().deployment()).resources ?? [], []);
    const namespaces = (await api.list("v1", "Namespace")).map(({ metadata }) => metadata.name);
    assert.ok(!namespaces.includes("storefront") && !namespaces.includes("catalog"));
  });
});
