import assert from "node:assert/strict";
import { Struct } from "google-protobuf/google/protobuf/struct_pb.js";
import { ReadResourceRequest, RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb.js";
import { RecordingMonitor } from "../../recorder/monitor.js";
import type { Mode } from "../../recorder/index.js";

/** The SDK that is installed asks less, so these tests put the questions of newer ones to the recorder themselves. */
function monitor(mode: Mode = "update"): RecordingMonitor {
  const deployment = { project: "p", stack: "s", mode, account: "1", region: "us-east-1" };
  return new RecordingMonitor({ deployment, invokes: {}, stackReferences: {} });
}

/** What a method of the recorder hands to its callback, each field by its value. */
async function fieldsOf(
  call: (callback: (error: Error | null, response?: object) => void) => void,
): Promise<Record<string, unknown>> {
  const response = await new Promise<object>((resolve, reject) => {
    call((error, value) => {
      if (error === null && value !== undefined) resolve(value);
      else reject(error ?? new Error("no response"));
    });
  });
  return Object.fromEntries(
    Object.entries(response as Record<string, () => unknown>).map(([name, get]) => [name, get()]),
  );
}

describe("what newer SDKs ask of the recorder", () => {
  it("does not implement getDeploymentInfo, so that they ask for each feature", async () => {
    const asked = fieldsOf((callback) => {
      monitor().getDeploymentInfo({}, callback);
    });
    await assert.rejects(asked, { message: "unimplemented", code: 12 });
  });

  for (const mode of ["update", "preview"] as const) {
    it(`says in mode ${mode} that a registered resource succeeded and its outputs are known`, async () => {
      const request = new RegisterResourceRequest().setType("test:index:Thing").setName("t");
      const answer = await fieldsOf((callback) => {
        monitor(mode).registerResource(request.setCustom(true), callback);
      });
      assert.deepEqual([answer.getResult, answer.getUnknown], [0, false]);
    });

    it(`says in mode ${mode} that a read resource succeeded, its outputs are known and its id is the one asked for`, async () => {
      const request = new ReadResourceRequest().setType("aws:ec2/vpc:Vpc").setName("v");
      const answer = await fieldsOf((callback) => {
        const properties = Struct.fromJavaScript({});
        monitor(mode).readResource(request.setId("vpc-1").setProperties(properties), callback);
      });
      assert.deepEqual([answer.getId, answer.getResult, answer.getUnknown], ["vpc-1", 0, false]);
    });
  }
});
