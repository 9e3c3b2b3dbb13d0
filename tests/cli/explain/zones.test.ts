import assert from "node:assert/strict";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { runBulkhead } from "../support.js";

const FROM_OFFICE = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: office, namespace: bank}
spec:
  podSelector: {}
  policyTypes: [Ingress]
  ingress: [{from: [{ipBlock: {cidr: 203.0.113.0/24}}]}]
`;

const BASELINE = `---
apiVersion: policy.networking.k8s.io/v1alpha2
kind: ClusterNetworkPolicy
metadata: {name: baseline}
spec:
  tier: Baseline
  priority: 1
  subject: {namespaces: {}}
  ingress: [{action: Deny, from: [{namespaces: {}}]}]
`;

interface Answer {
  readonly allowed: boolean;
  readonly certain: boolean;
  readonly toChange: readonly { readonly tier: string }[];
}

describe("bulkhead explain", () => {
  const space = new Workspace();
  const zones = space.file(
    "zones.yaml",
    "pods: [10.0.128.0/17]\nzones:\n" +
      "  offices: {kind: on-premises, cidrs: [198.51.100.0/24, 203.0.113.0/24]}\n" +
      "  office: {kind: on-premises, cidrs: 192.0.2.0/24}\n",
  );

  after(() => {
    space.remove();
  });

  async function explain(manifests: string, ...flow: string[]): Promise<Answer> {
    const file = space.file("manifests.yaml", manifests);
    const args = ["explain", ...flow, "--in", file, "--zones", zones, "--json"];
    const { status, out, err } = await runBulkhead(...args);
    assert.deepEqual([status, err], [0, ""]);
    return JSON.parse(out) as Answer;
  }

  it("names the range that is open, and those that are not", async () => {
    const file = space.file("manifests.yaml", TWO_NAMESPACES + FROM_OFFICE);
    const head = async (zone: string): Promise<string[]> => {
      const args = ["explain", zone, "bank/ledger", "22", "--in", file, "--zones", zones];
      const { out } = await runBulkhead(...args);
      return space.plain(out).split("\n").slice(0, 2);
    };
    assert.deepEqual(await head("offices"), [
      "offices → bank/ledger  22/TCP  cannot be excluded",
      "  Told for 203.0.113.0/24; denied for 198.51.100.0/24.",
    ]);
    assert.deepEqual(await head("office"), ["office → bank/ledger  22/TCP  denied", ""]);
  });

  it("tells of a zone of several networks what any of them may, and whether all do", async () => {
    const told = async (zone: string): Promise<[boolean, boolean]> => {
      const answer = await explain(TWO_NAMESPACES + FROM_OFFICE, zone, "bank/ledger", "22");
      return [answer.allowed, answer.certain];
    };
    assert.deepEqual(await told("offices"), [true, false]);
    assert.deepEqual(await told("203.0.113.9"), [true, true]);
    assert.deepEqual(await told("office"), [false, false]);
  });

  it("asks for nothing behind the tier default, where an Allow settles it", async () => {
    const { toChange } = await explain(TWO_NAMESPACES + BASELINE, "shop/web", "bank/ledger", "22");
    assert.deepEqual(
      toChange.map(({ tier }) => tier),
      ["default", "default"],
    );
  });

  it("takes a pod that uses the network of its node for the address of the node", async () => {
    const host = (name: string, status: string): string =>
      `---\napiVersion: v1\nkind: Pod\nmetadata: {name: ${name}, namespace: shop}\n` +
      `spec: {hostNetwork: true}\nstatus: ${status}\n`;
    const manifests =
      TWO_NAMESPACES + host("known", "{hostIP: 10.0.3.4}") + host("unknown", "{phase: Pending}");
    const { allowed } = await explain(manifests, "shop/known", "shop/web", "80");
    assert.ok(!allowed);
    const file = space.file("manifests.yaml", manifests);
    const asked = ["explain", "shop/unknown", "shop/web", "80", "--in", file];
    const { status, err } = await runBulkhead(...asked);
    assert.equal(status, 2);
    assert.match(err, /shop\/unknown uses the network of its node/);
  });

  it("is stopped by mistakes in the file of zones", async () => {
    const wrong = space.file(
      "wrong.yaml",
      "zones:\n  office: {kind: offise, cidrs: 192.0.2.0/24}\n",
    );
    const file = space.file("manifests.yaml", TWO_NAMESPACES);
    const args = ["explain", "office", "shop/web", "22", "--in", file, "--zones", wrong];
    const { status, err } = await runBulkhead(...args);
    assert.equal(status, 1);
    assert.match(space.plain(err), /wrong\.yaml:2: .*"offise" is invalid: expected/);
  });
});
