import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JsonMap } from "../../../basics/json.js";
import { renderManifestFiles } from "../../../cli/plan-folder/manifest-files.js";
import type { PlanDocument } from "../../../cli/plan-folder/document.js";
import { provePlan } from "../../../cli/plan/prove.js";
import { ResourceGraph } from "../../../facts/resource-graph.js";
import type { Proof } from "../../../cli/proof/proof.js";
import { collectPlanFacts } from "../../../facts/plan-facts.js";
import { TrafficSet } from "../../../prover/index.js";
import { manifestsIn, maskProgram } from "../../../recorder/index.js";
import { environment } from "../../support/environments.js";
import { Workspace } from "../manifests.js";
import { FIXTURES, runBulkhead, type Run } from "../support.js";

/** The object as the platform renders it in staged mode. */
function staged(object: JsonMap): JsonMap {
  const { apiVersion, kind } = object;
  const spec = object.spec as JsonMap;
  if (kind === "ValidatingAdmissionPolicyBinding") {
    return { ...object, spec: { ...spec, validationActions: ["Warn", "Audit"] } };
  }
  if (apiVersion === "networking.k8s.io/v1" && kind === "NetworkPolicy") {
    const staged = { apiVersion: "projectcalico.org/v3", kind: "StagedKubernetesNetworkPolicy" };
    return { ...object, ...staged };
  }
  if (kind === "NetworkPolicy" || kind === "GlobalNetworkPolicy") {
    return { ...object, kind: `Staged${kind}` };
  }
  return object;
}

