import assert from "node:assert/strict";
import { parseAddress } from "../../../prover/build/addresses.js";
import { SECOND_SLICE, SLICE } from "./slices.js";
import { findingsOf, object, soundWorldOf, worldOf } from "./worlds.js";

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
      "headless by the list alone",
      service("{clusterIPs: [None]}"),
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

  const WARNED: [of: string, text: string, path: string, code: string][] = [
    [
      "a name in place of an address",
      SECOND_SLICE.replace("'fd00::1'", "db.example.com"),
      "endpoints[0].addresses[0]",
      "bad-endpoint-address",
    ],
    [
      "a port without a number",
      SECOND_SLICE.replace("{port: 53, ", "{"),
      "ports[0]",
      "endpoint-port-without-number",
    ],
  ];
  for (const [of, text, path, code] of WARNED) {
    it(`in EndpointSlices match nothing and are reported: ${of}`, () => {
      const world = soundWorldOf(text);
      const warnings = findingsOf(world, "warning").map((each) => each.slice(0, 2));
      assert.deepEqual(warnings, [[code, path]]);
      assert.deepEqual(world.services, [{ ...BASE, members: [] }]);
    });
  }

  it("belong to no Service when an EndpointSlice names none", () => {
    assert.deepEqual(soundWorldOf(SLICE.replace(/, labels: {[^}]*}/, "")).services, []);
  });

  for (const port of ["{port: 1, protocol: ICMP}", "{port: 1, targetPort: []}"]) {
    it(`have no port that is wrong: ${port}`, () => {
      const world = worldOf(service(`{ports: [${port}]}`));
      assert.equal(findingsOf(world, "error").length, 1);
      assert.deepEqual(world.services[0]?.ports, []);
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
