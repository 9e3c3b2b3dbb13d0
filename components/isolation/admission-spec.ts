interface Rule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly operations: readonly ("CREATE" | "UPDATE")[];
  readonly resources: readonly string[];
}

interface Validation {
  readonly message: string;
  readonly expression: string;
}

export interface AdmissionSpec {
  readonly failurePolicy: "Fail";
  readonly matchConstraints: { readonly resourceRules: readonly Rule[] };
  readonly matchConditions?: readonly { readonly name: string; readonly expression: string }[];
  readonly validations: readonly Validation[];
}

/** Every create and update of a resource. */
export function onWrite(apiGroup: string, resource: string, apiVersion = "v1"): Rule {
  return {
    apiGroups: [apiGroup],
    apiVersions: [apiVersion],
    operations: ["CREATE", "UPDATE"],
    resources: [resource],
  };
}