describe("the proof in bulkhead plan", () => {
  const space = new Workspace();

  after(() => {
    space.remove();
  });

  function plan(fixture: string, ...args: string[]): Promise<Run> {
    const out = join(space.folder, fixture);
    return runBulkhead("plan", "--program", join(FIXTURES, fixture), "--out", out, ...args);
  }

  function document(fixture: string): PlanDocument {
    const file = join(space.folder, fixture, "plan.json");
    return JSON.parse(readFileSync(file, "utf8")) as PlanDocument;
  }

  describe("of applications that are open", () => {
    let run: Run = { status: -1, out: "", err: "" };

    before(async () => {
      run = await plan("open");
    });

    it("writes everything, says which invariants are broken, and ends with status 1", () => {
      assert.equal(run.status, 1);
      const broken = document("open")
        .invariants.filter(({ status }) => status === "broken")
        .map(({ code }) => code);
      assert.ok(broken.includes("tenants-cannot-open"));
      assert.equal(
        run.err.trimEnd().split("\n").at(-1),
        `bulkhead: isolation is broken: ${broken.join(", ")}`,
      );
      assert.match(run.out, /Written\n/);
      for (const id of broken) assert.match(run.out, new RegExp(`^ {2}BROKEN +${id}: `, "m"));
    });

    it("shows the open cells in text and in plan.json", () => {
      assert.match(run.out, /between applications\n +bank +shop\n +bank +– +all\n +shop +all +–\n/);
      const cell = document("open").matrix.find(
        ({ from, to }) =>
          "namespace" in from &&
          from.namespace === "bank" &&
          "namespace" in to &&
          to.namespace === "shop",
      );
      assert.equal(cell?.traffic.everythingElse, true);
    });

    it("tells counterexamples with what decides on both sides", () => {
      const [first] = document("open").invariants.filter(({ status }) => status === "broken");
      const [example] = first?.counterexamples ?? [];
      assert.match(example?.example ?? "", /^(bank|shop)\/\* → .*: 443\/TCP$/);
      assert.match(example?.egress ?? "", /the profile kns\./);
    });

    it("has the same status with --json, and the same bytes in every run", async () => {
      const again = await plan("open", "--json");
      assert.equal(again.status, 1);
      assert.match(again.err, /isolation is broken: /);
      const once = readFileSync(join(space.folder, "open", "plan.json"), "utf8");
      assert.equal(again.out, once);
    });

    it("is the same proof when prove reads the folder, and policies can be added to it", async () => {
      const folder = join(space.folder, "open");
      const { status, out } = await runBulkhead("prove", folder, "--json");
      assert.equal(status, 1);
      const { invariants, matrix } = JSON.parse(out) as PlanDocument;
      assert.deepEqual(matrix, document("open").matrix);
      assert.deepEqual(invariants, document("open").invariants);
      const closing = space.file(
        "closing.yaml",
        "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n" +
          "metadata: {name: shut, namespace: shop}\nspec: {podSelector: {}, policyTypes: [Ingress, Egress]}\n",
      );
      const { out: text } = await runBulkhead("prove", folder, closing);
      assert.match(text, /between applications: nothing/);
    });

    it("is what explain and diff take for zones and manifests", async () => {
      const folder = join(space.folder, "open");
      const { out } = await runBulkhead(
        "explain",
        "bank/*",
        "control-plane",
        "443",
        "--in",
        folder,
      );
      assert.match(out, /^bank\/\* → control-plane {2}443\/TCP {2}allowed$/m);
      const { out: difference } = await runBulkhead("diff", folder, folder);
      assert.match(difference, /^Opened: nothing$/m);
    });
  });

  it("says in one line that a program without Kubernetes objects has no matrix", async () => {
    const { status, out } = await plan("empty");
    assert.equal(status, 0);
    assert.match(out, /^Reachability\n {2}none: the program has no Kubernetes objects\n$/m);
    const { matrix, findings, invariants } = document("empty");
    assert.deepEqual([matrix, findings, invariants], [[], [], []]);
  });

  it("judges no invariants of a program without components of this package", async () => {
    const { status, out } = await plan("plain", "--stack", "dev");
    assert.equal(status, 0);
    assert.deepEqual(document("plain").invariants, []);
    assert.match(out, /^ {2}inside a namespace: all$/m);
  });

  describe("of a real environment", () => {
    /** What its nodes lack, beside those of prod. */
    const WITHOUT_TAINT = ["pods-wait-for-calico: Nodes do not have a start-up taint."];

    function unproved({ invariants }: Pick<Proof, "invariants">): string[] {
      return invariants.flatMap(({ code, outcome, reason }) =>
        outcome === "holds" ? [] : [`${code}: ${reason ?? outcome}`],
      );
    }

    async function proofOf(
      change: (objects: JsonMap[]) => JsonMap[],
      stack: Parameters<typeof environment>[0] = "staging",
    ) {
      const recorded = await environment(stack);
      const facts = collectPlanFacts(new ResourceGraph(maskProgram(recorded)));
      const objects = manifestsIn(recorded) as unknown as JsonMap[];
      const proved = provePlan(facts, renderManifestFiles(change(objects)));
      assert.ok(proved);
      return proved.proof;
    }

    function proofWithout(name: string) {
      return proofOf((objects) =>
        objects.filter(({ metadata }) => (metadata as JsonMap).name !== name),
      );
    }

    it("holds, with a matrix that has the declared connections and no finding worth a warning", async () => {
      const proof = await proofWithout("");
      assert.deepEqual(unproved(proof), WITHOUT_TAINT);
      assert.deepEqual(
        proof.findings.filter(({ severity }) => severity !== "note"),
        [],
      );
      const between = proof.matrix?.cells.flatMap(({ from, to, traffic }) =>
        "namespace" in from &&
        "namespace" in to &&
        from.namespace !== to.namespace &&
        to.namespace !== "kube-system"
          ? [`${from.namespace} → ${to.namespace} ${String(traffic)}`]
          : [],
      );
      assert.deepEqual(between, [
        "checkout → accounts 8080/TCP",
        "checkout → fraud-scoring 8080/TCP",
        "search → catalog 8080/TCP",
        "storefront → catalog 8080/TCP",
        "storefront → checkout 8080/TCP",
        "storefront → recommendations 8080/TCP",
        "storefront → search 8080/TCP",
      ]);
    });

    it("holds in prod, where pods wait for Calico on new nodes", async () => {
      assert.deepEqual(unproved(await proofOf((objects) => objects, "prod")), []);
    });

    it("holds in dev as if everything were enforced, and warns of each policy that is staged", async () => {
      const proof = await proofOf((objects) => objects, "dev");
      assert.deepEqual(unproved(proof), WITHOUT_TAINT);
      assert.equal(proof.enforcement.staged, 6);
      assert.deepEqual(
        proof.findings.flatMap(({ severity, code, object }) =>
          severity === "note" ? [] : [`${code} ${object?.namespace ?? ""}/${object?.name ?? ""}`],
        ),
        [
          ...["allow-egress-databases", "allow-egress-platform", "allow-from-alb"],
          ...["allow-same-namespace", "default-deny", "app-isolation.boundary"],
        ].map((name) => `staged-not-enforced reports/${name}`),
      );
    });

    it("knows which subnets a load balancer may have: its own, or the shared ones", async () => {
      const isClass = ({ kind }: JsonMap): boolean => kind === "IngressClassParams";
      const specOf = (object: JsonMap | undefined) => object?.spec as JsonMap;
      const { invariants } = await proofOf((objects) => {
        const [first, ...others] = objects.filter(isClass);
        const last = others.at(-1);
        const swapped = {
          ...first,
          spec: { ...specOf(first), subnets: specOf(last).subnets ?? null },
        };
        return [...objects.filter((object) => object !== first), swapped];
      });
      const broken = invariants.filter(({ outcome }) => outcome === "broken");
      assert.deepEqual(
        broken.map(({ code }) => code),
        ["classes-bound"],
      );
      assert.match(
        broken.flatMap(({ problems }) => problems).join("\n"),
        /^[a-z-]+: its class uses subnets of others: subnet-\w+, subnet-\w+\.$/,
      );
    });

    it("judges staged policies as if they were enforced, and shows what is open without them", async () => {
      const { invariants, enforcement, matrix } = await proofOf((objects) => objects.map(staged));
      assert.deepEqual(unproved({ invariants }), WITHOUT_TAINT);
      assert.equal(enforcement.enforced, 0);
      assert.ok(enforcement.staged > 50);
      const own = matrix?.namespaces.length ?? 0;
      const between = matrix?.cells.filter(
        ({ from, to, traffic }) =>
          "namespace" in from &&
          matrix.namespaces.includes(from.namespace) &&
          "namespace" in to &&
          matrix.namespaces.includes(to.namespace) &&
          traffic.key === TrafficSet.everything.key,
      );
      assert.equal(between?.length, own * own);
    });

    it("is broken without the boundaries, and says by whom", async () => {
      const proof = await proofWithout("app-isolation.boundary");
      const broken = proof.invariants.filter(({ outcome }) => outcome === "broken");
      assert.deepEqual(
        broken.map(({ code }) => code),
        [
          "tenants-cannot-open",
          ...["receivers-close-alone", "senders-close-alone"],
          ...["forged-addresses-refused", "forged-addresses-unreachable"],
        ],
      );
      assert.ok((broken[0]?.counterexamples.length ?? 0) > 0);
    });
  });
});
