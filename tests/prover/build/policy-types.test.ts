import assert from "node:assert/strict";
import type { MissingTypes } from "../../../prover/index.js";
import { calico, findingsOf, kubernetes, policyOf, soundWorldOf, worldOf } from "./worlds.js";

type Types = "I" | "E" | "IE";

function typesOf(text: string, missingTypes?: MissingTypes): Types {
  const { types } = policyOf(soundWorldOf(text, { missingTypes }), "p");
  return `${types.ingress ? "I" : ""}${types.egress ? "E" : ""}` as Types;
}

/** What the API server, the native CRDs and Felix make of a policy without types. */
const MISSING: [string, Types, Types, Types][] = [
  ["{}", "I", "I", "IE"],
  ["{types: []}", "I", "I", "IE"],
  ["{ingress: []}", "I", "I", "IE"],
  ["{ingress: [{action: Allow}]}", "I", "I", "IE"],
  ["{egress: [{action: Allow}]}", "E", "E", "IE"],
  ["{ingress: [{action: Allow}], egress: [{action: Allow}]}", "IE", "IE", "IE"],
  ["{egress: []}", "I", "E", "IE"],
  ["{ingress: [], egress: []}", "I", "IE", "IE"],
  ["{ingress: [], egress: [{action: Allow}]}", "E", "IE", "IE"],
  ["{ingress: [{action: Allow}], egress: []}", "I", "IE", "IE"],
  ["{ingress: [{action: Allow}], egress: null}", "I", "I", "IE"],
];

const KUBERNETES: [string, Types][] = [
  ["{podSelector: {}}", "I"],
  ["{podSelector: {}, egress: []}", "I"],
  ["{podSelector: {}, egress: [{}]}", "IE"],
  ["{podSelector: {}, ingress: [{}]}", "I"],
  ["{podSelector: {}, policyTypes: [Egress]}", "E"],
  ["{podSelector: {}, policyTypes: [Egress], ingress: [{}]}", "E"],
  ["{podSelector: {}, policyTypes: [Ingress], egress: [{}]}", "I"],
  ["{podSelector: {}, policyTypes: [Ingress, Egress]}", "IE"],
];

describe("Types of a policy", () => {
  for (const [spec, api, native, felix] of MISSING) {
    it(`that ${spec} does not have`, () => {
      const text = calico(spec);
      assert.deepEqual(
        [
          typesOf(text),
          typesOf(text, "api-server"),
          typesOf(text, "native"),
          typesOf(text, "felix"),
        ],
        [api, api, native, felix],
      );
    });

    it(`that ${spec} does not have are reported where it matters`, () => {
      const expected = new Set([api, native, felix]).size > 1;
      assert.deepEqual(
        findingsOf(soundWorldOf(calico(spec)), "warning"),
        expected ? [["missing-types", "spec.types", 5]] : [],
      );
    });
  }

  it("that are written are taken", () => {
    assert.equal(typesOf(calico("{types: [Egress], ingress: []}"), "felix"), "E");
    assert.equal(typesOf(calico("{types: [Ingress, Egress]}")), "IE");
  });

  it("that a stored object does not have are both, unless somebody chose otherwise", () => {
    const text = calico("{}", { api: "crd.projectcalico.org/v1" });
    assert.deepEqual([typesOf(text), typesOf(text, "api-server")], ["IE", "I"]);
  });

  it("that leave rules idle are reported", () => {
    const world = soundWorldOf(calico("{types: [Ingress], egress: [{action: Allow}]}"));
    assert.deepEqual(findingsOf(world, "warning"), [["idle-rules", "spec.egress", 5]]);
    assert.equal(policyOf(world, "p").rules.egress.length, 1);
  });

  for (const types of ["[Ingress, Ingress]", "[ingress]", "[7]", "[constructor]"]) {
    it(`${types} are refused`, () => {
      const errors = findingsOf(worldOf(calico(`{types: ${types}}`)), "error");
      assert.equal(errors.at(-1)?.[0], "bad-type");
    });
  }

  for (const [spec, expected] of KUBERNETES) {
    it(`of Kubernetes: ${spec}`, () => {
      const { types } = policyOf(soundWorldOf(kubernetes(spec)), "shop/knp.default.p");
      assert.equal(`${types.ingress ? "I" : ""}${types.egress ? "E" : ""}`, expected);
    });
  }
});
