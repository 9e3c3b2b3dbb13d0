import assert from "node:assert/strict";
import {
  type Backend,
  findBackends,
  buildWorld,
  readManifests,
  readZones,
  type Service,
  serviceId,
  serviceNamed,
  servicePortAt,
  type World,
} from "../../../prover/index.js";

const { zones } = readZones("vpc: [10.0.0.0/16]\npods: [10.0.128.0/17]\n", "zones.yaml");

interface PodText {
  readonly labels: string;
  readonly ports: string;
  readonly ip?: string;
}

const pod = (namespace: string, name: string, { labels, ports, ip }: PodText): string => `---
apiVersion: v1
kind: Pod
metadata: {name: ${name}, namespace: ${namespace}, labels: {${labels}}}
spec: {containers: [{name: main, image: x, ports: [${ports}]}]}
${ip === undefined ? "" : `status: {podIP: ${ip}}`}
`;

const service = (spec: string, name = "api"): string => `---
apiVersion: v1
kind: Service
metadata: {name: ${name}, namespace: shop}
spec: ${spec}
`;

const slice = (ports: string, ...addresses: string[]): string => `---
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: {name: api-1, namespace: shop, labels: {kubernetes.io/service-name: api}}
addressType: IPv4
endpoints: [{addresses: [${addresses.join(", ")}]}]
ports: [${ports}]
`;

const HTTP = "{name: http, containerPort: 8080}";
const OTHER_HTTP = "{name: admin, containerPort: 1}, {name: http, containerPort: 9090}";
const UDP = "{name: http, protocol: UDP, containerPort: 70}";
const PODS = [
  pod("shop", "api-0", { labels: "app: api, track: stable", ports: HTTP, ip: "10.0.128.5" }),
  pod("shop", "api-1", { labels: "app: api", ports: OTHER_HTTP, ip: "10.0.128.6" }),
  pod("shop", "quiet", { labels: "app: api", ports: UDP }),
  pod("shop", "web", { labels: "app: web", ports: HTTP }),
  pod("bank", "api-0", { labels: "app: api", ports: HTTP }),
].join("");

const DEPLOYMENT = `---
apiVersion: apps/v1
kind: Deployment
metadata: {name: later, namespace: shop}
spec: {template: {metadata: {labels: {app: later}}, spec: {containers: [{name: main, image: x}]}}}
`;

function worldOf(text: string): World {
  const world = buildWorld(readManifests([{ file: "a.yaml", text }]));
  assert.deepEqual(
    world.findings.filter(({ severity }) => severity === "error"),
    [],
  );
  return world;
}

function shown({ peer, port }: Backend): string {
  return `${peer.kind === "endpoint" ? peer.endpoint.id : peer.name} ${port}`;
}

function behind(text: string, port: number, protocol = 6): string[] {
  const world = worldOf(text);
  const found = world.services.find(({ name }) => name === "api");
  assert.ok(found);
  const asked = servicePortAt(found, { protocol, port });
  assert.ok(asked);
  return findBackends(world, zones, found, asked).map(shown);
}

const EVERY_API = ["shop/api-0", "shop/api-1", "shop/quiet"];

