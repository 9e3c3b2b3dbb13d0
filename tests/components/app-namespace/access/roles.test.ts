import assert from "node:assert/strict";
import {
  APPLICATION_ROLES,
  formatRoleGroup,
  planRole,
  type ApplicationRole,
} from "../../../../components/app-namespace/access/roles.js";

const ROLES = Object.keys(APPLICATION_ROLES) as ApplicationRole[];

const READ = ["get", "list", "watch"];
const WRITE = [...READ, "create", "update", "patch", "delete"];

/** `group/resource`: the verbs that a role holds. */
function grantsOf(role: ApplicationRole): Record<string, string[]> {
  const grants: Record<string, string[]> = {};
  for (const { apiGroups, resources, verbs } of APPLICATION_ROLES[role]) {
    for (const key of apiGroups.flatMap((group) => resources.map((name) => `${group}/${name}`))) {
      grants[key] = [...(grants[key] ?? []), ...verbs];
    }
  }
  return grants;
}

const STATE = {
  "/pods": READ,
  "/pods/log": READ,
  "/events": READ,
  "/endpoints": READ,
  "/serviceaccounts": READ,
  "/resourcequotas": READ,
  "/limitranges": READ,
  "apps/replicasets": READ,
  "apps/controllerrevisions": READ,
  "discovery.k8s.io/endpointslices": READ,
  "networking.k8s.io/networkpolicies": READ,
};

function workloads(verbs: string[]): Record<string, string[]> {
  return {
    "/configmaps": verbs,
    "/services": verbs,
    "/persistentvolumeclaims": verbs,
    "apps/deployments": verbs,
    "apps/statefulsets": verbs,
    "batch/jobs": verbs,
    "batch/cronjobs": verbs,
    "autoscaling/horizontalpodautoscalers": verbs,
    "policy/poddisruptionbudgets": verbs,
    "networking.k8s.io/ingresses": verbs,
  };
}

const GRANTS: Record<ApplicationRole, Record<string, string[]>> = {
  view: { ...STATE, ...workloads(READ) },
  deploy: { ...STATE, ...workloads(WRITE), "/secrets": WRITE },
  edit: {
    ...STATE,
    ...workloads(WRITE),
    "/secrets": WRITE,
    "/pods": [...READ, "create", "delete"],
    "/pods/exec": ["get", "create"],
    "/pods/portforward": ["get", "create"],
    "apps/deployments/scale": ["get", "update", "patch"],
    "apps/statefulsets/scale": ["get", "update", "patch"],
  },
};

/** What holds the wall up: whoever writes one of these opens it, or acts as somebody else. */
const WALLS = [
  "networking.k8s.io/networkpolicies",
  "networking.k8s.io/ingressclasses",
  "elbv2.k8s.aws/ingressclassparams",
  "elbv2.k8s.aws/targetgroupbindings",
  "projectcalico.org/networkpolicies",
  "projectcalico.org/globalnetworkpolicies",
  "projectcalico.org/tiers",
  "/endpoints",
  "discovery.k8s.io/endpointslices",
  "/resourcequotas",
  "/limitranges",
  "/namespaces",
  "/nodes",
  "/serviceaccounts",
  "/serviceaccounts/token",
  "/pods/status",
  "/pods/binding",
  "/pods/proxy",
  "/services/proxy",
  "/services/status",
  "rbac.authorization.k8s.io/roles",
  "rbac.authorization.k8s.io/rolebindings",
  "admissionregistration.k8s.io/validatingadmissionpolicies",
  "admissionregistration.k8s.io/validatingadmissionpolicybindings",
];

describe("Roles of an application", () => {
  it("are these three", () => {
    assert.deepEqual(ROLES.sort(), ["deploy", "edit", "view"]);
  });

  for (const role of ROLES) {
    it(`${role} may do exactly this`, () => {
      assert.deepEqual(grantsOf(role), GRANTS[role]);
    });

    it(`${role} writes nothing that holds the wall up`, () => {
      const grants = grantsOf(role);
      for (const wall of WALLS) {
        const written = (grants[wall] ?? []).filter((verb) => !READ.includes(verb));
        assert.deepEqual(written, [], wall);
      }
    });

    it(`${role} names every group, resource and verb`, () => {
      const known = new Set(WRITE);
      for (const rule of APPLICATION_ROLES[role]) {
        assert.ok(rule.verbs.every((verb) => known.has(verb)));
        assert.ok(![...rule.apiGroups, ...rule.resources].some((name) => name.includes("*")));
      }
    });

    it(`${role} is bound to its group, in the application's namespace only`, () => {
      const metadata = { name: `bulkhead-${role}`, namespace: "web" };
      assert.deepEqual(planRole("web", role), {
        role: {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "Role",
          metadata,
          rules: APPLICATION_ROLES[role],
        },
        binding: {
          apiVersion: "rbac.authorization.k8s.io/v1",
          kind: "RoleBinding",
          metadata,
          roleRef: {
            apiGroup: "rbac.authorization.k8s.io",
            kind: "Role",
            name: `bulkhead-${role}`,
          },
          subjects: [
            {
              apiGroup: "rbac.authorization.k8s.io",
              kind: "Group",
              name: `bulkhead:web:${role}`,
            },
          ],
        },
      });
    });
  }

  it("only read for those who view", () => {
    assert.deepEqual(new Set(Object.values(grantsOf("view")).flat()), new Set(READ));
    assert.ok(!("/secrets" in grantsOf("view")));
  });

  it("have groups that no two applications share", () => {
    const groups = ["web", "web-edit", "shop"].flatMap((application) =>
      ROLES.map((role) => formatRoleGroup(application, role)),
    );
    assert.equal(new Set(groups).size, groups.length);
  });
});
