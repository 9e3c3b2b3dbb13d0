import { Environment } from "@marcbachmann/cel-js";
import type { AccessControlObject, JsonObject } from "../../prover/index.js";
import { objectOf, objectsOf, specOf, textOf, textsOf } from "../../basics/json.js";

/** A write that the API server sends to admission. */
export interface AdmissionWrite {
  /** `""` for the core group. */
  readonly group: string;
  readonly version: string;
  /** In the plural, such as `pods`. */
  readonly resource: string;
  readonly operation: "CREATE" | "UPDATE" | "DELETE";
  readonly namespace: string;
  readonly username: string;
  readonly object: JsonObject;
  /** The object before an update. */
  readonly oldObject?: JsonObject;
}

/** The answer of admission. `unjudged` says why a policy could not be evaluated. */
export interface AdmissionAnswer {
  /** Messages of the validations that reject the write. */
  readonly refusals: readonly string[];
  readonly unjudged: readonly string[];
}

/** Finds the object of a namespace; an unknown namespace is an empty object. */
export type NamespaceObjects = (namespace: string) => JsonObject;

export type Admission = (write: AdmissionWrite) => AdmissionAnswer;

/** A policy with its bindings that deny. */
interface BoundPolicy {
  readonly name: string;
  readonly spec: JsonObject;
  readonly bindings: readonly JsonObject[];
}

type Variables = Readonly<Record<string, unknown>>;
type Program = (variables: Variables) => unknown;

const API = "admissionregistration.k8s.io/v1";

/** Fields that are not modelled: a policy that sets one cannot be judged. */
const NOT_MODELLED = ["paramKind", "variables"];
const MATCH_NOT_MODELLED = ["objectSelector", "excludeResourceRules"];

function specsByName(
  objects: readonly AccessControlObject[],
  kind: string,
): (readonly [string, JsonObject])[] {
  return objects
    .filter(({ ref }) => ref.kind === kind && ref.apiVersion === API)
    .map((object) => [object.ref.name, specOf(object)] as const);
}

/** Policies without a binding that denies have no effect. */
function boundPolicies(objects: readonly AccessControlObject[]): BoundPolicy[] {
  const bindings = specsByName(objects, "ValidatingAdmissionPolicyBinding")
    .map(([, spec]) => spec)
    .filter(({ validationActions }) => textsOf(validationActions).includes("Deny"));
  return specsByName(objects, "ValidatingAdmissionPolicy").flatMap(([name, spec]) => {
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

type Labels = Readonly<Record<string, unknown>>;

const OPERATORS: Readonly<Record<string, (value: unknown, values: readonly string[]) => boolean>> =
  {
    In: (value, values) => typeof value === "string" && values.includes(value),
    NotIn: (value, values) => typeof value !== "string" || !values.includes(value),
    Exists: (value) => value !== undefined,
    DoesNotExist: (value) => value === undefined,
  };

/** Whether a Kubernetes label selector matches these labels. An unknown operator matches nothing. */
export function labelsMatch(selector: JsonObject, labels: Labels): boolean {
  const equal = Object.entries(objectOf(selector.matchLabels));
  return (
    equal.every(([key, value]) => labels[key] === value) &&
    objectsOf(selector.matchExpressions).every(({ key, operator, values }) => {
      const holds = OPERATORS[textOf(operator) ?? ""];
      return holds?.(labels[textOf(key) ?? ""], textsOf(values)) ?? false;
    })
  );
}

/** A binding without resource rules takes those of its policy; a policy without any matches nothing. */
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

function celVariables(write: AdmissionWrite, namespaceObject: JsonObject): Variables {
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

/** A namespace as the API server stores it: with its name, and the name as a label. */
function namedNamespace(name: string, given: JsonObject): JsonObject {
  const metadata = objectOf(given.metadata);
  const labels = { ...objectOf(metadata.labels), "kubernetes.io/metadata.name": name };
  return { ...given, metadata: { ...metadata, name, labels } };
}

/** Parses each expression once, because the same ones judge every write. */
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

function evaluate(
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
 * Judges writes by ValidatingAdmissionPolicies, as the API server does. An expression that fails to evaluate does not
 * count as a refusal: otherwise a mistake of this evaluator would look like protection.
 */
export function openAdmission(
  objects: readonly AccessControlObject[],
  findNamespace: NamespaceObjects,
): Admission {
  const policies = boundPolicies(objects);
  const expressions = new Expressions();
  return (write) => {
    const refusals: string[] = [];
    const unjudged: string[] = [];
    const namespace = namedNamespace(write.namespace, findNamespace(write.namespace));
    const labels = objectOf(objectOf(namespace.metadata).labels);
    const variables = celVariables(write, namespace);
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
        refusals.push(...evaluate(policy, variables, expressions));
      } catch (error) {
        unjudged.push(`${name}: ${firstLine(error)}`);
      }
    }
    return { refusals, unjudged };
  };
}
