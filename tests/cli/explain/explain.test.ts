import assert from "node:assert/strict";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { runBulkhead, runWithInput } from "../support.js";

interface Verdict {
  readonly allowed: boolean;
  readonly certain: boolean;
  readonly egress: { readonly allowed: boolean; readonly decision: Record<string, unknown> };
  readonly ingress: { readonly allowed: boolean; readonly decision: Record<string, unknown> };
}

describe("bulkhead explain", () => {
  const space = new Workspace();
  const manifests = space.file("all.yaml", TWO_NAMESPACES);

  after(() => {
    space.remove();
  });

  async function explain(...args: string[]): Promise<string> {
    const { status, out, err } = await runBulkhead("explain", ...args, "--in", manifests);
    assert.equal(err, "");
    assert.equal(status, 0);
    return space.plain(out);
  }

  it("names the rule that allows on both sides, with file and line", async () => {
    assert.equal(
      await explain("shop/web", "bank/ledger", "8443/TCP"),
      `shop/web → bank/ledger  8443/TCP  allowed

  egress of shop/web: allowed
    tier default: NetworkPolicy shop/own spec.egress[1].to[0] allows
      all.yaml:32

  ingress of bank/ledger: allowed
    tier default: NetworkPolicy bank/from-shop spec.ingress[0].from[0] allows
      all.yaml:42

Policies alone were asked. Established connections, NodePorts and a pod's own node are among what
they do not decide: \`bulkhead prove\` lists all of it.
`,
    );
  });

  it("names the policies that deny, and what has to change on both sides", async () => {
    assert.equal(
      await explain("shop/web", "bank/ledger", "22"),
      `shop/web → bank/ledger  22/TCP  denied

  egress of shop/web: denied
    tier default: its end denies; 1 policy selects the pod and no rule of them lets this pass
      NetworkPolicy shop/own
        all.yaml:22

  ingress of bank/ledger: denied
    tier default: its end denies; 1 policy selects the pod and no rule of them lets this pass
      NetworkPolicy bank/from-shop
        all.yaml:35

  to let it pass
    1. egress, tier default: NetworkPolicy shop/own has to allow 22/TCP from shop/web to
       bank/ledger.
    2. ingress, tier default: NetworkPolicy bank/from-shop has to allow 22/TCP from shop/web to
       bank/ledger.

Policies alone were asked. Established connections, NodePorts and a pod's own node are among what
they do not decide: \`bulkhead prove\` lists all of it.
`,
    );
  });

  it("tells all traffic when none is named, with an example of what is open and what is not", async () => {
    const text = await explain("shop/web", "bank/ledger");
    assert.match(text, /^shop\/web → bank\/ledger {2}all traffic\n {2}open: 8443\/TCP\n\n/);
    assert.deepEqual(
      [...text.matchAll(/^shop.* {2}(.*) {2}(allowed|denied)$/gm)].map(([, ...told]) => told),
      [
        ["8443/TCP", "allowed"],
        ["443/TCP", "denied"],
      ],
    );
  });

  it("takes addresses, networks, zones and the pod that a tenant may yet create", async () => {
    assert.match(
      await explain("10.0.128.7", "bank/ledger", "8443"),
      /egress of shop\/web: allowed/,
    );
    assert.match(
      await explain("internet", "shop/web", "80"),
      /not policed: the source is not a pod/,
    );
    assert.match(await explain("bank/*", "203.0.113.0/24", "80"), /profile kns\.bank: allows/);
    assert.match(await explain("shop/*", "bank/*", "53/UDP"), /53\/UDP {2}denied/);
  });

  it("is as certain as the facts are", async () => {
    const pod = space.file(
      "policy.yaml",
      `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: some, namespace: shop}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress: [{from: [{podSelector: {matchLabels: {app: web}}}]}]
`,
    );
    const { out } = await runBulkhead("explain", "shop/*", "shop/*", "80", "--in", pod);
    assert.match(out, /^shop\/\* → shop\/\* {2}80\/TCP {2}cannot be excluded$/m);
  });

  it("walks through every obstacle in the order in which it is met", async () => {
    const tiers = space.file(
      "tiers.yaml",
      `apiVersion: projectcalico.org/v3
kind: Tier
metadata: {name: wall}
spec: {order: 100, defaultAction: Pass}
---
apiVersion: projectcalico.org/v3
kind: GlobalNetworkPolicy
metadata: {name: wall.shut}
spec:
  tier: wall
  order: 10
  selector: projectcalico.org/namespace == 'bank'
  types: [Ingress]
  ingress: [{action: Deny, protocol: TCP, destination: {ports: [22]}}]
`,
    );
    const args = ["shop/web", "bank/ledger", "22", "--in", manifests, "--in", tiers];
    const { out } = await runBulkhead("explain", ...args);
    assert.deepEqual(out.match(/^ {4}\d\. \S+ tier \w+: \S+ \S+/gm), [
      "    1. egress, tier default: NetworkPolicy shop/own",
      "    2. ingress, tier wall: GlobalNetworkPolicy wall.shut",
      "    3. ingress, tier default: NetworkPolicy bank/from-shop",
    ]);
    const { out: json } = await runBulkhead("explain", ...args, "--json");
    const { toChange } = JSON.parse(json) as { toChange: unknown };
    assert.deepEqual(toChange, [
      {
        direction: "egress",
        by: "end-of-tier",
        tier: "default",
        policies: ["shop/knp.default.own"],
      },
      {
        direction: "ingress",
        by: "rule",
        tier: "wall",
        policies: ["wall.shut"],
        rule: "spec.ingress[0]",
      },
      {
        direction: "ingress",
        by: "end-of-tier",
        tier: "default",
        policies: ["bank/knp.default.from-shop"],
      },
    ]);
  });

  it("prints a verdict with --json", async () => {
    const verdict = JSON.parse(
      await explain("shop/web", "bank/ledger", "8443", "--json"),
    ) as Verdict;
    assert.deepEqual([verdict.allowed, verdict.certain], [true, true]);
    assert.deepEqual(verdict.ingress.decision, {
      by: "rule",
      tier: "default",
      policy: {
        apiVersion: "networking.k8s.io/v1",
        kind: "NetworkPolicy",
        namespace: "bank",
        name: "from-shop",
        file: "all.yaml",
        line: 42,
      },
      rule: "spec.ingress[0].from[0]",
      action: "Allow",
    });
  });

  it("prints what is open with --json and no traffic", async () => {
    const answer = JSON.parse(await explain("shop/web", "bank/ledger", "--json")) as {
      open: { text: string };
      examples: { port: number; allowed: boolean }[];
    };
    assert.equal(answer.open.text, "8443/TCP");
    assert.deepEqual(
      answer.examples.map(({ port, allowed }) => [port, allowed]),
      [
        [8443, true],
        [443, false],
      ],
    );
  });

  it("reads manifests from standard input, together with files", async () => {
    const [namespaces = "", ...rest] = TWO_NAMESPACES.split("---\n");
    const file = space.file("namespace.yaml", namespaces);
    const args = ["shop/web", "bank/ledger", "8443", "--in", file, "--in", "-"];
    const { out } = await runWithInput(rest.join("---\n"), "explain", ...args);
    assert.match(out, /allowed\n[^]*\n {6}-:\d+\n/);
  });

  it("gives the same bytes twice", async () => {
    assert.equal(await explain("shop/*", "bank/*"), await explain("shop/*", "bank/*"));
  });

  describe("on manifests that cannot be judged", () => {
    it("ends with status 1 and lists all that is wrong", async () => {
      const broken = space.file("broken.yaml", "apiVersion: v1\nkind: [");
      const bad = space.file(
        "bad.yaml",
        "apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\n" +
          "metadata: {name: x, namespace: shop}\nspec: {selector: 'a ==', types: [Ingress]}\n",
      );
      const paths = ["--in", broken, "--in", bad, "--in", `${space.folder}/none.yaml`];
      const { status, out, err } = await runBulkhead("explain", "shop/*", "shop/*", ...paths);
      assert.deepEqual([status, out], [1, ""]);
      assert.match(err, /^bulkhead: the input has [345] errors, so that nothing can be said:\n/);
      for (const place of [
        /broken\.yaml:\d/,
        /bad\.yaml:4: NetworkPolicy shop\/x, spec\.selector/,
      ]) {
        assert.match(err, place);
      }
      assert.match(err, /none\.yaml cannot be read/);
    });

    it("tells a tie and answers as --tie-break has it", async () => {
      const policy = (kind: string, name: string, action: string): string => `---
apiVersion: projectcalico.org/v3
kind: ${kind}
metadata: {name: ${name}${kind === "NetworkPolicy" ? ", namespace: bank" : ""}}
spec: {order: 5, selector: all(), types: [Ingress], ingress: [{action: ${action}}]}
`;
      const tied = space.file(
        "tied.yaml",
        policy("NetworkPolicy", "z", "Allow") + policy("GlobalNetworkPolicy", "b", "Deny"),
      );
      const verdict = async (version: string): Promise<string> => {
        const flow = ["internet", "bank/*", "80", "--in", tied, "--tie-break", version];
        const { status, out, err } = await runBulkhead("explain", ...flow);
        assert.equal(status, 0);
        assert.match(err, /different orders/);
        return /80\/TCP {2}(\w+)$/m.exec(out)?.[1] ?? "";
      };
      assert.deepEqual([await verdict("v3.32"), await verdict("v3.31")], ["denied", "allowed"]);
    });
  });

  describe("options of the world", () => {
    it("fills in missing types as the options say", async () => {
      const untyped = space.file(
        "untyped.yaml",
        "apiVersion: projectcalico.org/v3\nkind: NetworkPolicy\n" +
          "metadata: {name: x, namespace: bank}\nspec: {selector: all(), order: 1}\n",
      );
      const verdict = async (mode: string): Promise<boolean> => {
        const flow = ["bank/*", "internet", "80", "--in", untyped, "--json"];
        const { out } = await runBulkhead("explain", ...flow, "--missing-types", mode);
        return (JSON.parse(out) as Verdict).allowed;
      };
      assert.deepEqual([await verdict("api-server"), await verdict("felix")], [true, false]);
    });

    it("take networks in rules for addresses outside the cluster", async () => {
      const blocks = space.file(
        "blocks.yaml",
        `${TWO_NAMESPACES}---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: blocks, namespace: bank}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress: [{from: [{ipBlock: {cidr: 10.0.0.0/8}}]}]
`,
      );
      const verdict = async (from: string, matches: string): Promise<boolean> => {
        const flow = [from, "bank/ledger", "22", "--in", blocks, "--json"];
        const { out } = await runBulkhead("explain", ...flow, "--cidr-matches-pods", matches);
        return (JSON.parse(out) as Verdict).allowed;
      };
      assert.ok(await verdict("bank/ledger", "true"));
      assert.ok(!(await verdict("bank/ledger", "false")));
      assert.ok(!(await verdict("10.0.128.9", "false")));
      assert.ok(await verdict("10.9.9.9", "false"));
    });
  });
});
