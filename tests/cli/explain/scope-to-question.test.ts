import fc from "fast-check";
import assert from "node:assert/strict";
import { stringify } from "yaml";
import { runCommandLine } from "../../../cli/commands.js";
import { answerFlow, answerJson, answerText } from "../../../cli/explain/flow.js";
import {
  namespacesBetween,
  openRelevantPart,
  relevantTo,
} from "../../../cli/explain/scope-to-question.js";
import { createPalette } from "../../../cli/output/palette.js";
import { openWorld } from "../../../cli/proof/open-world.js";
import { type OpenedWorld } from "../../../cli/proof/opened-world.js";
import type { ObjectHead, TraceStep } from "../../../prover/index.js";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { recordedTerminal, runBulkhead } from "../support.js";
import { manifests, NAMESPACES } from "./random-manifests.js";

const PLAIN = createPalette(false);

const FUTURE_PODS = ["a/*", "b/*", "c/*"];
const WORDS = [...FUTURE_PODS, ...FUTURE_PODS, "outside/*", "data", "a/n-1", "b/n-2"];
const questions = fc
  .tuple(
    fc.constantFrom(...WORDS),
    fc.constantFrom(...WORDS),
    fc.constantFrom("80", "53/UDP", undefined),
  )
  .map(([from, to, traffic]) => ({ from, to, ...(traffic === undefined ? {} : { traffic }) }));

const ZONES = "pods: [10.0.128.0/17]\nzones:\n  data: { kind: data, cidrs: 10.0.64.0/21 }\n";

/** A tier without an object of its own is known by its policies, and told as skipped where all are known. */
function withoutSkipped(key: string, value: unknown): unknown {
  if (key !== "trace") return value;
  return (value as TraceStep[]).filter(({ outcome }) => outcome !== "skipped");
}

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
    const wanted = relevantTo(["shop"]);
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
      const json = JSON.stringify(answerJson(opened, answer), withoutSkipped);
      return [answerText(opened, answer, PLAIN), json];
    };
    const same = fc.property(manifests, questions, (objects, words) => {
      const path = space.file("all.yaml", objects.map((each) => stringify(each)).join("---\n"));
      const options = { zones: file, world: {}, cidrMatchesPods: true };
      const request = { paths: [path], options };
      const part = openRelevantPart(request, words, { input: () => "" });
      if (part === undefined) return;
      const all = openWorld(request, { input: () => "" });
      if (part.input.read.objects.length < all.input.read.objects.length) smaller += 1;
      assert.deepEqual(told(part, words), told(all, words));
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

  it("leaves out mistakes in policies that cannot bear on the question", async () => {
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
    assert.match(whole.err, /NetworkPolicy other\/broken, spec\.selector: The selector is invalid/);
  });

  it("is everything when a mistake bears on the question, so that all mistakes are reported", async () => {
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
      assert.match(err, /Unknown (peer|pod|namespace|Service)/);
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
    assert.equal(openRelevantPart(request, words, { input: () => "" }), undefined);
    const found = openRelevantPart(
      request,
      { from: "shop/web", to: "bank/*" },
      { input: () => "" },
    );
    assert.deepEqual(
      found?.input.read.objects.map(({ kind, ref }) => `${kind} ${ref.name}`).slice(-3),
      ["KubernetesNetworkPolicy own", "KubernetesNetworkPolicy from-shop", "Pod agent"],
    );
  });
});
