import assert from "node:assert/strict";
import { TWO_NAMESPACES, Workspace } from "../manifests.js";
import { runBulkhead, runWithInput, type Run } from "../support.js";

const MORE = `---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: more, namespace: bank}
spec:
  podSelector: {}
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: shop}}}]
      ports: [{protocol: UDP, port: 53}]
    - from: [{ipBlock: {cidr: 203.0.113.0/24}}]
`;

const THIRD = `---
apiVersion: v1
kind: Namespace
metadata: {name: late, labels: {kubernetes.io/metadata.name: late}}
`;

interface Cell {
  readonly from: Record<string, string>;
  readonly to: Record<string, string>;
  readonly traffic: { readonly text: string };
}

interface DiffDocument {
  readonly opened: readonly Cell[];
  readonly closed: readonly Cell[];
  readonly namespaces: { readonly added: readonly string[]; readonly removed: readonly string[] };
  readonly objects: Readonly<Record<"added" | "removed" | "changed", readonly { name: string }[]>>;
}

function told(cells: readonly Cell[]): string[] {
  return cells.map(
    ({ from, to, traffic }) =>
      `${from.namespace ?? from.zone ?? ""} → ${to.namespace ?? to.zone ?? ""} ${traffic.text}`,
  );
}

describe("bulkhead diff", () => {
  const space = new Workspace();
  const before = space.file("old/all.yaml", TWO_NAMESPACES);
  const after_ = space.file("new/all.yaml", TWO_NAMESPACES + MORE);

  after(() => {
    space.remove();
  });

  async function compared(...args: string[]): Promise<DiffDocument> {
    const { out } = await runBulkhead("diff", ...args, "--json");
    return JSON.parse(out) as DiffDocument;
  }

  it("tells what opened, what closed, and which objects came", async () => {
    const { status, out, err } = await runBulkhead("diff", before, after_);
    assert.deepEqual([status, err], [0, ""]);
    assert.equal(
      out,
      `Opened (2 connections)
  + shop      → bank  53/UDP
  + internet  → bank  everything
Closed (6 connections)
  - bank  → imds, internet, link-local, peers, pod-identity, resolver  everything

Objects
  + NetworkPolicy bank/more

Policies alone were asked. Established connections, NodePorts and a pod's own node are among what
they do not decide: \`bulkhead prove\` lists all of it.
`,
    );
  });

  it("is the same the other way round", async () => {
    const [there, back] = [await compared(before, after_), await compared(after_, before)];
    assert.deepEqual(told(there.opened), told(back.closed));
    assert.deepEqual(told(there.closed), told(back.opened));
    assert.deepEqual(there.objects.added, back.objects.removed);
  });

  it("finds nothing between a folder and itself, in whatever order its objects and fields are", async () => {
    const shuffled = space.file(
      "shuffled/all.yaml",
      TWO_NAMESPACES.split("---\n")
        .reverse()
        .join("\n---\n")
        .replace("{name: own, namespace: shop}", "{namespace: shop, name: own}"),
    );
    const { out, status } = await runBulkhead("diff", before, shuffled, "--fail-on-open");
    assert.equal(status, 0);
    assert.match(out, /^Opened: nothing\nClosed: nothing\n\nObjects\n {2}no difference\n\n/);
  });

  it("takes a namespace that comes with its objects for closed before", async () => {
    const later = space.file("late/all.yaml", TWO_NAMESPACES + THIRD);
    const { opened, closed, namespaces } = await compared(before, later);
    assert.deepEqual(namespaces, { added: ["late"], removed: [] });
    assert.ok(told(opened).includes("late → late everything"));
    assert.ok(told(opened).includes("late → internet everything"));
    assert.deepEqual(closed, []);
  });

  it("takes a namespace that only one side speaks of for there on both", async () => {
    const speaking = space.file(
      "speaking/all.yaml",
      TWO_NAMESPACES.replace(
        "kubernetes.io/metadata.name: bank}}}]",
        "kubernetes.io/metadata.name: dns}}}]",
      ),
    );
    const { namespaces, opened } = await compared(before, speaking);
    assert.deepEqual(namespaces, { added: [], removed: [] });
    assert.deepEqual(told(opened), ["shop → dns 8443/TCP, 53/UDP"]);
  });

  it("tells objects that changed without changing what is open", async () => {
    const labelled = space.file(
      "labelled/all.yaml",
      TWO_NAMESPACES.replace("labels: {app: web}", "labels: {app: web, more: yes}"),
    );
    const { opened, closed, objects } = await compared(before, labelled);
    assert.deepEqual([opened, closed, objects.added, objects.removed], [[], [], [], []]);
    assert.deepEqual(
      objects.changed.map(({ name }) => name),
      ["web"],
    );
  });

  it("ends with status 1 only when something opened and --fail-on-open is given", async () => {
    const status = async (...args: string[]): Promise<number> =>
      (await runBulkhead("diff", ...args)).status;
    const closing = space.file(
      "closing/all.yaml",
      TWO_NAMESPACES.replace(", {protocol: UDP, port: 53}", "").replace("port: 8443}]\n`", ""),
    );
    assert.equal(await status(before, after_, "--fail-on-open"), 1);
    assert.equal(await status(before, closing, "--fail-on-open"), 0);
    assert.equal(await status(before, after_), 0);
  });

  it("writes every format", async () => {
    const run = (format: string): Promise<Run> => runBulkhead("diff", before, after_, format);
    const { out: junit } = await run("--junit");
    assert.match(
      junit,
      /name="Nothing becomes reachable\.">\s*<failure message="shop → bank: 53\/UDP"/,
    );
    const { out: sarif } = await run("--sarif");
    assert.match(sarif, /"text": "Becomes reachable: shop → bank: 53\/UDP"/);
    const { out: dot } = await run("--dot");
    assert.match(
      dot,
      /"namespace shop" -> "namespace bank" \[label="\+ 53\/UDP", color=red, fontcolor=red\];/,
    );
  });

  it("reads one side from standard input", async () => {
    const { out } = await runWithInput(TWO_NAMESPACES + MORE, "diff", before, "-");
    assert.match(out, /^Opened \(2 connections\)/);
  });

  it("refuses manifests with errors with status 1, of either side", async () => {
    const broken = space.file("broken/all.yaml", "kind: Nothing\n");
    for (const sides of [
      [before, broken],
      [broken, before],
    ]) {
      const { status, out, err } = await runBulkhead("diff", ...sides);
      assert.deepEqual([status, out], [1, ""]);
      assert.match(space.plain(err), /broken\/all\.yaml:1/);
    }
  });

  it("is refused with status 2 without two paths", async () => {
    for (const paths of [[], [before], [before, after_, before], ["-", "-"]]) {
      assert.equal((await runBulkhead("diff", ...paths)).status, 2);
    }
  });
});
