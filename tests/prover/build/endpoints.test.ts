import assert from "node:assert/strict";
import { ANY_VALUE, type Endpoint, type WorldOptions } from "../../../prover/index.js";
import { calico, findingsOf, namespace, object, soundWorldOf, worldOf } from "./worlds.js";

const REAL: WorldOptions = { adversaries: false };

function endpointsOf(text: string, options: WorldOptions = REAL): readonly Endpoint[] {
  return soundWorldOf(text, options).endpoints;
}

function idsOf(text: string, options: WorldOptions = REAL): string[] {
  return endpointsOf(text, options).map(({ id }) => id);
}

const owned = (kind: string, name: string): string =>
  `, ownerReferences: [{kind: ${kind}, name: ${name}}]`;
const pod = (name: string, more = "", rest = "spec: {}"): string =>
  object("v1", "Pod", `{name: ${name}, namespace: shop, labels: {app: web}${more}}`, rest);
const TEMPLATE =
  "{metadata: {labels: {app: web}}, spec: {serviceAccountName: till, containers: [{ports: [{name: http, containerPort: 80}]}]}}";
const workload = (api: string, kind: string, name: string, more = ""): string =>
  object(api, kind, `{name: ${name}, namespace: shop${more}}`, `spec: {template: ${TEMPLATE}}`);
const cronJob = (name: string): string =>
  object(
    "batch/v1",
    "CronJob",
    `{name: ${name}, namespace: shop}`,
    `spec: {jobTemplate: {spec: {template: ${TEMPLATE}}}}`,
  );

const WORKLOADS: [string, string][] = [
  ["apps/v1", "Deployment"],
  ["apps/v1", "StatefulSet"],
  ["apps/v1", "DaemonSet"],
  ["apps/v1", "ReplicaSet"],
  ["v1", "ReplicationController"],
  ["batch/v1", "Job"],
];

/** Which endpoints are left when pods and what made them are given together. */
const OWNERSHIP: { title: string; text: string; ids: string[] }[] = [
  {
    title: "a pod takes the place of its StatefulSet",
    text: workload("apps/v1", "StatefulSet", "db") + pod("db-0", owned("StatefulSet", "db")),
    ids: ["shop/db-0"],
  },
  {
    title: "a pod takes the place of ReplicaSet and Deployment",
    text:
      workload("apps/v1", "Deployment", "web") +
      workload("apps/v1", "ReplicaSet", "web-7f", owned("Deployment", "web")) +
      pod("web-7f-x", owned("ReplicaSet", "web-7f")),
    ids: ["shop/web-7f-x"],
  },
  {
    title: "a pod takes the place of its Deployment although the ReplicaSet is not given",
    text: workload("apps/v1", "Deployment", "web") + pod("web-7f-x", owned("ReplicaSet", "web-7f")),
    ids: ["shop/web-7f-x"],
  },
  {
    title: "a pod takes the place of its CronJob although the Job is not given",
    text: cronJob("tidy") + pod("tidy-123-x", owned("Job", "tidy-123")),
    ids: ["shop/tidy-123-x"],
  },
  {
    title: "a Deployment stands for its ReplicaSets",
    text:
      workload("apps/v1", "Deployment", "web") +
      workload("apps/v1", "ReplicaSet", "web-7f", owned("Deployment", "web")),
    ids: ["shop/web"],
  },
  {
    title: "a pod of something else takes no place",
    text: workload("apps/v1", "Deployment", "web") + pod("web-7f-x", owned("StatefulSet", "web")),
    ids: ["shop/web-7f-x", "shop/web"],
  },
  {
    title: "a finished pod takes no place",
    text: cronJob("tidy") + pod("tidy-1-x", owned("Job", "tidy-1"), "status: {phase: Succeeded}"),
    ids: ["shop/tidy"],
  },
  {
    title: "workloads that share their name say their kind",
    text:
      workload("apps/v1", "Deployment", "web") +
      workload("apps/v1", "StatefulSet", "web") +
      pod("web"),
    ids: ["shop/web", "shop/deployment/web", "shop/statefulset/web"],
  },
];

const RANGES = { podRanges: ["10.0.64.0/18", "fd00::/64"] };

function rangesOf({ addresses }: Endpoint): unknown[] {
  const list = addresses.kind === "exactly" ? addresses.addresses : addresses.ranges;
  return [addresses.kind, ...list.map(({ text }) => text)];
}

