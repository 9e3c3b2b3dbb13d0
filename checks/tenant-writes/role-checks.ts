import type { AccessControlObject, JsonObject } from "../../prover/index.js";
import type { ApplicationFacts, InvariantInput } from "../traffic/application-facts.js";
import { needsApplications } from "../traffic/applicability.js";
import { objectOf, objectsOf, textOf, textsOf } from "../../basics/json.js";
import {
  type TenantWriteCheck,
  type TenantWriteContext,
  accessControlsIn,
  perApplication,
} from "./tenant-write-check.js";

const READING = ["get", "list", "watch"];

/** Resources that only the platform may write, as `resource.group`; `*` is any resource of the group. */
export const PLATFORM_RESOURCES: readonly string[] = [
  ...["*.projectcalico.org", "*.crd.projectcalico.org", "*.policy.networking.k8s.io"],
  ...["networkpolicies.networking.k8s.io", "ingressclasses.networking.k8s.io"],
  ...["*.elbv2.k8s.aws", "*.rbac.authorization.k8s.io", "*.admissionregistration.k8s.io"],
  ...["endpointslices.discovery.k8s.io", "endpoints.", "namespaces.", "nodes."],
  ...["resourcequotas.", "limitranges.", "pods/status.", "pods/binding.", "serviceaccounts."],
];

function covers(resource: string, group: string, target: string): boolean {
  const dot = target.indexOf(".");
  const [name, of] = [target.slice(0, dot), target.slice(dot + 1)];
  if (group !== "*" && group !== of) return false;
  return resource === "*" || name === "*" || resource === name;
}

/** The platform's resources that a rule allows to write. */
function writableResources(rule: JsonObject): string[] {
  const verbs = textsOf(rule.verbs).filter((verb) => !READING.includes(verb));
  if (verbs.length === 0) return [];
  return PLATFORM_RESOURCES.filter((target) =>
    textsOf(rule.apiGroups).some((group) =>
      textsOf(rule.resources).some((resource) => covers(resource, group, target)),
    ),
  ).map((target) => target.replace(/\.$/, ""));
}

function describe(binding: AccessControlObject, what: string): string {
  return `${binding.ref.kind} ${binding.ref.name} ${what}`;
}

function rulesOfRole(
  context: TenantWriteContext,
  binding: AccessControlObject,
): readonly JsonObject[] | undefined {
  const { kind, name } = objectOf(binding.content.roleRef);
  const namespace = kind === "ClusterRole" ? undefined : binding.ref.namespace;
  const role = accessControlsIn(context, textOf(kind) ?? "", namespace).find(
    ({ ref }) => ref.name === name,
  );
  return role && objectsOf(role.content.rules);
}

/** Roles of every cluster. The rights of `edit` and `admin` in a namespace do not weaken the isolation. */
const BUILT_IN = ["view", "edit", "admin"];

function bindingProblems(context: TenantWriteContext, binding: AccessControlObject): string[] {
  const { kind, name } = objectOf(binding.content.roleRef);
  if (kind === "ClusterRole" && BUILT_IN.includes(textOf(name) ?? "")) return [];
  const rules = rulesOfRole(context, binding);
  if (rules === undefined) {
    const what = `binds an unknown role: ${String(kind)} ${String(name)}.`;
    return [describe(binding, what)];
  }
  const written = [...new Set(rules.flatMap(writableResources))];
  if (written.length === 0) return [];
  return [describe(binding, `lets its subjects write ${written.join(", ")}.`)];
}

function roleProblems({ namespace }: ApplicationFacts, context: TenantWriteContext): string[] {
  return accessControlsIn(context, "RoleBinding", namespace).flatMap((binding) =>
    bindingProblems(context, binding),
  );
}

/** The operator installs Calico by the first, and its API server by the second. */
const CALICO = ["Installation", "APIServer"];

function needsCalico({ installsCalico }: InvariantInput): string | undefined {
  return installsCalico === true ? undefined : "Another program installs Calico.";
}

export const ROLE_CHECKS: readonly TenantWriteCheck[] = [
  {
    code: "roles-cannot-weaken-isolation",
    severity: "error",
    title: "Roles of an application cannot write policies, quotas, endpoints, classes or roles",
    why: "Anyone who can write them can open the namespace or take over traffic.",
    fix: "Remove these resources from the role, or bind `view`, `edit` or `admin` instead.",
    notApplicable: needsApplications,
    find: perApplication(roleProblems),
  },
  {
    code: "calico-installed",
    severity: "error",
    title: "Calico is installed with the policies that it enforces",
    why: "Without Calico the policies have no effect.",
    fix: "Deploy the Installation and the APIServer of operator.tigera.io.",
    notApplicable: needsCalico,
    find: (context) => ({
      checked: CALICO.length,
      problems: CALICO.filter((kind) => accessControlsIn(context, kind).length === 0).map(
        (kind) => `The ${kind} of operator.tigera.io is missing.`,
      ),
    }),
  },
];
