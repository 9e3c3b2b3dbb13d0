import { Environment } from "@marcbachmann/cel-js";
import type { AccessControlObject, JsonObject } from "../../prover/index.js";
import type { AdmissionAnswer, AdmissionWrite } from "./admission-write.js";
import { objectOf, objectsOf, specOf, textOf, textsOf } from "../../basics/fields.js";
import { labelsMatch } from "./labels-match.js";

/** Each namespace by its name; one that is not given has its name and nothing else. */
export type NamespaceObjects = (namespace: string) => JsonObject;

export type Admission = (write: AdmissionWrite) => AdmissionAnswer;

/** A policy with the bindings that make it deny. */
interface BoundPolicy {
  readonly name: string;
  readonly spec: JsonObject;
  readonly bindings: readonly JsonObject[];
}

type Variables = Readonly<Record<string, unknown>>;
type Program = (variables: Variables) => unknown;

const API = "admissionregistration.k8s.io/v1";

/** Fields whose meaning is not modelled: where one is set, nothing is said of the policy. */
const NOT_MODELLED = ["paramKind", "variables"];
const MATCH_NOT_MODELLED = ["objectSelector", "excludeResourceRules"];

function specsOf(
  guards: readonly AccessControlObject[],
  kind: string,
): (readonly [string, JsonObject])[] {
  return guards
    .filter(({ ref }) => ref.kind === kind && ref.apiVersion === API)
    .map((guard) => [guard.ref.name, specOf(guard)] as const);
}

/** Policies without a binding that denies decide nothing. */
function boundPolicies(guards: readonly AccessControlObject[]): BoundPolicy[] {
  const bindings = specsOf(guards, "ValidatingAdmissionPolicyBinding")
    .map(([, spec]) => spec)
    .filter(({ validationActions }) => textsOf(validationActions).includes("Deny"));
  return specsOf(guards, "ValidatingAdmissionPolicy").flatMap(([name, spec]) => {
    const own = bindings.filter(({ policyName }) => policyName === name);
    return own.length === 0 ? [] : [{ name, spec, bindings: own }];
  });
}

function includes(values: unknown, wanted: string): boolean {
  const texts = textsOf(values);
  return texts.includes("*") || texts.includes(wanted);
}

function namesWrite(rule: JsonObject, write: AdmissionWrite): boolean {
  return (
    includes(rule.apiGroups, write.group) &&
    includes(rule.apiVersions, write.version) &&
    includes(rule.resources, write.resource) &&
    includes(rule.operations, write.operation) &&
    (rule.resourceNames === undefined || textsOf(rule.resourceNames).length === 0)
  );
}

/** Without resource rules a binding takes those of its policy; a policy without any matches nothing. */
function matches(match: JsonObject, write: AdmissionWrite, labels: JsonObject): boolean {
  const rules = objectsOf(match.resourceRules);
  const named = match.resourceRules === undefined || rules.some((rule) => namesWrite(rule, write));
  return named && labelsMatch(objectOf(match.namespaceSelector), labels);
}

function notModelled({ spec, bindings }: BoundPolicy): string[] {
  const constraints = [spec.matchConstraints, ...bindings.map((each) => each.matchResources)];
  return [
    ...NOT_MODELLED.filter((field) => spec[field] !== undefined),
    ...(bindings.some(({ paramRef }) => paramRef !== undefined) ? ["paramRef"] : []),
    ...MATCH_NOT_MODELLED.filter((field) =>
      constraints.some((match) => objectOf(match)[field] !== undefined),
    ),
  ];
}

function requestOf(write: AdmissionWrite, namespaceObject: JsonObject): Variables {
  const { object, oldObject, operation, namespace, username, group, version, resource } = write;
  return {
    object,
    oldObject: oldObject ?? null,
    namespaceObject,
    request: {
      operation,
      namespace,
      userInfo: { username },
      resource: { group, version, resource },
    },
  };
}

/** A namespace as the API server keeps it: with its name, and the name as a label. */
function namedNamespace(name: string, given: JsonObject): JsonObject {
  const metadata = objectOf(given.metadata);
  const labels = { ...objectOf(metadata.labels), "kubernetes.io/metadata.name": name };
  return { ...given, metadata: { ...metadata, name, labels } };
}

/** Expressions are parsed once: the same ones judge every write. */
class Expressions {
  private readonly environment = new Environment({ unlistedVariablesAreDyn: true });
  private readonly programs = new Map<string, Program>();

  holds(expression: unknown, variables: Variables): boolean {
    const text = textOf(expression) ?? "";
    let program = this.programs.get(text);
    if (program === undefined) {
      program = this.environment.parse(text);
      this.programs.set(text, program);
    }
    return program(variables) === true;
  }
}

function answerOf(
  { spec }: BoundPolicy,
  variables: Variables,
  expressions: Expressions,
): readonly string[] {
  const asked = objectsOf(spec.matchConditions).every(({ expression }) =>
    expressions.holds(expression, variables),
  );
  if (!asked) return [];
  return objectsOf(spec.validations)
    .filter(({ expression }) => !expressions.holds(expression, variables))
    .map(
      ({ message, expression }) => textOf(message) ?? `failed expression: ${String(expression)}`,
    );
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1)[0] ?? "";
}

/**
 * What ValidatingAdmissionPolicies say of a write, as the API server evaluates them. An expression that fails to
 * evaluate is no refusal here: it would make a mistake of the evaluator look like a guard.
 */
export function openAdmission(
  guards: readonly AccessControlObject[],
  namespaceOf: NamespaceObjects,
): Admission {
  const policies = boundPolicies(guards);
  const expressions = new Expressions();
  return (write) => {
    const refusals: string[] = [];
    const unjudged: string[] = [];
    const namespace = namedNamespace(write.namespace, namespaceOf(write.namespace));
    const labels = objectOf(objectOf(namespace.metadata).labels);
    const variables = requestOf(write, namespace);
    for (const policy of policies) {
      const { spec, bindings, name } = policy;
      const constraints = objectOf(spec.matchConstraints);
      if (constraints.resourceRules === undefined || !matches(constraints, write, labels)) continue;
      if (!bindings.some((each) => matches(objectOf(each.matchResources), write, labels))) continue;
      const fields = notModelled(policy);
      if (fields.length > 0) {
        unjudged.push(`${name} uses ${fields.join(", ")}, which is not modelled.`);
        continue;
      }
      try {
        refusals.push(...answerOf(policy, variables, expressions));
      } catch (error) {
        unjudged.push(`${name}: ${firstLine(error)}`);
      }
    }
    return { refusals, unjudged };
  };
}
