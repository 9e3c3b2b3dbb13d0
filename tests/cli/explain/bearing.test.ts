import assert from "node:assert/strict";
import fc from "fast-check";
import { stringify } from "yaml";
import { runCommandLine } from "../../../cli/commands.js";
import { bearingOn, namespacesBetween, openBearing } from "../../../cli/explain/bearing.js";
import { answerFlow, answerJson, answerText } from "../../../cli/explain/explain-flow.js";
import { openWorld, type OpenedWorld } from "../../../cli/input/open-world.js";
import { paletteOf } from "../../../cli/text/palette.js";
import type { ObjectHead } from "../../../prover/index.js";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { recordedTerminal, runBulkhead } from "../support.js";

const NAMESPACES = ["a", "b", "c"];
const PLAIN = paletteOf(false);

const labels = fc.constantFrom({}, { app: "x" }, { app: "y" }, { app: "x", tier: "y" });
const namespaces = fc.constantFrom(...NAMESPACES);
const names = fc.nat(9).map((number) => `n-${number}`);

const pods = fc
  .record({ namespace: namespaces, name: names, labels, host: fc.nat(30), hostNetwork: fc.nat(9) })
  .map(({ host, hostNetwork, ...metadata }) => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata,
    spec: {
      containers: [{ name: "main", image: "x", ports: [{ name: "web", containerPort: 80 }] }],
      ...(hostNetwork === 0 ? { hostNetwork: true } : {}),
    },
    status: { podIP: `10.0.128.${host}` },
  }));

const peers = fc.constantFrom<object>(
  { podSelector: { matchLabels: { app: "x" } } },
  { namespaceSelector: {} },
  { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "b" } } },
  { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "outside" } } },
  { ipBlock: { cidr: "10.0.64.0/21" } },
);
const ports = fc.constantFrom(undefined, [{ port: 80 }], [{ port: "web" }], [{ port: 53 }]);

const kubernetesPolicies = fc
  .record({ namespace: namespaces, name: names, labels, peers: fc.array(peers), ports })
  .map(({ namespace, name, labels: matchLabels, peers: others, ports: open }) => ({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { namespace, name },
    spec: {
      podSelector: { matchLabels },
      policyTypes: ["Ingress", "Egress"],
      ingress: [{ from: others, ports: open }],
      egress: [{ to: others, ports: open }],
    },
  }));

const calicoKinds = fc.constantFrom(
  "NetworkPolicy",
  "GlobalNetworkPolicy",
  "StagedNetworkPolicy",
  "StagedGlobalNetworkPolicy",
);
const actions = fc.constantFrom("Allow", "Deny", "Pass", "Log");
const selectors = fc.constantFrom("all()", "app == 'x'", "has(tier)", "!has(app)");

const calicoPolicies = fc
  .record({
    kind: calicoKinds,
    namespace: namespaces,
    name: names,
    action: actions,
    selectors: fc.tuple(selectors, selectors),
    order: fc.nat(3),
  })
  .map(({ kind, namespace, name, action, selectors: [own, other], order }) => {
    const rules = [
      { action, source: { selector: other } },
      { action: "Allow", destination: { selector: other } },
    ];
    return {
      apiVersion: "projectcalico.org/v3",
      kind,
      metadata: { name, ...(kind.includes("Global") ? {} : { namespace }) },
      spec: { selector: own, order, types: ["Ingress", "Egress"], ingress: rules, egress: rules },
    };
  });

const namespaceObjects = namespaces.map((name) => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name, labels: { "kubernetes.io/metadata.name": name } },
}));
const others = fc.constantFrom({
  apiVersion: "v1",
  kind: "ResourceQuota",
  metadata: { name: "quota", namespace: "a" },
});

