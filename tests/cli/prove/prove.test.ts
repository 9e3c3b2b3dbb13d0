import assert from "node:assert/strict";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { runBulkhead, runWithInput, type Run } from "../support.js";

const ASSERTIONS = `assertions:
  - name: shop reaches the bank
    always: {from: {namespace: shop}, to: {namespace: bank}, traffic: 8443/TCP}
  - name: the bank stays out of the shop
    never: {from: {namespace: bank}, to: {namespace: shop}}
`;

const BROKEN = `assertions:
  - name: the bank is closed
    never: {from: {namespace: shop}, to: {namespace: bank}}
  - name: an unknown name
    never: {from: {namespace: shpo}, to: {namespace: bank}}
`;

interface ProofDocument {
  readonly version: number;
  readonly assertions: readonly { readonly name: string; readonly status: string }[];
  readonly invariants: readonly unknown[];
  readonly findings: readonly { readonly code: string; readonly line?: number }[];
  readonly matrix: readonly { readonly from: object; readonly to: object }[];
  readonly notModelled: readonly string[];
}

describe("bulkhead prove", () => {
  const space = new Workspace();
  const manifests = space.file("all.yaml", TWO_NAMESPACES);
  const zones = space.file("zones.yaml", "pods: [10.0.128.0/17]\nvpc: [10.0.0.0/16]\n");
  const holds = space.file("holds.yaml", ASSERTIONS);
  const broken = space.file("broken.yaml", BROKEN);

  after(() => {
    space.remove();
  });

  function prove(...args: string[]): Promise<Run> {
    return runBulkhead("prove", manifests, "--zones", zones, ...args);
  }

  it("shows who reaches whom, what holds, and with whom it does not", async () => {
    const { status, out, err } = await prove("--assert", holds, "--assert", broken);
    assert.equal(err, "");
    assert.equal(status, 1);
    assert.equal(
      space.plain(out),
      `6 objects, 2 policies, 2 namespaces

Reachability
  What no pod of a namespace can exceed, whatever its labels. Ports are TCP unless they say
  otherwise; what is not shown is closed.
  inside a namespace: nothing (bank), all (shop)
  between namespaces
          bank
    shop  8443
  from namespaces
          imds
          pod-identity
          resolver
          rest-of-vpc
          link-local
          peers
          internet
    bank  all
  to namespaces: nothing

Assertions
  holds           shop reaches the bank
  holds           the bank stays out of the shop
  BROKEN          the bank is closed
    shop/web and 1 like it → bank/ledger and 1 like it: 8443/TCP
      egress allowed by spec.egress[1].to[0] of shop/knp.default.own (tier default)
      ingress allowed by spec.ingress[0].from[0] of bank/knp.default.from-shop (tier default)
  BROKEN          an unknown name
    Unknown namespace "shpo". Did you mean "shop"?

Not modelled
  Established connections survive a tightened policy; only new ones are denied.
  Traffic from a pod to itself always passes; pods with hostNetwork send from their node's address.
  Whether a pod reaches its own node depends on Calico's DefaultEndpointToHostAction: Drop by
  default, Accept with the operator.
  Calico drops VXLAN (4789/UDP) and IP-in-IP from pods, and allows IPv6 neighbour discovery.
  Traffic through a NodePort or an instance target arrives from a node's address.
  A new node may allow all traffic until Calico's agent has synchronised for the first time.
  HTTP rules, DNS names in rules and service meshes are not evaluated.
`,
    );
  });

  it("ends with status 0 when everything holds, and without assertions", async () => {
    assert.equal((await prove("--assert", holds)).status, 0);
    assert.equal((await prove()).status, 0);
  });

  it("prints JSON in a stable shape", async () => {
    const first = await prove("--assert", holds, "--assert", broken, "--json");
    const document = JSON.parse(first.out) as ProofDocument;
    assert.deepEqual(Object.keys(document), [
      "version",
      "assertions",
      "invariants",
      "findings",
      "matrix",
      "notModelled",
    ]);
    assert.deepEqual(
      document.assertions.map(({ status }) => status),
      ["holds", "holds", "broken", "broken"],
    );
    assert.deepEqual(document.invariants, []);
    assert.deepEqual(document.matrix.at(-2), {
      from: { namespace: "shop" },
      to: { namespace: "bank" },
      traffic: {
        everythingElse: false,
        protocols: [{ protocol: 6, values: [[8443, 8443]] }],
        text: "8443/TCP",
      },
    });
    assert.equal((await prove("--assert", holds, "--assert", broken, "--json")).out, first.out);
  });

  it("reads several paths and standard input", async () => {
    const [head = "", ...rest] = TWO_NAMESPACES.split("---\n");
    const file = space.file("head.yaml", head);
    const { out, status } = await runWithInput(rest.join("---\n"), "prove", file, "-");
    assert.equal(status, 0);
    assert.match(out, /^6 objects, 2 policies, 2 namespaces\n/);
  });

  describe("on manifests with errors", () => {
    const bad = `apiVersion: projectcalico.org/v3
kind: NetworkPolicy
metadata: {name: x, namespace: shop}
spec: {order: 1, selector: 'a ==', types: [Ingress], ingress: [{action: Alow}]}
`;

    it("proves nothing, lists them all, and ends with status 1", async () => {
      const file = space.file("bad.yaml", bad);
      const { status, out } = await prove(file, "--assert", holds);
      assert.equal(status, 1);
      assert.match(out, /^Nothing is proved: the manifests have errors\.$/m);
      assert.match(out, /BROKEN {10}shop reaches the bank/);
      assert.match(space.plain(out), /NetworkPolicy shop\/x, spec\.selector: [^]*bad\.yaml:4/);
      assert.match(out, /NetworkPolicy shop\/x, spec\.ingress\[0\]\.action: /);
    });

    it("has no matrix then", async () => {
      const file = space.file("bad.yaml", bad);
      const { out } = await prove(file, "--json");
      const document = JSON.parse(out) as ProofDocument;
      assert.deepEqual(document.matrix, []);
      assert.ok(document.findings.length > 1);
    });

    it("ends with status 1 for mistakes in the files of zones and assertions", async () => {
      const wrong = space.file("wrong.yaml", "assertions:\n  - nevr: {}\n");
      const { status, out } = await prove("--assert", wrong);
      assert.equal(status, 1);
      assert.match(space.plain(out), /wrong\.yaml:2/);
    });
  });

  describe("wrong usage", () => {
    const CASES: readonly (readonly [args: string[], message: RegExp])[] = [
      [[], /prove takes the paths of manifests/],
      [["x", "--json", "--dot"], /--json and --dot both claim standard output/],
      [["x", "--assert", "none.yaml"], /--assert none\.yaml: file not found/],
      [["x", "--sariff"], /Did you mean "--sarif"/],
      [["x", "--cidr-matches-pods", "no"], /--cidr-matches-pods takes true, false/],
      [["x", "--missing-types", "felx"], /Did you mean "felix"/],
    ];

    for (const [args, message] of CASES) {
      it(`is refused with status 2: prove ${args.join(" ")}`, async () => {
        const { status, out, err } = await runBulkhead("prove", ...args);
        assert.deepEqual([status, out], [2, ""]);
        assert.match(err, message);
      });
    }
  });
});
