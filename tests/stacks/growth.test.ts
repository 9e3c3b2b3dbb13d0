import assert from "node:assert/strict";
import { createEnvironment } from "../../stacks/platform.js";
import { parseSettings } from "../../stacks/settings.js";
import { redact, type RecordedProgram, type RecordedResource } from "../../recorder/index.js";
import { recordOutputs } from "../support/record.js";
import { onAws } from "./settings-cases.js";

/** Inputs whose change replaces the resource and everything in it. */
const IDENTITY = [
  "application",
  "addonName",
  "availabilityZone",
  "cidrBlock",
  "clusterName",
  "destinationCidrBlock",
  "metadata",
  "name",
  "routeTableId",
  "serviceName",
  "subnetId",
  "vpcId",
];

const CLUSTER = {
  nodeGroups: { general: { instanceTypes: ["m7i.large"], minSize: 2, maxSize: 4 } },
};

const APPLICATIONS = {
  shop: { albSlot: 1, ports: [8080], loadBalancer: {} },
  blog: { albSlot: 3, ports: [8080], loadBalancer: { scheme: "internal" } },
  catalog: { ports: [8080] },
};

function environmentWith(
  network: Record<string, unknown>,
  applications: Record<string, unknown>,
): Promise<RecordedProgram> {
  const settings = parseSettings(
    onAws({ network, cluster: CLUSTER }, { applications, tags: { team: "web" } }),
  );
  return recordOutputs(() => createEnvironment(settings));
}

function identityOf({ inputs }: RecordedResource): unknown {
  const kept = Object.entries(inputs).filter(([key]) => IDENTITY.includes(key));
  return redact(Object.fromEntries(kept));
}

/** Resources of `before` that are gone in `after`, or would be replaced. */
function lost(before: RecordedProgram, after: RecordedProgram): string[] {
  const now = new Map(after.resources.map((resource) => [resource.urn, resource]));
  return before.resources.flatMap((resource) => {
    const found = now.get(resource.urn);
    if (!found) return [`${resource.urn} is gone`];
    const same = JSON.stringify(identityOf(found)) === JSON.stringify(identityOf(resource));
    return same && found.id === resource.id ? [] : [`${resource.urn} is replaced`];
  });
}

/** Names of what is new, without the parts of one application. */
function added(before: RecordedProgram, after: RecordedProgram, but: string): string[] {
  const known = new Set(before.resources.map(({ urn }) => urn));
  return after.resources
    .filter(({ urn, name }) => !known.has(urn) && name !== but && !name.startsWith(`${but}-`))
    .map(({ urn }) => urn);
}

describe("Growth of an environment", function () {
  this.timeout(60_000);
  const modes = [
    { natGateway: "regional", vpcEndpoints: ["sts"], sharedAlb: true },
    { natGateway: "zonal", flowLogs: {} },
  ];
  const zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

  for (const network of modes) {
    it(`with ${network.natGateway} NAT, another zone moves and replaces nothing`, async () => {
      const small = { ...network, availabilityZones: zones.slice(0, 2) };
      const large = { ...network, availabilityZones: zones };
      const before = await environmentWith(small, APPLICATIONS);
      const after = await environmentWith(large, APPLICATIONS);
      assert.deepEqual(lost(before, after), []);
      const outside = added(before, after, "-").filter((urn) => !urn.includes("eu-central-1c"));
      assert.deepEqual(outside, []);
    });
  }

  it("another zone renews the nodes, because EKS cannot move a node group, and no other user of subnets", async () => {
    const before = await environmentWith({ availabilityZones: zones.slice(0, 2) }, APPLICATIONS);
    const after = await environmentWith({ availabilityZones: zones }, APPLICATIONS);
    const now = new Map(after.resources.map((resource) => [resource.urn, resource]));
    const moved = before.resources.filter(
      ({ urn, inputs }) =>
        JSON.stringify(inputs.subnetIds) !== JSON.stringify(now.get(urn)?.inputs.subnetIds),
    );
    const types = new Set(moved.map(({ type }) => type));
    // AWS changes the subnets of a cluster and of a database subnet group in place.
    assert.deepEqual([...types].sort(), [
      "aws:eks/nodeGroup:NodeGroup",
      "aws:rds/subnetGroup:SubnetGroup",
      "eks:index:Cluster",
    ]);
  });

  it("another application moves and replaces nothing, wherever in the file it stands", async () => {
    const before = await environmentWith({}, APPLICATIONS);
    const wiki = { albSlot: 2, ports: [3000], loadBalancer: {} };
    for (const applications of [
      { ...APPLICATIONS, wiki },
      { wiki, ...APPLICATIONS },
    ]) {
      const after = await environmentWith({}, applications);
      assert.deepEqual(lost(before, after), []);
      assert.deepEqual(added(before, after, "wiki"), []);
    }
  });

  it("an application that goes takes nothing with it but its own", async () => {
    const before = await environmentWith({}, APPLICATIONS);
    const { shop, catalog } = APPLICATIONS;
    const after = await environmentWith({}, { shop, catalog });
    const gone = lost(before, after);
    assert.ok(gone.length > 15);
    assert.deepEqual(
      gone.filter((line) => !/::blog(-|\b)/.test(line)),
      [],
    );
  });

  it("another node group and a name of a load balancer to come leave the others alone", async () => {
    const before = await environmentWith({}, APPLICATIONS);
    const settings = parseSettings(
      onAws(
        {
          cluster: {
            nodeGroups: {
              gpu: { instanceTypes: ["g6.xlarge"], gpu: true, minSize: 0, maxSize: 2 },
              ...CLUSTER.nodeGroups,
            },
          },
        },
        { applications: APPLICATIONS, tags: { team: "web" } },
      ),
    );
    const after = await recordOutputs(() => createEnvironment(settings));
    assert.deepEqual(lost(before, after), []);
  });

  it("notices a zone that is inserted, which does replace (so the test can fail)", async () => {
    const before = await environmentWith({ availabilityZones: zones.slice(1) }, APPLICATIONS);
    const after = await environmentWith({ availabilityZones: zones }, APPLICATIONS);
    assert.ok(lost(before, after).length > 5);
  });
});
