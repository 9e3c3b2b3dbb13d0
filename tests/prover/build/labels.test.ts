import assert from "node:assert/strict";
import { ANY_VALUE, type Endpoint, type LabelValue, type World } from "../../../prover/index.js";
import { calico, findingsOf, namespace, object, soundWorldOf, worldOf } from "./worlds.js";

const POD = (labels: string, spec = "{}"): string =>
  object("v1", "Pod", `{name: web, namespace: shop, labels: ${labels}}`, `spec: ${spec}`);
const SHOP = namespace("shop", "{team: red}");
const ACCOUNT = object("v1", "ServiceAccount", "{name: till, namespace: shop, labels: {role: x}}");

function endpointOf(world: World, id: string): Endpoint {
  const endpoint = world.endpoints.find((each) => each.id === id);
  assert.ok(endpoint, `${id} among ${world.endpoints.map((each) => each.id).join(", ")}`);
  return endpoint;
}

function labelOf(text: string, label: string, id = "shop/web"): LabelValue {
  return endpointOf(soundWorldOf(text), id).labels.get(label);
}

const ALL = SHOP + ACCOUNT + POD("{app: web}", "{serviceAccountName: till}");
const FORGED =
  SHOP +
  POD(
    [
      "{app: web, pcns.team: blue, pcns.projectcalico.org/name: bank, pcsa.role: admin, pcns.other: x",
      "projectcalico.org/namespace: bank, projectcalico.org/orchestrator: host",
      "projectcalico.org/serviceaccount: admin}",
    ].join(", "),
  );

const LABELS: [string, string, string, LabelValue][] = [
  ["its own label", ALL, "app", "web"],
  ["no label that was never set", ALL, "other", undefined],
  ["its namespace", ALL, "projectcalico.org/namespace", "shop"],
  ["its orchestrator", ALL, "projectcalico.org/orchestrator", "k8s"],
  ["its service account", ALL, "projectcalico.org/serviceaccount", "till"],
  ["a label of its namespace", ALL, "pcns.team", "red"],
  ["no label that its namespace has not", ALL, "pcns.other", undefined],
  ["the name of its namespace", ALL, "pcns.projectcalico.org/name", "shop"],
  ["the name that the API server writes", ALL, "pcns.kubernetes.io/metadata.name", "shop"],
  ["a label of its service account", ALL, "pcsa.role", "x"],
  ["the name of its service account", ALL, "pcsa.projectcalico.org/name", "till"],
  ["no label that its service account has not", ALL, "pcsa.other", undefined],
  ["nothing forged: a label of the namespace", FORGED, "pcns.team", "red"],
  ["nothing forged: a label that the namespace has not", FORGED, "pcns.other", undefined],
  ["nothing forged: the namespace's name", FORGED, "pcns.projectcalico.org/name", "shop"],
  ["nothing forged: the namespace", FORGED, "projectcalico.org/namespace", "shop"],
  ["nothing forged: the orchestrator", FORGED, "projectcalico.org/orchestrator", "k8s"],
  ["nothing forged: the service account", FORGED, "projectcalico.org/serviceaccount", "default"],
  ["nothing forged: a label of the service account", FORGED, "pcsa.role", ANY_VALUE],
  ["unknown labels of a service account not given", FORGED, "pcsa.a", ANY_VALUE],
  ["the name of a service account not given", FORGED, "pcsa.projectcalico.org/name", "default"],
  ["unknown labels of a namespace not given", POD("{}"), "pcns.a", ANY_VALUE],
  ["the name of a namespace not given", POD("{}"), "pcns.projectcalico.org/name", "shop"],
  [
    "the old field for its account",
    SHOP + POD("{}", "{serviceAccount: a}"),
    "projectcalico.org/serviceaccount",
    "a",
  ],
];

const OF_ADVERSARIES: [string, string, LabelValue][] = [
  [SHOP, "projectcalico.org/namespace", "shop"],
  [SHOP, "projectcalico.org/orchestrator", "k8s"],
  [SHOP, "pcns.team", "red"],
  [SHOP, "pcns.other", undefined],
  [SHOP, "pcns.kubernetes.io/metadata.name", "shop"],
  [SHOP, "app", ANY_VALUE],
  [SHOP, "projectcalico.org/serviceaccount", ANY_VALUE],
  [SHOP + ACCOUNT, "pcsa.role", ANY_VALUE],
  [ACCOUNT, "pcns.team", ANY_VALUE],
  [ACCOUNT, "pcns.projectcalico.org/name", "shop"],
  [ACCOUNT, "projectcalico.org/namespace", "shop"],
];

describe("Labels of a pod", () => {
  for (const [title, text, label, expected] of LABELS) {
    it(`hold ${title}`, () => {
      assert.equal(labelOf(text, label), expected);
    });
  }

  for (const [text, label, expected] of OF_ADVERSARIES) {
    it(`that a tenant may create: ${label} with${text.includes("team") ? "" : "out"} a Namespace`, () => {
      assert.equal(labelOf(text, label, "shop/*"), expected);
    });
  }

  it("ignore what a Namespace says of its own name", () => {
    const labels = "{projectcalico.org/name: bank, kubernetes.io/metadata.name: bank}";
    const text = namespace("shop", labels) + POD("{}");
    for (const label of ["projectcalico.org/name", "kubernetes.io/metadata.name"]) {
      assert.equal(labelOf(text, `pcns.${label}`), "shop");
    }
  });

  it("are text", () => {
    const errors = findingsOf(worldOf(SHOP + POD("{app: 7}")), "error");
    assert.deepEqual(errors, [["wrong-type", "metadata.labels.app", 8]]);
  });
});