/** What is known of the addresses of a pod. */
const ADDRESSES: [string, string, unknown[]][] = [
  ["", "status: {podIP: 10.0.0.1}", ["exactly", "10.0.0.1"]],
  [
    "",
    "status: {podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}, {ip: 'fd00::1'}]}",
    ["exactly", "10.0.0.1", "fd00::1"],
  ],
  ["", "spec: {}", ["somewhere-in", ...RANGES.podRanges]],
  [
    ", annotations: {cni.projectcalico.org/podIP: 10.9.9.9}",
    "spec: {}",
    ["somewhere-in", ...RANGES.podRanges, "10.9.9.9"],
  ],
  [
    ", annotations: {vpc.amazonaws.com/pod-ips: '10.9.9.9,10.9.9.8'}",
    "spec: {}",
    ["somewhere-in", ...RANGES.podRanges, "10.9.9.9", "10.9.9.8"],
  ],
  [
    ", annotations: {cni.projectcalico.org/podIP: 10.9.9.9}",
    "status: {podIP: 10.0.0.1}",
    ["exactly", "10.0.0.1"],
  ],
];

describe("Endpoints", () => {
  for (const [api, kind] of WORKLOADS) {
    it(`come from the pod template of a ${kind}`, () => {
      const [endpoint, ...others] = endpointsOf(workload(api, kind, "web"));
      assert.ok(endpoint);
      assert.deepEqual(others, []);
      const { id, kind: is, labels, ports, addresses } = endpoint;
      assert.deepEqual([id, is, labels.get("app")], ["shop/web", "workload", "web"]);
      assert.equal(labels.get("projectcalico.org/serviceaccount"), "till");
      assert.deepEqual(ports, [{ name: "http", protocol: 6, port: 80 }]);
      assert.equal(addresses.kind, "somewhere-in");
    });
  }

  it("come from the inner template of a CronJob", () => {
    const [endpoint] = endpointsOf(cronJob("tidy"));
    assert.equal(endpoint?.labels.get("app"), "web");
  });

  for (const { title, text, ids } of OWNERSHIP) {
    it(`and their owners: ${title}`, () => {
      assert.deepEqual(idsOf(text), ids);
    });
  }

  it("of a workload may get any value for the labels that its controller writes", () => {
    const labelOf = (text: string, label: string): unknown =>
      endpointsOf(text)[0]?.labels.get(label);
    const deployment = workload("apps/v1", "Deployment", "web");
    assert.equal(labelOf(deployment, "pod-template-hash"), ANY_VALUE);
    assert.equal(labelOf(deployment, "statefulset.kubernetes.io/pod-name"), undefined);
    assert.equal(labelOf(cronJob("a"), "batch.kubernetes.io/job-name"), ANY_VALUE);
    assert.equal(labelOf(pod("a"), "pod-template-hash"), undefined);
  });

  it("leave out pods on the network of their node, which are listed", () => {
    const text =
      pod("a", "", "spec: {hostNetwork: true}") +
      workload("apps/v1", "DaemonSet", "b").replace(
        "spec: {serviceAccountName",
        "spec: {hostNetwork: true, serviceAccountName",
      );
    const world = soundWorldOf(text, REAL);
    assert.deepEqual(world.endpoints, []);
    assert.deepEqual(
      world.findings
        .filter(({ code }) => code === "host-network")
        .map(({ severity, path }) => [severity, path]),
      [
        ["note", "spec.hostNetwork"],
        ["note", "spec.template.spec.hostNetwork"],
      ],
    );
    assert.deepEqual(
      world.notModelled.map((sentence) => sentence.split(" uses ")[0]),
      ["Pod shop/a", "DaemonSet shop/b"],
    );
  });

  for (const phase of ["Succeeded", "Failed"]) {
    it(`leave out pods that have ${phase.toLowerCase()}`, () => {
      const world = soundWorldOf(pod("a", "", `status: {phase: ${phase}}`), REAL);
      assert.deepEqual(world.endpoints, []);
      assert.deepEqual(findingsOf(world, "note")[0]?.[0], "finished-pod");
    });
  }

  for (const [more, rest, expected] of ADDRESSES) {
    it(`have addresses ${expected.join(" ")} with ${more}${rest}`, () => {
      const [endpoint] = endpointsOf(pod("a", more, rest), { ...REAL, ...RANGES });
      assert.ok(endpoint);
      assert.deepEqual(rangesOf(endpoint), expected);
    });
  }

  it("may have any address when none is given", () => {
    const [real, adversary] = endpointsOf(pod("a"), {});
    assert.ok(real && adversary);
    assert.deepEqual(rangesOf(real), ["somewhere-in", "0.0.0.0/0", "::/0"]);
    assert.deepEqual(rangesOf(adversary), rangesOf(real));
  });

  it("tell of addresses that they claim", () => {
    const text = pod("a", ", annotations: {cni.projectcalico.org/podIPs: '10.9.9.9'}");
    assert.deepEqual(findingsOf(soundWorldOf(text), "warning")[0]?.[0], "claimed-address");
  });

  it("have the named ports of containers and of init containers that keep running", () => {
    const port = (name: string, number: number): string =>
      `ports: [{name: ${name}, containerPort: ${number}}]`;
    const spec = `spec: {nodeName: n1, containers: [{${port("a", 1)}}, {ports: [{containerPort: 2}, {name: u, containerPort: 3, protocol: UDP}]}], initContainers: [{restartPolicy: Always, ${port("s", 4)}}, {${port("i", 5)}}]}`;
    const [endpoint] = endpointsOf(pod("a", "", spec));
    assert.deepEqual(endpoint?.ports, [
      { name: "a", protocol: 6, port: 1 },
      { name: "u", protocol: 17, port: 3 },
      { name: "s", protocol: 6, port: 4 },
    ]);
    assert.equal(endpoint.nodeName, "n1");
  });

  const MISTAKES: [string, string, string][] = [
    [pod("a", "", "status: {podIP: x}"), "bad-address", "status.podIP"],
    [pod("a", "", "spec: {hostNetwork: 'yes'}"), "wrong-type", "spec.hostNetwork"],
    [
      pod("a", "", "spec: {containers: [{ports: [{name: a, containerPort: 0}]}]}"),
      "bad-port",
      "spec.containers[0].ports[0].containerPort",
    ],
    [
      object("apps/v1", "Deployment", "{name: a, namespace: shop}", "spec: {}"),
      "no-pod-template",
      "spec.template",
    ],
  ];
  for (const [text, code, path] of MISTAKES) {
    it(`refuse ${path}: ${code}`, () => {
      assert.deepEqual(findingsOf(worldOf(text), "error")[0]?.slice(0, 2), [code, path]);
    });
  }
});

