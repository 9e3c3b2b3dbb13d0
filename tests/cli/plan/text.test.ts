import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { renderManifestFiles } from "../../../cli/plan-folder/manifest-files.js";
import { provePlan } from "../../../cli/plan/prove.js";
import { createPalette } from "../../../cli/output/palette.js";
import { planText } from "../../../cli/plan/text.js";
import { estimateCost } from "../../../cli/plan/cost/estimate.js";
import { checkResources } from "../../../checks/resources/check-resources.js";
import { ComponentType } from "../../../contract/component-type.js";
import {
  application,
  factsOf,
  registered,
  resource,
  routeTable,
  subnet,
  urnOf,
} from "../support.js";
import type { JsonMap } from "../../../basics/json.js";
import type { MaskedResource } from "../../../recorder/index.js";

const PLATFORM = urnOf("bulkhead:index:Platform", "shop");
const NETWORK = urnOf("bulkhead:index:Network", "shop-network");
const ZONES = ["eu-central-1a", "eu-central-1b"];

function tier(name: string, blocks: readonly string[], table?: string): MaskedResource[] {
  return blocks.flatMap((cidrBlock, index) =>
    subnet(
      `${name}-${ZONES[index]}`,
      { cidrBlock, availabilityZone: ZONES[index] ?? "", tags: { "bulkhead/tier": name } },
      table,
      NETWORK,
    ),
  );
}

function albSubnets(name: string, blocks: readonly string[]): MaskedResource[] {
  return blocks.flatMap((cidrBlock, index) =>
    subnet(
      `${name}-alb-${ZONES[index]}`,
      {
        cidrBlock,
        availabilityZone: ZONES[index] ?? "",
        tags: { "bulkhead/tier": "alb", "app-isolation/application": name },
      },
      "public",
      urnOf("bulkhead:index:AppNamespace", name),
    ),
  );
}

function within(resources: readonly MaskedResource[], parent: string): MaskedResource[] {
  return resources.map((inner) => ({ ...inner, parent: inner.parent ?? parent }));
}

const SMALL_PLATFORM: MaskedResource[] = [
  resource("bulkhead:index:Platform", "shop"),
  registered(
    ComponentType.Network,
    "shop-network",
    { albCidrBlock: "10.0.0.0/18", albSlots: 128 },
    { parent: PLATFORM },
  ),
  ...within(
    [
      resource("aws:ec2/vpc:Vpc", "vpc", { cidrBlock: "10.0.0.0/16" }),
      ...routeTable("public", { gatewayId: "igw" }),
      ...routeTable("private", { natGatewayId: "nat" }),
      ...tier("workload", ["10.0.128.0/19", "10.0.160.0/19"], "private"),
      ...tier("alb", ["10.0.0.0/27", "10.0.0.32/27"], "public"),
      ...tier("data", ["10.0.64.0/23", "10.0.66.0/23"]),
    ],
    NETWORK,
  ),
  resource(
    "eks:index:Cluster",
    "eks",
    { endpointPublicAccess: false, endpointPrivateAccess: true },
    {
      parent: PLATFORM,
      remote: true,
    },
  ),
  application(
    "chat",
    {
      albSlot: 1,
      loadBalancer: { scheme: "internet-facing", certificateArn: "arn:aws:acm:::certificate/1" },
      egress: {
        internet: true,
        databases: [{ name: "orders", port: 5432 }],
        applications: [{ application: "search", ports: [9000] }],
      },
    },
    { network: {} },
  ),
  ...albSubnets("chat", ["10.0.0.128/27", "10.0.0.160/27"]),
  application("search", {
    ports: [9000],
    egress: { internet: true },
    ingressFrom: { applications: [{ application: "chat" }] },
  }),
  resource(
    "kubernetes:core/v1:Namespace",
    "search",
    { metadata: { name: "search" } },
    {
      parent: urnOf("bulkhead:index:AppNamespace", "search"),
    },
  ),
];

describe("planText", () => {
  const facts = factsOf(SMALL_PLATFORM);
  const contents = {
    facts,
    warnings: checkResources(facts),
    cost: estimateCost(facts),
    proof: provePlan(facts, [])?.proof,
  };
  const text = planText(contents, createPalette(false));

  it("is the golden text for a small platform", () => {
    const golden = readFileSync(join(__dirname, "small-platform.golden.txt"), "utf8");
    assert.equal(text, golden);
  });

  describe("where policies are staged", () => {
    const DENY = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "default-deny", namespace: "chat" },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    };
    const STAGED = {
      ...DENY,
      apiVersion: "projectcalico.org/v3",
      kind: "StagedKubernetesNetworkPolicy",
      metadata: { name: "more", namespace: "chat" },
    };

    function textOf(...objects: JsonMap[]): string {
      const proof = provePlan(facts, renderManifestFiles(objects))?.proof;
      return planText({ ...contents, proof }, createPalette(false)).replace(/\n +/g, " ");
    }

    it("says that nothing is closed, and judges them as if they were enforced", () => {
      const staged = textOf(STAGED);
      assert.match(
        staged,
        /^Reachability Nothing is closed: every policy is staged \(1\)\. Calico evaluates and logs them, and every pod reaches everything\.$/m,
      );
      assert.match(staged, /^Invariants, once the staged policies are enforced /m);
    });

    it("says how many close nothing, where others do", () => {
      const partly = textOf(DENY, STAGED);
      assert.match(
        partly,
        / Staged policies \(1\) close nothing, and the matrix counts them as absent\.$/m,
      );
    });

    it("says nothing of it where all are enforced", () => {
      assert.doesNotMatch(textOf(DENY), /[Ss]taged/);
      assert.match(textOf(DENY), /^Invariants /m);
    });
  });

  it("fits on a page", () => {
    const tooLong = text.split("\n").filter((line) => line.length > 100);
    assert.deepEqual(tooLong, []);
  });

  it("differs in nothing but colour on a terminal", () => {
    const colored = planText(contents, createPalette(true));
    assert.notEqual(colored, text);
    assert.equal(stripVTControlCharacters(colored), text);
  });
});
