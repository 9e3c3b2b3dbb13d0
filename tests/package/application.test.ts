import assert from "node:assert/strict";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlanDocument } from "../../cli/plan-folder/document.js";
import { PROJECT_ROOT } from "../support/schema.js";
import { copyCheckout, installInto, pack, readJson, runNode } from "./packed-project.js";

const CLI = "node_modules/bulkhead/dist/cli/main.js";
const APPLICATIONS = ["notes", "notes-api"];

describe("example: applications in a program of their own", function () {
  this.timeout(240_000);
  let folder = "";
  let example = "";
  let plan: PlanDocument;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "bulkhead-example-"));
    const checkout = copyCheckout(join(folder, "checkout"));
    example = join(folder, "notes");
    cpSync(join(PROJECT_ROOT, "examples/application"), example, { recursive: true });
    installInto(example, pack(checkout));
    const platform = join(folder, "platform");
    runNode(example, CLI, "plan", "--program", checkout, "--stack", "dev", "--out", platform);
    const outputs = `organization/bulkhead/dev=${join(platform, "plan.json")}`;
    runNode(example, CLI, "plan", "--stack", "dev", "--stack-outputs", outputs, "--out", "plan");
    plan = readJson(join(example, "plan/plan.json")) as PlanDocument;
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it("compiles against the packed types", () => {
    assert.equal(runNode(example, "node_modules/typescript/bin/tsc", "-p", "."), "");
  });

  it("creates two namespaces and no platform", () => {
    const components = plan.resources.filter(({ type }) => type.startsWith("bulkhead:"));
    assert.deepEqual(components.map(({ type, name }) => `${type} ${name}`).sort(), [
      "bulkhead:index:AppNamespace notes",
      "bulkhead:index:AppNamespace notes-api",
    ]);
    assert.deepEqual(plan.outputs.namespaces, APPLICATIONS);
  });

  it("gives the load balancer the subnets of slot 10 in the platform's VPC", () => {
    const subnets = plan.addresses.map(({ cidr, zone, application }) => ({
      cidr,
      zone,
      application,
    }));
    assert.deepEqual(subnets, [
      { cidr: "10.2.5.0/27", zone: "eu-central-1a", application: "notes" },
      { cidr: "10.2.5.32/27", zone: "eu-central-1b", application: "notes" },
    ]);
    const [notes, api] = plan.applications;
    assert.deepEqual([notes?.albSlot, api?.albSlot], [10, undefined]);
  });

  it("renders the walls of both namespaces, and nothing outside them but the ingress class", () => {
    const manifests = join(example, "plan/manifests");
    assert.deepEqual(readdirSync(manifests).sort(), ["_cluster", ...APPLICATIONS]);
    assert.deepEqual(readdirSync(join(manifests, "_cluster")).sort(), [
      "IngressClass-alb-notes.yaml",
      "IngressClassParams-alb-notes.yaml",
      "Namespace-notes-api.yaml",
      "Namespace-notes.yaml",
    ]);
    for (const application of APPLICATIONS) {
      const boundary = join(manifests, application, "NetworkPolicy-app-isolation.boundary.yaml");
      assert.ok(existsSync(boundary), boundary);
    }
  });

  it("knows that both agree, and that the platform's application has not been asked", () => {
    const reached = plan.applications.flatMap(({ application, reaches }) =>
      reaches.flatMap((peer) =>
        peer.kind === "application"
          ? [`${application} → ${peer.name}: ${String(peer.declaredByBoth)}`]
          : [],
      ),
    );
    assert.deepEqual(reached, [
      "notes → notes-api: true",
      "notes → search: null",
      "notes-api → notes: true",
    ]);
    assert.ok(plan.warnings.some(({ code }) => code === "unconfirmed-connection"));
  });

  it("gets the prover alone, without Pulumi", () => {
    const printed = runNode(
      example,
      "--print",
      `const { readManifests } = require("bulkhead/prover");
       const read = readManifests([{ file: "x", text: "apiVersion: v1\\nkind: Namespace" }]);
       const pulumi = Object.keys(require.cache).filter((path) => path.includes("@pulumi"));
       read.findings.map(({ code }) => code).join() + " " + pulumi.length;`,
    );
    assert.equal(printed.trim(), "bad-metadata 0");
  });

  it("applies everything with the platform's kubeconfig or the region's provider", () => {
    const created = plan.resources.filter(
      ({ custom, type }) => custom && !type.startsWith("pulumi:"),
    );
    const providers = new Set(
      created.map(({ provider }) => provider?.split("::").slice(2, 4).join(" ")),
    );
    assert.deepEqual([...providers].sort(), [
      "pulumi:providers:aws aws",
      "pulumi:providers:kubernetes platform",
    ]);
  });
});
