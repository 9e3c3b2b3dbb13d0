import assert from "node:assert/strict";
import { environmentProgram } from "../../benchmarks/environment.js";
import { bareProgram } from "../../benchmarks/replay.js";
import { redact, type RecordedProgram, type RecordedResource } from "../../recorder/index.js";
import { record } from "../support/record.js";

function summaryOf({
  urn,
  type,
  custom,
  remote,
  parent,
  inputs,
  provider,
}: RecordedResource): object {
  return {
    urn,
    type,
    custom,
    remote,
    parent,
    inputs: redact(inputs),
    provider: provider?.split("::")[3],
  };
}

function summariesOf({ resources }: RecordedProgram): object[] {
  return [...resources].sort((left, right) => (left.urn < right.urn ? -1 : 1)).map(summaryOf);
}

describe("benchmark: the bare program", () => {
  let original: RecordedProgram;

  before(async () => {
    original = await record(environmentProgram(2));
  });

  it("registers the same resources with the same inputs, parents and providers", async () => {
    assert.ok(original.resources.length > 100);
    const replayed = await record(bareProgram(original.resources));
    assert.deepEqual(summariesOf(replayed), summariesOf(original));
  });

  it("refuses a recording that lacks a resource that others need", async () => {
    const incomplete = original.resources.filter(({ type }) => type !== "aws:ec2/vpc:Vpc");
    await assert.rejects(record(bareProgram(incomplete)), /is needed before it is registered/);
  });
});
