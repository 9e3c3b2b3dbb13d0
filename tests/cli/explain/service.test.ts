import assert from "node:assert/strict";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { runBulkhead, runWithInput } from "../support.js";

const SERVICES = `---
apiVersion: v1
kind: Pod
metadata: {name: vault, namespace: bank, labels: {app: ledger, tier: vault}}
spec: {containers: [{name: main, image: x, ports: [{name: api, containerPort: 9000}]}]}
status: {podIP: 10.0.128.10}
---
apiVersion: v1
kind: Service
metadata: {name: accounts, namespace: bank}
spec:
  clusterIP: 172.20.0.7
  selector: {app: ledger}
  ports: [{name: https, port: 443, targetPort: 8443}, {name: api, port: 80, targetPort: api}]
---
apiVersion: v1
kind: Service
metadata: {name: nobody, namespace: bank}
spec: {selector: {app: none}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Service
metadata: {name: elsewhere, namespace: bank}
spec: {type: ExternalName, externalName: db.example.com}
---
apiVersion: v1
kind: Service
metadata: {name: plain, namespace: bank}
spec: {clusterIP: None, selector: {tier: vault}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: vault, namespace: bank}
spec:
  podSelector: {matchLabels: {tier: vault}}
  policyTypes: [Egress]
  egress: [{to: [{podSelector: {}}]}]
`;

interface BatchAnswer {
  readonly allowed?: boolean;
  readonly error?: string;
  readonly parts?: readonly { readonly traffic: string; readonly allowed: boolean }[];
}

interface Verdicts {
  readonly ports: readonly {
    readonly port: number;
    readonly allowed: boolean;
    readonly certain: boolean;
    readonly backends: readonly {
      readonly to: string;
      readonly port: number;
      readonly allowed: boolean;
    }[];
  }[];
}