describe("Adversaries", () => {
  it("live in every namespace that exists, that a policy names or that was asked for", () => {
    const spec = `{types: [Ingress], namespaceSelector: projectcalico.org/name == 'a', ingress: [{action: Deny, source: {namespaceSelector: "kubernetes.io/metadata.name not in {'b'}"}, destination: {notSelector: projectcalico.org/namespace == 'c'}}]}`;
    const text =
      namespace("d") + calico("{types: [Ingress]}", { namespace: "e" }) + pod("x") + calico(spec);
    const options = { extraNamespaces: ["f"] };
    const world = soundWorldOf(text, options);
    const names = ["a", "b", "c", "d", "e", "f", "shop"];
    assert.deepEqual(world.namespaces, names);
    assert.deepEqual(
      world.endpoints
        .filter(({ kind }) => kind === "adversary")
        .map(({ id, ports }) => [id, ports]),
      names.map((name) => [`${name}/*`, "any"]),
    );
    assert.deepEqual(idsOf(text, { ...options, adversaries: false }), ["shop/x"]);
  });

  it("of a namespace that was not given have a note", () => {
    const [finding] = soundWorldOf(pod("x") + namespace("d")).findings;
    assert.equal(finding?.code, "namespace-not-given");
    assert.match(finding.message, /^The Namespace objects of shop are missing, /);
  });
});

describe("What the world does not know", () => {
  it("is listed, and a warning where it sounds like a policy", () => {
    const text =
      object("v1", "ConfigMap", "{name: a}") +
      object("v1", "ConfigMap", "{name: b}") +
      object("networking.k8s.aws/v1alpha1", "ApplicationNetworkPolicy", "{name: c}") +
      object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicy", "{name: d}");
    const world = soundWorldOf(text);
    assert.deepEqual(world.notModelled, [
      "Ignored 2 objects of kind ConfigMap (v1). The first: a.yaml, document 1, line 2.",
      "Ignored 1 object of kind ApplicationNetworkPolicy (networking.k8s.aws/v1alpha1). The first: a.yaml, document 3, line 12.",
      "Ignored 1 object of kind ValidatingAdmissionPolicy (admissionregistration.k8s.io/v1). The first: a.yaml, document 4, line 17.",
    ]);
    assert.deepEqual(findingsOf(world, "warning"), [["unknown-policy-kind", "kind", 12]]);
  });

  it("makes an error of reading an error of the world", () => {
    assert.deepEqual(findingsOf(worldOf("a: 1"), "error"), [["not-an-object", "apiVersion", 1]]);
  });

  it("refuses pod ranges that are none", () => {
    for (const range of ["x", "10.0.0.1/8"]) {
      const world = worldOf("", { podRanges: [range] });
      assert.deepEqual(findingsOf(world, "error"), [["bad-option", "podRanges", undefined]]);
    }
  });
});
