import assert from "node:assert/strict";
import {
  type AdmissionAnswer,
  type AdmissionWrite,
  openAdmission,
} from "../../../checks/tenant-writes/admission.js";
import { readManifests } from "../../../prover/index.js";

const API = "admissionregistration.k8s.io/v1";
const EVERYTHING = {
  apiGroups: ["*"],
  apiVersions: ["*"],
  resources: ["*"],
  operations: ["*"],
};

type Fields = Readonly<Record<string, unknown>>;

/** A policy that rejects every object named `bad`. */
function policy(fields: Fields = {}, apiVersion = API): object {
  const spec = {
    matchConstraints: { resourceRules: [EVERYTHING] },
    validations: [{ expression: "object.metadata.name != 'bad'", message: "it is bad" }],
    ...fields,
  };
  return { apiVersion, kind: "ValidatingAdmissionPolicy", metadata: { name: "guard" }, spec };
}

function binding(fields: Fields = {}, name = "guard"): object {
  const spec = { policyName: "guard", validationActions: ["Deny"], ...fields };
  return { apiVersion: API, kind: "ValidatingAdmissionPolicyBinding", metadata: { name }, spec };
}

/** A Service `bad` that is created in `shop`. */
const WRITE: AdmissionWrite = {
  group: "",
  version: "v1",
  resource: "services",
  operation: "CREATE",
  namespace: "shop",
  username: "jane",
  object: { metadata: { name: "bad" } },
};

function answer(
  objects: readonly object[],
  changes: Partial<AdmissionWrite> = {},
  namespace: Fields = {},
): AdmissionAnswer {
  const { accessControls } = readManifests([{ file: "policies", objects }]);
  return openAdmission(accessControls, () => namespace)({ ...WRITE, ...changes });
}

const REFUSED: AdmissionAnswer = { refusals: ["it is bad"], unjudged: [] };
const ACCEPTED: AdmissionAnswer = { refusals: [], unjudged: [] };

function ruled(fields: Fields): object {
  return policy({ matchConstraints: { resourceRules: [{ ...EVERYTHING, ...fields }] } });
}

function inShop(fields: Fields): Fields {
  const namespaceSelector = { matchLabels: { "kubernetes.io/metadata.name": "shop" } };
  return { matchResources: { namespaceSelector, ...fields } };
}

const OTHER = { matchLabels: { "kubernetes.io/metadata.name": "other" } };

