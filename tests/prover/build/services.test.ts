import assert from "node:assert/strict";
import { formatPath } from "../../../prover/model/path.js";
import {
  calico,
  findingsOf,
  object,
  policiesOf,
  printRule,
  soundWorldOf,
  worldOf,
} from "./worlds.js";
import { SECOND_SLICE, SLICE } from "./slices.js";

const SERVICE = object(
  "v1",
  "Service",
  "{name: dns, namespace: kube-system}",
  "spec: {selector: {app: dns}, ports: [{port: 53, protocol: UDP, targetPort: dns}, {port: 54}]}",
);
const BEHIND =
  'projectcalico.org/namespace == "kube-system" && projectcalico.org/orchestrator == "k8s" && app == "dns"';

const MATCH = "{services: {name: dns, namespace: kube-system}}";
const EGRESS = (rule: string): string => `{types: [Egress], egress: [{action: Allow, ${rule}}]}`;
const INGRESS = (rule: string): string => `{types: [Ingress], ingress: [{action: Allow, ${rule}}]}`;
const TO_DNS = EGRESS(`destination: ${MATCH}`);
const FROM_DNS = INGRESS(`source: ${MATCH}`);

function sidesOf(text: string): unknown[] {
  const [policy] = policiesOf(soundWorldOf(text));
  assert.ok(policy);
  return [...policy.rules.ingress, ...policy.rules.egress]
    .map(printRule)
    .map(({ protocol, source, destination }) => [protocol, source, destination]);
}

const MEMBERS = ["10.0.0.1 17:53", "10.0.0.1 6:54", "10.0.0.2 17:53", "10.0.0.2 6:54"];

const MISTAKES: [string, string, string][] = [
  [
    EGRESS("destination: {services: {name: x, namespace: y}}"),
    "unknown-service",
    ".destination.services",
  ],
  [EGRESS("destination: {services: {name: dns}}"), "bad-services", ".destination.services"],
  [
    EGRESS("destination: {services: {namespace: kube-system}}"),
    "bad-services",
    ".destination.services",
  ],
  [EGRESS(`source: ${MATCH}`), "misplaced-services", ".source.services"],
  ...["ports: [80]", "notPorts: [80]", "nets: [10.0.0.0/8]", "notNets: [10.0.0.0/8]"].map(
    (more): [string, string, string] => [
      EGRESS(`protocol: TCP, destination: ${MATCH.replace("}}", `}, ${more}}`)}`),
      "services-not-alone",
      `.destination.${more.split(":")[0] ?? ""}`,
    ],
  ),
  ...["selector: all()", "notSelector: all()", "namespaceSelector: all()"].map(
    (more): [string, string, string] => [
      EGRESS(`destination: ${MATCH.replace("}}", `}, ${more}}`)}`),
      "services-not-alone",
      `.destination.${more.split(":")[0] ?? ""}`,
    ],
  ),
];

describe("Matching Services", () => {
  it("takes addresses and ports of the EndpointSlices as the destination of egress", () => {
    assert.deepEqual(sidesOf(SLICE + calico(TO_DNS)), [[undefined, {}, { services: MEMBERS }]]);
  });

  it("joins the slices of one Service", () => {
    const [side] = sidesOf(SLICE + SECOND_SLICE + calico(TO_DNS));
    assert.deepEqual(side, [undefined, {}, { services: [...MEMBERS, "fd00::1 17:53"] }]);
  });

  it("takes the addresses alone as the source of ingress", () => {
    assert.deepEqual(sidesOf(SLICE + calico(FROM_DNS)), [
      [undefined, { services: ["10.0.0.1", "10.0.0.2"] }, {}],
    ]);
  });

  it("takes the pods that a Service selects, with the ports they listen on", () => {
    assert.deepEqual(sidesOf(SERVICE + calico(TO_DNS)), [
      [17, {}, { selector: BEHIND, ports: ["dns"] }],
      [6, {}, { selector: BEHIND, ports: [54] }],
    ]);
    assert.deepEqual(sidesOf(SERVICE + calico(FROM_DNS)), [[undefined, { selector: BEHIND }, {}]]);
  });

  it("takes both where both are given: pods may yet join the Service", () => {
    assert.deepEqual(sidesOf(SLICE + SERVICE + calico(TO_DNS)), [
      [undefined, {}, { services: MEMBERS }],
      [17, {}, { selector: BEHIND, ports: ["dns"] }],
      [6, {}, { selector: BEHIND, ports: [54] }],
    ]);
  });

  it("takes slices alone where the Service leaves its pods to others", () => {
    const service = SERVICE.replace("selector: {app: dns}, ", "");
    assert.deepEqual(sidesOf(SLICE + service + calico(TO_DNS)), [
      [undefined, {}, { services: MEMBERS }],
    ]);
  });

  it("leaves ports of another protocol than the rule's out", () => {
    const spec = EGRESS(`protocol: TCP, destination: ${MATCH}`);
    assert.deepEqual(sidesOf(SERVICE + calico(spec)), [[6, {}, { selector: BEHIND, ports: [54] }]]);
  });

  it("means the own namespace in a namespaced policy that names none", () => {
    const spec = EGRESS("destination: {services: {name: dns}}");
    const text = SLICE + calico(spec, { namespace: "kube-system" });
    assert.deepEqual(sidesOf(text), [[undefined, {}, { services: MEMBERS }]]);
    const elsewhere = worldOf(SLICE + calico(spec, { namespace: "shop" }));
    assert.equal(findingsOf(elsewhere, "error")[0]?.[0], "unknown-service");
  });

  it("keeps action and path in every rule that stands for the match", () => {
    const [policy] = policiesOf(soundWorldOf(SERVICE + calico(TO_DNS)));
    assert.deepEqual(
      policy?.rules.egress.map(({ action, path }) => [action, formatPath(path)]),
      [
        ["Allow", "spec.egress[0]"],
        ["Allow", "spec.egress[0]"],
      ],
    );
  });

  it("knows nothing of a Service without a selector and without slices", () => {
    const service = SERVICE.replace("selector: {app: dns}, ", "");
    const errors = findingsOf(worldOf(service + calico(TO_DNS)), "error");
    assert.deepEqual(
      errors.map(([code]) => code),
      ["unknown-service"],
    );
  });

  it("cannot be the destination of ingress", () => {
    const errors = findingsOf(worldOf(SLICE + calico(INGRESS(`destination: ${MATCH}`))), "error");
    assert.deepEqual(
      errors.map(([code]) => code),
      ["misplaced-services"],
    );
  });

  for (const [spec, code, field] of MISTAKES) {
    it(`refuses ${spec}`, () => {
      const errors = findingsOf(worldOf(SLICE + calico(spec)), "error");
      assert.deepEqual(errors[0]?.slice(0, 2), [code, `spec.egress[0]${field}`]);
    });
  }
});
