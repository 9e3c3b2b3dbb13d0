import assert from "node:assert/strict";
import type { KubernetesApi } from "../../testbed/kubernetes/api.js";
import { type Call, type KubernetesObject } from "../../testbed/kubernetes/api.js";
import { renderedObjects } from "../checks/traffic/cluster.js";
import { Applied } from "./support/applied.js";
import { ATTACKS } from "./support/attacks.js";
import { LOAD_BALANCER_KINDS } from "./support/load-balancer-kinds.js";
import { toApply } from "./support/rendered.js";
import { clusterUnderTest, skipWhereImpossible } from "./support/testbed.js";

const BUILT_IN = ["edit", "admin"];
const RBAC = "rbac.authorization.k8s.io";

/** Kubernetes' own roles in the namespace, which a platform team may give without thinking. */
const BUILT_IN_BINDINGS: readonly KubernetesObject[] = BUILT_IN.map((role) => ({
  apiVersion: `${RBAC}/v1`,
  kind: "RoleBinding",
  metadata: { name: `built-in-${role}`, namespace: "app-a" },
  roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: role },
  subjects: [{ apiGroup: RBAC, kind: "Group", name: `built-in:${role}` }],
}));

const ROLES = [
  ...["view", "edit", "deploy"].map((role) => `bulkhead:app-a:${role}`),
  ...BUILT_IN.map((role) => `built-in:${role}`),
];

/** `admin` may hand out roles of its namespace: the API server refuses those that hold more than it has itself. */
const REFUSAL = /cannot [a-z]+ resource|is attempting to grant RBAC permissions not currently held/;

function dryRun(call: Call): Call {
  return call.method === undefined ? call : { ...call, path: `${call.path}?dryRun=All` };
}

/** Calico's API server is not asked to pretend: what is to be changed must exist, or its collection. */
function asControl(call: Call): Call {
  const isCalico = /projectcalico|apiservices/.test(call.path);
  return isCalico || call.method === "DELETE" ? { path: call.path } : dryRun(call);
}

describe("Roles of an application on a real API server", function () {
  this.timeout(60_000);
  skipWhereImpossible(this);

  let api: KubernetesApi;
  let applied: Applied | undefined;

  before(async () => {
    ({ api } = clusterUnderTest());
    applied = new Applied(api);
    const objects = [...toApply(await renderedObjects()), ...BUILT_IN_BINDINGS];
    await applied.become([...LOAD_BALANCER_KINDS, ...objects]);
  });

  after(async () => {
    await applied?.become([]);
  });

  for (const { what, without, call, owner } of ATTACKS) {
    for (const group of ROLES) {
      it(`${group} ${what}: refused, else ${without}`, async () => {
        const tenant = api.as({ user: "attacker", groups: [group] });
        const { status, message } = await tenant.call(dryRun(call));
        assert.equal(status, 403, message);
        assert.match(message, REFUSAL);
      });
    }

    it(`control: who may everything ${what}`, async () => {
      const user = owner ?? "administrator";
      const almighty = api.as({ user, groups: ["system:masters"] });
      const { status, message } = await almighty.call(asControl(call));
      assert.ok(status < 300, message);
    });
  }

  it("each role reads the pods of its own application: the groups are bound", async () => {
    for (const group of ROLES) {
      const tenant = api.as({ user: "attacker", groups: [group] });
      const { status, message } = await tenant.call({ path: "/api/v1/namespaces/app-a/pods" });
      assert.equal(status, 200, `${group}: ${message}`);
    }
  });
});