describe("bulkhead explain, to a Service", () => {
  const space = new Workspace();
  const manifests = space.file("all.yaml", TWO_NAMESPACES + SERVICES);

  after(() => {
    space.remove();
  });

  async function explain(...args: string[]): Promise<string> {
    const { status, out, err } = await runBulkhead("explain", ...args, "--in", manifests);
    assert.deepEqual([status, err], [0, ""]);
    return space.plain(out);
  }

  it("tells where its port goes, and explains the connections to the pods", async () => {
    assert.equal(
      await explain("shop/web", "bank/service/accounts", "443"),
      `shop/web → bank/service/accounts
  443/TCP of the Service goes to bank/ledger 8443/TCP, bank/vault 8443/TCP.
  kube-proxy puts the pod's address and port in place of the Service's before any policy is asked;
  rules that name those of the Service do not match.

shop/web → bank/ledger  8443/TCP  allowed

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

  it("reports every port when none is named, and each group of pods by itself", async () => {
    const text = await explain("bank/vault", "bank/service/accounts");
    assert.match(
      text,
      /443\/TCP of the Service goes to bank\/ledger 8443\/TCP, bank\/vault 8443\/TCP\.\n/,
    );
    assert.match(text, /80\/TCP of the Service goes to bank\/vault 9000\/TCP\.\n/);
    const told = [...text.matchAll(/^(\S+ → \S+ {2}\S+) {2}(.*)$/gm)].map(([line]) => line);
    assert.deepEqual(told, [
      "bank/vault → bank/ledger  8443/TCP  denied",
      "bank/vault → bank/vault  9000/TCP  denied",
    ]);
  });

  it("answers a range by those of its ports that are in it", async () => {
    const text = await explain("shop/web", "bank/service/accounts", "TCP except 443");
    assert.match(text, /^shop\/web → bank\/service\/accounts\n {2}80\/TCP of the Service goes to/);
    assert.doesNotMatch(text, /443\/TCP/);
    const all = await explain("shop/web", "bank/service/accounts", "TCP");
    assert.equal(all, await explain("shop/web", "bank/service/accounts"));
  });

  it("is meant by its ClusterIP", async () => {
    assert.equal(
      await explain("shop/web", "172.20.0.7", "443"),
      (await explain("shop/web", "bank/service/accounts", "443")).replace(
        "bank/service/accounts",
        "172.20.0.7",
      ),
    );
  });

  it("headless, is the pods themselves on any port", async () => {
    const text = await explain("shop/web", "bank/service/plain", "8443");
    assert.match(text, /8443\/TCP of the Service goes to bank\/vault 8443\/TCP\./);
    assert.match(text, /\n {2}It is headless: its name stands for the addresses of its pods/);
    assert.doesNotMatch(text, /kube-proxy/);
  });

  it("in JSON tells every port with everyone behind it", async () => {
    const answer = JSON.parse(
      await explain("shop/web", "bank/service/accounts", "--json"),
    ) as Verdicts;
    assert.deepEqual(
      answer.ports.map(({ port, allowed, certain, backends }) => ({
        port,
        allowed,
        certain,
        backends: backends.map((each) => [each.to, each.port, each.allowed]),
      })),
      [
        {
          port: 443,
          allowed: true,
          certain: true,
          backends: [
            ["bank/ledger", 8443, true],
            ["bank/vault", 8443, true],
          ],
        },
        { port: 80, allowed: false, certain: false, backends: [["bank/vault", 9000, false]] },
      ],
    );
  });

  it("answers lines of a batch, of several pods the first that is allowed", async () => {
    const lines = [
      { from: "shop/web", to: "bank/service/accounts", port: 443 },
      { from: "shop/web", to: "172.20.0.7", port: 80 },
      { from: "shop/web", to: "172.20.0.7", port: 81 },
      { from: "shop/web", to: "bank/service/accounts", traffic: "443" },
      { from: "shop/web", to: "bank/service/accounts", traffic: "TCP" },
    ];
    const text = lines.map((line) => JSON.stringify(line)).join("\n");
    const { status, out } = await runWithInput(text, "explain", manifests, "--batch", "-");
    const answers = out
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as BatchAnswer);
    assert.equal(status, 1);
    assert.deepEqual(
      answers.map(({ allowed, error, parts }) =>
        parts === undefined
          ? (allowed ?? error)
          : parts.map((each) => [each.traffic, each.allowed]),
      ),
      [
        true,
        false,
        "bank/service/accounts does not serve 81/TCP. Its ports: 443/TCP (https), 80/TCP (api).",
        true,
        [
          ["443/TCP", true],
          ["80/TCP", false],
        ],
      ],
    );
  });

  const REFUSED: [to: string, traffic: string[], message: string][] = [
    [
      "bank/accounts",
      ["443"],
      'Unknown pod "bank/accounts". As a destination, write the Service as bank/service/accounts.',
    ],
    [
      "bank/service/acounts",
      ["443"],
      'Unknown Service "bank/service/acounts". Did you mean "accounts"? Services: accounts, nobody, elsewhere, plain.',
    ],
    [
      "bank/service/accounts",
      ["53/UDP"],
      "bank/service/accounts does not serve 53/UDP. Its ports: 443/TCP (https), 80/TCP (api).",
    ],
    [
      "bank/service/accounts",
      ["ICMP"],
      "bank/service/accounts does not serve ICMP. Its ports: 443/TCP (https), 80/TCP (api).",
    ],
    [
      "bank/service/accounts",
      ["8000-9000"],
      "bank/service/accounts does not serve 8000-9000/TCP. Its ports: 443/TCP (https), 80/TCP (api).",
    ],
    ["bank/service/plain", [], "bank/service/plain has no ports of its own: name one."],
    [
      "bank/service/nobody",
      ["80"],
      "80/TCP of bank/service/nobody has no backend: no pod that its selector and target port pick, and no EndpointSlice.",
    ],
    [
      "bank/service/elsewhere",
      ["80"],
      "bank/service/elsewhere is another name of db.example.com: ask for one of its addresses.",
    ],
  ];

  for (const [to, traffic, message] of REFUSED) {
    it(`says why not: ${[to, ...traffic].join(" ")}`, async () => {
      const args = ["explain", "shop/web", to, ...traffic, "--in", manifests];
      const { status, out, err } = await runBulkhead(...args);
      assert.deepEqual([status, out], [2, ""]);
      assert.ok(err.startsWith(`bulkhead: ${message}\n`), err);
    });
  }

  it("sends nothing itself", async () => {
    const args = ["explain", "bank/service/accounts", "shop/web", "80", "--in", manifests];
    const { status, err } = await runBulkhead(...args);
    assert.equal(status, 2);
    assert.match(err, /bank\/service\/accounts is a Service, which cannot be a source\./);
  });
});
