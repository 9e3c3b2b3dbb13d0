import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { isSecret, redact } from "../../recorder/index.js";
import { record, resourceOf, text, Thing, Typed } from "./programs.js";

const ZONES = "aws:index/getAvailabilityZones:getAvailabilityZones";

describe("invokes", () => {
  it("answers from the caller's table, as promise and as output, with the arguments", async () => {
    const seen: unknown[] = [];
    const recorded = await record(
      async () => {
        const plain = (await pulumi.runtime.invoke(ZONES, { state: "available" })) as {
          names: string[];
        };
        const output = pulumi.runtime.invokeOutput<{ names: string[] }>(ZONES, {
          state: pulumi.secret("opted-in"),
        });
        return { plain: plain.names, output: output.apply(({ names }) => names) };
      },
      {
        invokes: {
          [ZONES]: (args) => {
            seen.push(args);
            return { names: ["a", "b"] };
          },
        },
      },
    );
    assert.deepEqual(seen, [{ state: "available" }, { state: "opted-in" }]);
    assert.deepEqual(redact(recorded.outputs), { plain: ["a", "b"], output: "[secret]" });
  });

  it("fails with the token of any other", async () => {
    const expected = { message: `invoke "${ZONES}" has no answer: add it to "invokes"` };
    await assert.rejects(
      record(async () => {
        await pulumi.runtime.invoke(ZONES, {});
        return {};
      }),
      expected,
    );
    await assert.rejects(
      record(() => {
        new Thing("t", { label: pulumi.runtime.invokeOutput(ZONES, {}) });
      }),
      expected,
    );
  });

  it("leaves a failed invoke to a program that expects it", async () => {
    const recorded = await record(async () => {
      const result: unknown = await pulumi.runtime.invoke(ZONES, {}).catch(() => "none");
      return { result };
    });
    assert.deepEqual(recorded.outputs, { result: "none" });
  });

  it("passes on what an answer throws", async () => {
    const program = async (): Promise<undefined> => {
      await pulumi.runtime.invoke(ZONES, {});
    };
    const fail = (): never => {
      throw new Error("no credentials");
    };
    await assert.rejects(record(program, { invokes: { [ZONES]: fail } }), /no credentials/);
  });

  it("does not ask in a preview with unknown arguments", async () => {
    const program = (): object => {
      const thing = new Thing("t");
      return { out: pulumi.runtime.invokeOutput(ZONES, { filter: thing.id }) };
    };
    const recorded = await record(() => program() as Record<string, unknown>, { mode: "preview" });
    assert.deepEqual(redact(recorded.outputs), { out: "[unknown]" });
  });

  it("answers methods of remote components from the same table", async () => {
    const token = "other:index:Remote/method";
    const program = (): Record<string, unknown> => ({
      result: pulumi.runtime.call<{ value: number }>(token, { by: 2 }).apply(({ value }) => value),
    });
    const recorded = await record(program, {
      invokes: { [token]: ({ by }) => ({ value: Number(by) * 2 }) },
    });
    assert.deepEqual(recorded.outputs, { result: 4 });
    await assert.rejects(record(program), {
      message: `call "${token}" has no answer: add it to "invokes"`,
    });
  });
});

describe("stack references", () => {
  const producer = () =>
    record(
      () => {
        const vpc = new Typed("aws:ec2/vpc:Vpc", "v");
        return { vpcId: vpc.id, password: pulumi.secret("p"), list: [{ zone: "a" }] };
      },
      { project: "network" },
    );

  it("are answered from a recorded program, secrets kept secret one by one", async () => {
    const { outputs } = await producer();
    const recorded = await record(
      async () => {
        const network = new pulumi.StackReference("organization/network/dev");
        const details = await network.getOutputDetails("password");
        return {
          vpcId: network.requireOutput("vpcId"),
          password: network.getOutput("password"),
          missing: network.getOutput("nothing").apply((value: unknown) => value === undefined),
          detail: details.secretValue as string,
          plain: (await network.getOutputDetails("list")).value as unknown,
        };
      },
      { stackReferences: { "organization/network/dev": outputs } },
    );
    assert.equal(recorded.outputs.vpcId, outputs.vpcId);
    assert.ok(isSecret(recorded.outputs.password));
    assert.equal(recorded.outputs.missing, true);
    assert.equal(recorded.outputs.detail, "p");
    assert.deepEqual(recorded.outputs.plain, [{ zone: "a" }]);
    const reference = resourceOf(recorded, "organization/network/dev");
    assert.deepEqual([reference.type, reference.external], ["pulumi:pulumi:StackReference", true]);
  });

  it("take plain values, and a name that is not the resource's", async () => {
    const recorded = await record(
      () => {
        const other = new pulumi.StackReference("other", { name: "acme/other/prod" });
        return { size: other.requireOutput("size") };
      },
      { stackReferences: { "acme/other/prod": { size: 3 } } },
    );
    assert.deepEqual(recorded.outputs, { size: 3 });
  });

  it("fail with the stack's name and the stacks there are", async () => {
    const program = (): undefined => {
      new pulumi.StackReference("organization/no/dev");
    };
    await assert.rejects(
      record(program, { stackReferences: { "b/b/b": {}, "a/a/a": {} } }),
      /stack reference "organization\/no\/dev" has no answer: add it to "stackReferences", which has a\/a\/a, b\/b\/b/,
    );
  });

  it("fail with the output's name when it is required and absent", async () => {
    const program = (): Record<string, unknown> => ({
      x: new pulumi.StackReference("a/a/a").requireOutput("x"),
    });
    await assert.rejects(
      record(program, { stackReferences: { "a/a/a": {} } }),
      /Required output 'x'/,
    );
  });
});

describe("resources read by id", () => {
  it("are external, and known in a preview too", async () => {
    class Read extends pulumi.CustomResource {
      constructor(name: string, id: string) {
        super("aws:ec2/vpc:Vpc", name, { arn: undefined, cidrBlock: undefined }, { id });
      }
    }
    const program = (): undefined => {
      new Read("v", "vpc-1");
    };
    const recorded = await record(program, { mode: "preview" });
    const { id, external, outputs } = resourceOf(recorded, "v");
    assert.deepEqual([id, external], ["vpc-1", true]);
    assert.match(text(outputs.arn), /^arn:aws:ec2:us-east-1:123456789012:vpc\/vpc-1$/);
  });
});
