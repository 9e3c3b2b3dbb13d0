import assert from "node:assert/strict";
import { planAddresses } from "../../components/network/address-plan.js";
import { albSlotCount, cutAlbSubnets } from "../../contract/alb-slots.js";
import { countAddresses } from "../../facts/addresses.js";
import { readPage, tableRows } from "./markdown.js";

const ZONES = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

describe("documentation: address plan", () => {
  const { text } = readPage("docs/network.md");
  const plan = planAddresses("10.0.0.0/16", ZONES);

  it("shows the blocks of a /16", () => {
    const shown = tableRows(text, "Block", "In a /16").map(([, block = ""]) =>
      block.replaceAll("`", ""),
    );
    const { alb, data, endpoints, controlPlane, nat, workload } = plan;
    assert.deepEqual(shown, [alb, data, endpoints, controlPlane, nat, workload]);
  });

  it("counts applications and addresses for each size", () => {
    const shown = tableRows(text, "`cidrBlock`");
    const counted = [16, 17, 18, 19, 20].map((length) => {
      const { alb, workload } = planAddresses(`10.0.0.0/${length}`, ZONES);
      const applications = albSlotCount(alb) - 1;
      return [`/${length}`, String(applications), countAddresses(workload).toLocaleString("en-US")];
    });
    assert.deepEqual(shown, counted);
  });

  it("computes the subnets of a slot", () => {
    const subnets = cutAlbSubnets(plan.alb, ZONES, 3).map(({ cidrBlock }) => `\`${cidrBlock}\``);
    assert.ok(text.replace(/\s+/g, " ").includes(`slot 3 is ${subnets.join(", ")}`));
  });
});