const ANSWERS: readonly (readonly [what: string, objects: object[], expected: AdmissionAnswer])[] =
  [
    ["a policy and its binding", [policy(), binding()], REFUSED],
    ["a policy alone", [policy()], ACCEPTED],
    ["a binding alone", [binding()], ACCEPTED],
    ["a binding of another policy", [policy(), binding({ policyName: "other" })], ACCEPTED],
    ["a binding that warns", [policy(), binding({ validationActions: ["Warn"] })], ACCEPTED],
    ["a policy without rules", [policy({ matchConstraints: {} }), binding()], ACCEPTED],
    ["a policy without constraints", [policy({ matchConstraints: null }), binding()], ACCEPTED],
    [
      "an empty list of rules",
      [policy({ matchConstraints: { resourceRules: [] } }), binding()],
      ACCEPTED,
    ],
    ["a rule of its group", [ruled({ apiGroups: ["apps", ""] }), binding()], REFUSED],
    ["a rule of another group", [ruled({ apiGroups: ["apps"] }), binding()], ACCEPTED],
    ["a rule of its version", [ruled({ apiVersions: ["v1"] }), binding()], REFUSED],
    ["a rule of another version", [ruled({ apiVersions: ["v2"] }), binding()], ACCEPTED],
    ["a rule of its resource", [ruled({ resources: ["services"] }), binding()], REFUSED],
    ["a rule of another resource", [ruled({ resources: ["pods"] }), binding()], ACCEPTED],
    ["a rule of its operation", [ruled({ operations: ["CREATE"] }), binding()], REFUSED],
    ["a rule of another operation", [ruled({ operations: ["UPDATE"] }), binding()], ACCEPTED],
    ["a rule for no names", [ruled({ resourceNames: [] }), binding()], REFUSED],
    ["a rule for some names", [ruled({ resourceNames: ["good"] }), binding()], ACCEPTED],
    [
      "two bindings, one of which selects the namespace",
      [
        policy(),
        binding({ matchResources: { namespaceSelector: OTHER } }, "one"),
        binding(inShop({}), "two"),
      ],
      REFUSED,
    ],
    [
      "a binding of another namespace",
      [policy(), binding({ matchResources: { namespaceSelector: OTHER } })],
      ACCEPTED,
    ],
    [
      "a binding of other resources",
      [policy(), binding(inShop({ resourceRules: [{ ...EVERYTHING, resources: ["pods"] }] }))],
      ACCEPTED,
    ],
    [
      "a condition that holds",
      [policy({ matchConditions: [{ expression: "request.namespace == 'shop'" }] }), binding()],
      REFUSED,
    ],
    [
      "a condition that does not hold",
      [policy({ matchConditions: [{ expression: "request.operation == 'UPDATE'" }] }), binding()],
      ACCEPTED,
    ],
    [
      "a validation without a message",
      [policy({ validations: [{ expression: "false" }] }), binding()],
      { refusals: ["failed expression: false"], unjudged: [] },
    ],
    [
      "parameters in one of two bindings",
      [policy(), binding({}, "one"), binding({ paramRef: { name: "limits" } }, "two")],
      { refusals: [], unjudged: ["guard uses paramRef, which is not modelled."] },
    ],
    [
      "two fields that are not modelled",
      [policy({ variables: [] }), binding(inShop({ objectSelector: {} }))],
      { refusals: [], unjudged: ["guard uses variables, objectSelector, which is not modelled."] },
    ],
    [
      "expressions over every field of the request",
      [
        policy({
          validations: [
            "request.userInfo.username == 'else'",
            "request.resource.group != ''",
            "request.resource.version != 'v1'",
            "request.resource.resource != 'services'",
            "oldObject != null",
            "namespaceObject.metadata.name != 'shop'",
            "namespaceObject.metadata.labels['kubernetes.io/metadata.name'] != 'shop'",
          ].map((expression, at) => ({ expression, message: `${at}` })),
        }),
        binding(),
      ],
      { refusals: ["0", "1", "2", "3", "4", "5", "6"], unjudged: [] },
    ],
  ];

describe("a ValidatingAdmissionPolicy", () => {
  for (const [what, objects, expected] of ANSWERS) {
    const verb =
      expected.unjudged.length > 0 ? "cannot judge" : expected === ACCEPTED ? "accepts" : "rejects";
    it(`${verb} the write with ${what}`, () => {
      assert.deepEqual(answer(objects), expected);
    });
  }

  it("ignores a policy of an older API version with the same name", () => {
    const older = policy({}, "admissionregistration.k8s.io/v1beta1");
    assert.deepEqual(answer([older, binding()]), ACCEPTED);
  });

  it("matches labels of the namespace, and always its real name as a label", () => {
    const selector = { matchLabels: { team: "a", "kubernetes.io/metadata.name": "shop" } };
    const objects = [policy(), binding({ matchResources: { namespaceSelector: selector } })];
    assert.deepEqual(answer(objects), ACCEPTED);
    assert.deepEqual(answer(objects, {}, { metadata: { labels: { team: "a" } } }), REFUSED);
    const lying = { metadata: { labels: { team: "a", "kubernetes.io/metadata.name": "x" } } };
    assert.deepEqual(answer(objects, {}, lying), REFUSED);
  });

  it("sees the old object of an update", () => {
    const validations = [{ expression: "oldObject.metadata.name == 'good'", message: "renamed" }];
    const objects = [policy({ validations }), binding()];
    const oldObject = { metadata: { name: "good" } };
    assert.deepEqual(answer(objects, { oldObject }), ACCEPTED);
    assert.deepEqual(answer(objects, { oldObject: WRITE.object }), {
      refusals: ["renamed"],
      unjudged: [],
    });
  });
});
