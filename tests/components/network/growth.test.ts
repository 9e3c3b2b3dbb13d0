import assert from "node:assert/strict";
import { NatGatewayMode } from "../../../components/network/args.js";
import type { PropertyValue, RecordedProgram } from "../../../recorder/index.js";
import { classOf, EVERYTHING, recordNetwork, ZONES } from "./record-network.js";

/** Lists that AWS keeps in one resource; a zone more makes them longer. */
const AGGREGATED: Record<string, string> = {
  "VpcEndpoint main-s3": "routeTableIds",
  "VpcEndpoint main-endpoint-ecr.api": "subnetIds",
  "VpcEndpoint main-endpoint-sts": "subnetIds",
  "SubnetGroup main-data": "subnetIds",
};

type Inputs = Record<string, PropertyValue>;

function inputsOf({ resources }: RecordedProgram): Map<string, Inputs> {
  const custom = resources.filter((resource) => resource.custom);
  return new Map(
    custom.map((resource) => [`${classOf(resource)} ${resource.name}`, resource.inputs]),
  );
}

/** Resources that are gone or different in `after`. */
function movedIn(after: Map<string, Inputs>, before: Map<string, Inputs>): string[] {
  return [...before.keys()].filter((key) => {
    try {
      assert.deepEqual(after.get(key), before.get(key));
      return false;
    } catch {
      return true;
    }
  });
}

describe("A network that grows", () => {
  for (const natGateway of Object.values(NatGatewayMode)) {
    for (const count of [2, 3]) {
      it(`from ${count} zones to ${count + 1} changes nothing that exists (${natGateway})`, async () => {
        const [before, after] = [
          inputsOf(
            await recordNetwork({
              ...EVERYTHING,
              natGateway,
              availabilityZones: ZONES.slice(0, count),
            }),
          ),
          inputsOf(
            await recordNetwork({
              ...EVERYTHING,
              natGateway,
              availabilityZones: ZONES.slice(0, count + 1),
            }),
          ),
        ];
        assert.ok(after.size > before.size);
        assert.deepEqual(movedIn(after, before).sort(), Object.keys(AGGREGATED).sort());
        for (const [key, property] of Object.entries(AGGREGATED)) {
          const { [property]: was, ...others } = before.get(key) ?? {};
          const { [property]: is, ...same } = after.get(key) ?? {};
          assert.deepEqual(same, others);
          const kept = (was as string[]).filter((id) => (is as string[]).includes(id));
          assert.deepEqual(kept, was);
          assert.equal((is as string[]).length, (was as string[]).length + 1);
        }
      });
    }
  }

  it("changes no address when it changes its NAT gateways", async () => {
    const regional = inputsOf(await recordNetwork({ ...EVERYTHING, natGateway: "regional" }));
    const zonal = inputsOf(await recordNetwork({ ...EVERYTHING, natGateway: "zonal" }));
    assert.deepEqual(movedIn(zonal, regional), [
      "NatGateway main-nat",
      "Route main-private-eu-central-1a",
      "Route main-private-eu-central-1b",
    ]);
  });
});
