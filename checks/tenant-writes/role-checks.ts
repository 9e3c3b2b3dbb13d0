import type { AccessControlObject, JsonObject } from "../../prover/index.js";
import type { ApplicationFacts, InvariantInput } from "../traffic/application-facts.js";
import { needsApplications } from "../traffic/isolation.js";
import { objectOf, objectsOf, textOf, textsOf } from "../../basics/fields.js";
import {
  type TenantWriteCheck,
  type TenantWriteContext,
  accessControlsIn,
  perApplication,
} from "./tenant-write-check.js";

const READING = ["get", "list", "watch"];

/** What only the platform writes, as `resource.group`; `*` is any resource of the group. */
export const OF_THE_PLATFORM: readonly string[] = [
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

/** The platform's resources that a rule lets its holder write. */
function writtenBy(rule: JsonObject): string[] {
  const verbs = textsOf(rule.verbs).filter((verb) => !READING.includes(verb));
  if (verbs.length === 0) return [];
  return OF_THE_PLATFORM.filter((target) =>
    textsOf(rule.apiGroups).some((group) =>
      textsOf(rule.resources).some((resource) => covers(resource, group, target)),
    ),
  ).map((target) => target.replace(/\.$/, ""));
}

function sentence(binding: AccessControlObject, what: string): string {
  return `${binding.ref.kind} ${binding.ref.name} ${what}`;
}

function rulesOf(
  scene: TenantWriteContext,
  binding: AccessControlObject,
): readonly JsonObject[] | undefined {
  const { kind, name } = objectOf(binding.content.roleRef);
  const namespace = kind === "ClusterRole" ? undefined : binding.ref.namespace;
  const role = accessControlsIn(scene, textOf(kind) ?? "", namespace).find(
    ({ ref }) => ref.name === name,
  );
  return role && objectsOf(role.content.rules);
}

/** Roles that every cluster has. What `edit` and `admin` may do in a namespace leads past no wall. */
const BUILT_IN = ["view", "edit", "admin"];

function bindingProblems(scene: TenantWriteContext, binding: AccessControlObject): string[] {
  const { kind, name } = objectOf(binding.content.roleRef);
  if (kind === "ClusterRole" && BUILT_IN.includes(textOf(name) ?? "")) return [];
  const rules = rulesOf(scene, binding);
  if (rules === undefined) {
    const what = `gives a role that is not among the objects: ${String(kind)} ${String(name)}.`;
    return [sentence(binding, what)];
  }
  const written = [...new Set(rules.flatMap(writtenBy))];
  if (written.length === 0) return [];
  return [sentence(binding, `lets its subjects write ${written.join(", ")}.`)];
}

function roleProblems({ namespace }: ApplicationFacts, scene: TenantWriteContext): string[] {
  return accessControlsIn(scene, "RoleBinding", namespace).flatMap((binding) =>
    bindingProblems(scene, binding),
  );
}

/** Calico's own pair: the operator installs it by the one, its API is served by the other. */
const CALICO = ["Installation", "APIServer"];

function needsCalico({ installsCalico }: InvariantInput): string | undefined {
  return installsCalico === true ? undefined : "Calico is installed by something else.";
}

export const ROLE_CHECKS: readonly TenantWriteCheck[] = [
  {
    id: "roles-write-no-walls",
    sentence: "No role of an application writes policies, quotas, endpoints, classes or roles.",
    notApplicable: needsApplications,
    judge: perApplication(roleProblems),
  },
  {
    id: "calico-installed",
    sentence: "What enforces the policies is installed with them.",
    notApplicable: needsCalico,
    judge: (scene) => ({
      looked: CALICO.length,
      problems: CALICO.filter((kind) => accessControlsIn(scene, kind).length === 0).map(
        (kind) => `The ${kind} of operator.tigera.io is missing.`,
      ),
    }),
  },
];
