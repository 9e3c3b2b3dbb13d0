import { Environment } from "@marcbachmann/cel-js";
import {
  admissionPolicies,
  type AdmissionPolicy,
} from "../../../components/isolation/admission.js";
import { CLUSTER_NAMESPACES } from "../../../components/shared/names.js";

type Metadata = Record<string, unknown> & { annotations?: Record<string, string> };

/** The parts of an object that the policies look at. */
export interface Reviewed {
  readonly metadata?: Metadata;
  readonly spec?: Record<string, unknown>;
}

/** A write that the API server asks about. */
export interface Write {
  /** `group/resource`, `/pods` in the core group. */
  readonly resource: string;
  readonly operation?: "CREATE" | "UPDATE" | "DELETE";
  readonly namespace?: string;
  readonly username?: string;
  readonly object: Reviewed;
  readonly oldObject?: Reviewed;
}

const TENANT = "arn:aws:sts::111122223333:assumed-role/web-deploy/pipeline";

export const AWS_NODE = "system:serviceaccount:kube-system:aws-node";

export const POLICIES = admissionPolicies({
  mode: "enforced",
  systemNamespaces: CLUSTER_NAMESPACES,
  cniUsers: [AWS_NODE],
});

const environment = new Environment({ unlistedVariablesAreDyn: true });

function matches({ policy, binding }: AdmissionPolicy, write: Required<Write>): boolean {
  const [group, resource] = write.resource.split("/");
  const isNamed = policy.spec.matchConstraints.resourceRules.some(
    ({ apiGroups, operations, resources }) =>
      apiGroups.includes(group ?? "") &&
      resources.includes(resource ?? "") &&
      (operations as readonly string[]).includes(write.operation),
  );
  const { namespaceSelector } = binding.spec.matchResources as {
    namespaceSelector: { matchExpressions: { values: string[] }[] };
  };
  const [outside] = namespaceSelector.matchExpressions;
  return isNamed && outside?.values.includes(write.namespace) === false;
}

/** The messages of the validations that refuse a write, as the API server evaluates them. */
export function refusalsOf(given: Write, policies = POLICIES): string[] {
  const write = { operation: "CREATE", namespace: "web", username: TENANT, ...given } as const;
  const complete: Required<Write> = { oldObject: { metadata: {} }, ...write };
  const object = { metadata: {}, spec: {}, ...write.object };
  const request = {
    operation: write.operation,
    namespace: write.namespace,
    userInfo: { username: write.username },
  };
  const variables = { object, oldObject: write.oldObject ?? null, request };
  const holds = (expression: string): boolean =>
    environment.evaluate(expression, variables) === true;
  return policies
    .filter((policy) => matches(policy, complete))
    .flatMap(({ policy: { spec } }) => {
      const isAsked = (spec.matchConditions ?? []).every(({ expression }) => holds(expression));
      const refused = spec.validations.filter(({ expression }) => !holds(expression));
      return isAsked ? refused.map(({ message }) => message) : [];
    });
}