const CASES: [of: string, text: string, port: number, backends: string[]][] = [
  [
    "a target by number, whatever ports the pods name",
    PODS + service("{selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}"),
    80,
    EVERY_API.map((id) => `${id} 8080`),
  ],
  [
    "no target: the port of the Service",
    PODS + service("{selector: {app: api}, ports: [{port: 80}]}"),
    80,
    EVERY_API.map((id) => `${id} 80`),
  ],
  [
    "a target by name: each pod's own, and who has none is not behind it",
    PODS + service("{selector: {app: api}, ports: [{port: 80, targetPort: http}]}"),
    80,
    ["shop/api-0 8080", "shop/api-1 9090"],
  ],
  [
    "all labels of the selector",
    PODS + service("{selector: {app: api, track: stable}, ports: [{port: 80}]}"),
    80,
    ["shop/api-0 80"],
  ],
  [
    "pods that may yet get the label from their controller",
    DEPLOYMENT + service("{selector: {app: later, pod-template-hash: abc}, ports: [{port: 80}]}"),
    80,
    ["shop/later 80"],
  ],
  [
    "of several ports the one that is asked for",
    PODS +
      service(
        "{selector: {track: stable}, ports: [{name: a, port: 80, targetPort: 1}, {name: b, port: 81, targetPort: 2}]}",
      ),
    81,
    ["shop/api-0 2"],
  ],
  [
    "without a selector the addresses of EndpointSlices, under the name of the port",
    PODS +
      service("{ports: [{name: web, port: 80}, {name: other, port: 81}]}") +
      slice("{name: web, port: 1234}, {name: other, port: 99}", "10.0.3.3", "10.0.128.6"),
    80,
    ["10.0.3.3 (rest-of-vpc) 1234", "shop/api-1 1234"],
  ],
  [
    "a port without a name is the one without a name in EndpointSlices",
    PODS + service("{ports: [{port: 80}]}") + slice("{port: 1234}, {name: x, port: 9}", "10.0.3.3"),
    80,
    ["10.0.3.3 (rest-of-vpc) 1234"],
  ],
  [
    "another protocol under the same name is another port",
    PODS +
      service("{ports: [{name: web, port: 80}]}") +
      slice("{name: web, protocol: UDP, port: 1234}", "10.0.3.3"),
    80,
    [],
  ],
  [
    "a pod of which both tell, once",
    PODS +
      service("{selector: {track: stable}, ports: [{port: 80, targetPort: 8080}]}") +
      slice("{port: 8080}", "10.0.128.5"),
    80,
    ["shop/api-0 8080"],
  ],
  [
    "headless: the port that is asked for, of pods and of EndpointSlices",
    PODS +
      service("{clusterIP: None, selector: {track: stable}, ports: [{port: 80, targetPort: 9}]}") +
      slice("{port: 8080}", "10.0.3.3"),
    7,
    ["shop/api-0 7", "10.0.3.3 (rest-of-vpc) 7"],
  ],
];

describe("Backends of a Service", () => {
  for (const [of, text, port, backends] of CASES) {
    it(of, () => {
      assert.deepEqual(behind(text, port), backends);
    });
  }

  it("a port belongs to its protocol", () => {
    const [api] = worldOf(service("{ports: [{port: 53, protocol: UDP}]}")).services;
    assert.ok(api);
    assert.equal(servicePortAt(api, { protocol: 6, port: 53 }), undefined);
    assert.equal(servicePortAt(api, { protocol: 17, port: 54 }), undefined);
    assert.equal(servicePortAt(api, { protocol: 17, port: 53 }), api.ports[0]);
  });

  it("a Service is found by its name and by its ClusterIPs, however they are written", () => {
    const world = worldOf(
      service("{clusterIP: 172.20.0.9, clusterIPs: [172.20.0.9, 'fd00::9'], ports: [{port: 80}]}") +
        service("{clusterIP: None, ports: [{port: 80}]}", "other"),
    );
    const named = (text: string): Service | undefined => serviceNamed(world, text);
    const [api, other] = world.services;
    assert.ok(api && other);
    assert.deepEqual(
      [serviceId(api), serviceId(other)],
      ["shop/service/api", "shop/service/other"],
    );
    for (const text of ["shop/service/api", "172.20.0.9", "fd00::9", "fd00:0:0::0009"]) {
      assert.equal(named(text), api, text);
    }
    assert.equal(named("shop/service/other"), other);
    for (const text of [
      "shop/api",
      "172.20.0.0/16",
      "172.20.0.8",
      "::ac14:9",
      "None",
      "bank/service/api",
    ]) {
      assert.equal(named(text), undefined, text);
    }
  });
});