const SETS: [string, string, string, LabelValue][] = [
  ["its own label", "NetworkSet", "a", "b"],
  ["its namespace", "NetworkSet", "projectcalico.org/namespace", "shop"],
  ["a label of its namespace", "NetworkSet", "pcns.team", "red"],
  ["a forged label of a namespace, which wins", "NetworkSet", "pcns.forged", "x"],
  ["a forged name of a namespace, which wins", "NetworkSet", "pcns.projectcalico.org/name", "bank"],
  ["its own label", "GlobalNetworkSet", "a", "b"],
  ["no namespace", "GlobalNetworkSet", "projectcalico.org/namespace", undefined],
  ["nothing of a namespace", "GlobalNetworkSet", "pcns.team", undefined],
];

function setText(kind: string, more = ""): string {
  const where = kind === "NetworkSet" ? ", namespace: shop" : "";
  const labels = `{a: b, pcns.forged: x, pcns.projectcalico.org/name: bank${more}}`;
  return object(
    "projectcalico.org/v3",
    kind,
    `{name: s${where}, labels: ${labels}}`,
    "spec:\n  nets: [10.0.0.1/8, 10.1.2.3, 'fd00::/8']",
  );
}

describe("Network sets", () => {
  for (const [title, kind, label, expected] of SETS) {
    it(`of the kind ${kind} hold ${title}`, () => {
      const [set] = soundWorldOf(SHOP + setText(kind)).networkSets;
      assert.equal(set?.labels.get(label), expected);
    });
  }

  it("take the networks around their addresses", () => {
    const [set] = soundWorldOf(setText("GlobalNetworkSet")).networkSets;
    assert.deepEqual(
      set?.nets.map(({ version, first, last }) => [version, first, last]),
      [
        [4, 0x0a00_0000n, 0x0aff_ffffn],
        [4, 0x0a01_0203n, 0x0a01_0203n],
        [6, 0xfd00n << 112n, (0xfe00n << 112n) - 1n],
      ],
    );
  });

  it("cannot name their namespace, and reject an invalid address", () => {
    const reserved = setText("NetworkSet", ", projectcalico.org/namespace: bank");
    assert.deepEqual(
      findingsOf(worldOf(reserved), "error").map(([code]) => code),
      ["reserved-label"],
    );
    const bad = setText("GlobalNetworkSet").replace("10.1.2.3", "example.org");
    assert.deepEqual(findingsOf(worldOf(bad), "error"), [["bad-network", "spec.nets[1]", 6]]);
  });
});

describe("Host endpoints", () => {
  const HOST = object(
    "projectcalico.org/v3",
    "HostEndpoint",
    "{name: h, labels: {role: node}}",
    "spec: {node: n1, interfaceName: '*', expectedIPs: [10.0.0.9]}",
  );

  it("are reported with the policies that would police the node", () => {
    const text =
      HOST +
      calico("{types: [Ingress], selector: all()}", { name: "everything" }) +
      calico("{types: [Ingress], namespaceSelector: a != 'b'}", { name: "unlike" }) +
      calico("{types: [Ingress], namespaceSelector: all()}", { name: "pods" }) +
      calico("{types: [Ingress], selector: all()}", { name: "own", namespace: "shop" });
    const world = soundWorldOf(text);
    const [finding] = world.findings.filter(({ code }) => code === "host-endpoint");
    assert.equal(finding?.severity, "warning");
    assert.match(
      finding.message,
      /h polices traffic from and to n1 \(selected by everything, unlike\)/,
    );
    assert.deepEqual(world.notModelled, [finding.message]);
  });

  it("lend their addresses to the selectors of rules", () => {
    const [set] = soundWorldOf(HOST).networkSets;
    assert.equal(set?.labels.get("role"), "node");
    assert.deepEqual(
      set.nets.map(({ text }) => text),
      ["10.0.0.9"],
    );
  });
});

describe("The labels of network sets", () => {
  const set = (metadata: string): string =>
    object("projectcalico.org/v3", "NetworkSet", metadata, "spec: {nets: []}");
  const labelsOf = (text: string): LabelValue[] => {
    const [found] = soundWorldOf(text).networkSets;
    return ["role", "pcns.team", "pcns.other", "other"].map((label) => found?.labels.get(label));
  };

  it("are its own and those of its namespace", () => {
    const own = set("{name: s, namespace: shop, labels: {role: db}}");
    assert.deepEqual(labelsOf(SHOP + own), ["db", "red", undefined, undefined]);
  });

  it("may be any of the namespace's when unset, and no other", () => {
    const own = set("{name: s, namespace: den, labels: {role: db}}");
    assert.deepEqual(labelsOf(own), ["db", ANY_VALUE, ANY_VALUE, undefined]);
  });
});
