import assert from "node:assert/strict";
import { parseAddress } from "../../../prover/normalise/addresses.js";
import {
  calico,
  findingsOf,
  object,
  policiesOf,
  printRule,
  soundWorldOf,
  worldOf,
} from "./worlds.js";

const SLICE = object(
  "discovery.k8s.io/v1",
  "EndpointSlice",
  "{name: dns-1, namespace: kube-system, labels: {kubernetes.io/service-name: dns}}",
  "addressType: IPv4\nendpoints: [{addresses: [10.0.0.1, 10.0.0.2]}]\nports: [{port: 53, protocol: UDP}, {port: 54}]",
);
const SECOND_SLICE = object(
  "discovery.k8s.io/v1",
  "EndpointSlice",
  "{name: dns-2, namespace: kube-system, labels: {kubernetes.io/service-name: dns}}",
  "addressType: IPv6\nendpoints: [{addresses: ['fd00::1']}]\nports: [{port: 53, protocol: UDP}]",
);
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
      policy?.rules.egress.map(({ action, path }) => [action, path]),
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

describe("Services", () => {
  const service = (spec: string): string =>
    object("v1", "Service", "{name: dns, namespace: kube-system}", `spec: ${spec}`);
  const BASE = { namespace: "kube-system", name: "dns", addresses: [], headless: false, ports: [] };
  const port = (first: number) => ({ kind: "range", first, last: first });
  const member = (address: string, protocol: number, number: number, portName = "") => ({
    address: parseAddress(address),
    portName,
    protocol,
    port: number,
  });

  const READ: [of: string, text: string, expected: object][] = [
    ["nothing said", service("{}"), { ...BASE, members: undefined }],
    [
      "ClusterIPs, each once",
      service("{clusterIP: 172.20.0.10, clusterIPs: [172.20.0.10, 'fd00::a']}"),
      {
        ...BASE,
        addresses: [parseAddress("172.20.0.10"), parseAddress("fd00::a")],
        members: undefined,
      },
    ],
    [
      "headless",
      service("{clusterIP: None, clusterIPs: [None]}"),
      { ...BASE, headless: true, members: undefined },
    ],
    [
      "another name",
      service("{type: ExternalName, externalName: db.example.com}"),
      { ...BASE, externalName: "db.example.com", members: undefined },
    ],
    [
      "a name that counts for nothing with another type",
      service("{type: ClusterIP, externalName: db.example.com}"),
      { ...BASE, members: undefined },
    ],
    [
      "ports",
      service(
        "{ports: [{name: a, port: 1, protocol: UDP, targetPort: x}, {port: 2, targetPort: 3}, {port: 4}]}",
      ),
      {
        ...BASE,
        ports: [
          { name: "a", protocol: 17, port: 1, target: { kind: "named", name: "x" } },
          { protocol: 6, port: 2, target: port(3) },
          { protocol: 6, port: 4, target: port(4) },
        ],
        members: undefined,
      },
    ],
    [
      "two EndpointSlices and no Service",
      SLICE + SECOND_SLICE,
      {
        ...BASE,
        members: [
          member("10.0.0.1", 17, 53),
          member("10.0.0.1", 6, 54),
          member("10.0.0.2", 17, 53),
          member("10.0.0.2", 6, 54),
          member("fd00::1", 17, 53),
        ],
      },
    ],
    [
      "an EndpointSlice and its Service",
      service("{clusterIP: None}") + SECOND_SLICE.replace("{port: 53,", "{name: d, port: 53,"),
      { ...BASE, headless: true, members: [member("fd00::1", 17, 53, "d")] },
    ],
  ];

  for (const [of, text, expected] of READ) {
    it(`are read: ${of}`, () => {
      assert.deepEqual(soundWorldOf(text).services, [expected]);
    });
  }

  for (const ports of [
    "{targetPort: 8080}",
    "{port: 0}",
    "{port: 65536}",
    "{port: x}",
    "{port: 1.5}",
  ]) {
    it(`need the number of a port: ${ports}`, () => {
      const world = worldOf(service(`{ports: [${ports}]}`));
      const wrong = findingsOf(world, "error").map(([code, path]) => [code, path]);
      assert.deepEqual(wrong, [["bad-port", "spec.ports[0].port"]]);
      assert.deepEqual(world.services[0]?.ports, []);
    });
  }
});