/** Objects of all kinds that the proof knows, none twice. */
const manifests = fc
  .array(fc.oneof(pods, kubernetesPolicies, calicoPolicies, namespaceObjects, others), {
    minLength: 4,
    maxLength: 24,
  })
  .map((objects) => {
    const byName = new Map(
      objects.map((object) => {
        const { name, namespace } = object.metadata as { name: string; namespace?: string };
        return [`${object.apiVersion} ${object.kind} ${namespace ?? ""} ${name}`, object];
      }),
    );
    return [...byName.values()];
  });

const WORDS = ["a/*", "b/*", "outside/*", "data", "internet", "a/n-1", "b/n-2", "c/n-3", "a/n-4"];
const questions = fc
  .tuple(
    fc.constantFrom(...WORDS),
    fc.constantFrom(...WORDS),
    fc.constantFrom("80", "53/UDP", undefined),
  )
  .map(([from, to, traffic]) => ({ from, to, ...(traffic === undefined ? {} : { traffic }) }));

const ZONES = "pods: [10.0.128.0/17]\nzones:\n  data: { kind: data, cidrs: 10.0.64.0/21 }\n";

describe("What bears on a question", () => {
  const space = new Workspace();

  after(() => {
    space.remove();
  });

  for (const [from, to, wanted] of [
    ["shop/web", "bank/*", ["shop", "bank"]],
    ["internet", "bank/ledger", ["bank"]],
    ["alb-shop", "data", []],
    ["10.0.0.7", "bank/*", undefined],
    ["bank/*", "10.0.0.0/8", undefined],
    ["fd00::1", "bank/*", undefined],
    ["shop/web", "bank/service/accounts", undefined],
  ] as const) {
    it(`from ${from} to ${to} are the policies of ${wanted?.join(" and ") ?? "everybody"}`, () => {
      assert.deepEqual(namespacesBetween({ from, to }), wanted);
    });
  }

  it("are all objects but policies of other namespaces and kinds that decide about no traffic", () => {
    const wanted = bearingOn(["shop"]);
    const heads: readonly (readonly [ObjectHead, boolean])[] = [
      [{}, false],
      [{ kind: "Tier" }, true],
      [{ kind: "GlobalNetworkPolicy" }, true],
      [{ kind: "KubernetesClusterNetworkPolicy" }, true],
      [{ kind: "GlobalNetworkSet" }, true],
      ...(
        ["Pod", "NetworkSet", "Service", "EndpointSlice", "Deployment", "ServiceAccount"] as const
      ).flatMap((kind) => NAMESPACES.map((namespace) => [{ kind, namespace }, true] as const)),
      ...(
        [
          "NetworkPolicy",
          "KubernetesNetworkPolicy",
          "StagedNetworkPolicy",
          "StagedKubernetesNetworkPolicy",
        ] as const
      ).flatMap((kind) => [
        [{ kind, namespace: "shop" }, true] as const,
        [{ kind, namespace: "bank" }, false] as const,
      ]),
    ];
    assert.deepEqual(
      heads.map(([head]) => wanted(head)),
      heads.map(([, expected]) => expected),
    );
  });

  it("law: gives the answer that everything gives", () => {
    const file = space.file("zones.yaml", ZONES);
    let smaller = 0;
    const told = (opened: OpenedWorld, words: Parameters<typeof answerFlow>[1]): unknown => {
      const answer = answerFlow(opened, words);
      return [answerText(opened, answer, PLAIN), JSON.stringify(answerJson(opened, answer))];
    };
    const same = fc.property(manifests, questions, (objects, words) => {
      const path = space.file("all.yaml", objects.map((each) => stringify(each)).join("---\n"));
      const options = { zones: file, world: {}, cidrMatchesPods: true };
      const request = { paths: [path], options };
      const bearing = openBearing(request, words, { input: () => "" });
      if (bearing === undefined) return;
      const all = openWorld(request, { input: () => "" });
      if (bearing.input.read.objects.length < all.input.read.objects.length) smaller += 1;
      assert.deepEqual(told(bearing, words), told(all, words));
    });
    fc.assert(same, { numRuns: 400 });
    assert.ok(smaller > 60, `only ${smaller} were smaller`);
  });

  const BROKEN = `---
apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: broken, namespace: other}
spec: {selector: "has(", types: [Ingress]}
`;

  it("spares a person the mistakes of others, which everyone else is told", async () => {
    const path = space.file("broken.yaml", TWO_NAMESPACES + BROKEN);
    const { out, status } = await runBulkhead(
      "explain",
      "shop/web",
      "bank/ledger",
      "80",
      "--in",
      path,
    );
    assert.match(out, /shop\/web → bank\/ledger {2}80\/TCP {2}denied/);
    assert.equal(status, 0);
    const whole = await runBulkhead("explain", "shop/web", "10.0.128.9", "80", "--in", path);
    assert.equal(whole.status, 1);
    assert.match(
      whole.err,
      /NetworkPolicy other\/broken, spec\.selector: The selector is not valid/,
    );
  });

  it("is everything where a mistake bears on the question, so that all are told", async () => {
    const own = BROKEN.replace("namespace: other", "namespace: shop");
    const path = space.file("both.yaml", TWO_NAMESPACES + BROKEN + own);
    const { err, status } = await runBulkhead("explain", "shop/web", "bank/ledger", "--in", path);
    assert.equal(status, 1);
    assert.match(err, /2 errors/);
  });

  it("is everything where a namespace is known only by the policies of another one", async () => {
    const path = space.file("named.yaml", TWO_NAMESPACES);
    const questions_ = [
      ["bank/ledger", "bank/service/x"],
      ["bank/ledger", "nowhere/*"],
      ["nowhere", "bank/*"],
    ] as const;
    for (const [from, to] of questions_) {
      const { err, status } = await runBulkhead("explain", from, to, "--in", path);
      assert.equal(status, 2);
      assert.match(err, /There is no|is no zone/);
    }
    const other = TWO_NAMESPACES.replaceAll("metadata.name: bank}}}]", "metadata.name: far}}}]");
    const far = space.file("far.yaml", other);
    const { out, status } = await runBulkhead("explain", "bank/ledger", "far/*", "80", "--in", far);
    assert.match(out, /bank\/ledger → far\/\* {2}80\/TCP {2}allowed/);
    assert.equal(status, 0);
  });

  it("is read once from standard input, even where everything has to be read after it", async () => {
    const words = ["bank/ledger", "far/*", "80", "--in", "-"];
    const other = TWO_NAMESPACES.replaceAll("metadata.name: bank}}}]", "metadata.name: far}}}]");
    const inputs = [other];
    const terminal = recordedTerminal({ input: () => inputs.pop() ?? "" });
    assert.equal(await runCommandLine(["explain", ...words], terminal), 0);
    assert.match(terminal.written.out, /bank\/ledger → far\/\* {2}80\/TCP {2}allowed/);
  });

  it("reads everything for a pod that has the address of another one's node", () => {
    const hostPod = `---
apiVersion: v1
kind: Pod
metadata: {name: agent, namespace: shop}
spec: {hostNetwork: true, containers: []}
status: {podIP: 10.0.128.9}
`;
    const path = space.file("host.yaml", TWO_NAMESPACES + hostPod);
    const request = { paths: [path], options: { world: {}, cidrMatchesPods: true } };
    const words = { from: "shop/web", to: "shop/agent" };
    assert.equal(openBearing(request, words, { input: () => "" }), undefined);
    const found = openBearing(request, { from: "shop/web", to: "bank/*" }, { input: () => "" });
    assert.deepEqual(
      found?.input.read.objects.map(({ kind, ref }) => `${kind} ${ref.name}`).slice(-3),
      ["KubernetesNetworkPolicy own", "KubernetesNetworkPolicy from-shop", "Pod agent"],
    );
  });
});
