import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { isSecret, isUnknown, redact, unwrapSecrets } from "../../recorder/index.js";
import { loadRuntime } from "../../recorder/runtime.js";
import { Box, record, resourceOf, TestProvider, Thing, Typed, urnsOf } from "./programs.js";

const STACK = "urn:pulumi:dev::proj::pulumi:pulumi:Stack::proj-dev";

describe("recordProgram", () => {
  it("names resources as the engine does: the whole chain of parents but the stack", async () => {
    const recorded = await record(() => {
      const outer = new Box("outer");
      const inner = new Box("inner", { parent: outer }, "test:index:Inner");
      new Thing("deep", {}, { parent: inner });
      new Thing("flat");
      return {};
    });
    assert.deepEqual(
      urnsOf(recorded).sort(),
      [
        STACK,
        "urn:pulumi:dev::proj::test:index:Box$test:index:Inner$test:index:Thing::deep",
        "urn:pulumi:dev::proj::test:index:Box$test:index:Inner::inner",
        "urn:pulumi:dev::proj::test:index:Box::outer",
        "urn:pulumi:dev::proj::test:index:Thing::flat",
      ].sort(),
    );
    assert.equal(urnsOf(recorded)[0], STACK);
    assert.equal(resourceOf(recorded, "flat").parent, STACK);
    assert.equal(resourceOf(recorded, "deep").parent, resourceOf(recorded, "inner").urn);
  });

  it("tells custom resources, local components and remote components apart", async () => {
    class Remote extends pulumi.ComponentResource {
      constructor(name: string) {
        super("other:index:Remote", name, { in: 1 }, {}, true);
      }
    }
    const recorded = await record(() => {
      new Thing("custom");
      new Box("local");
      new Remote("remote");
      return {};
    });
    const kinds = ["custom", "local", "remote"].map((name) => {
      const { custom, remote, id } = resourceOf(recorded, name);
      return [custom, remote, id !== null];
    });
    assert.deepEqual(kinds, [
      [true, false, true],
      [false, false, false],
      [false, true, false],
    ]);
  });

  it("records explicit and property dependencies, sorted, and which property they come through", async () => {
    const recorded = await record(() => {
      const z = new Thing("z", { size: 1 });
      const a = new Thing("a");
      const box = new Box("box");
      const child = new Thing("child", {}, { parent: box });
      new Thing("user", { size: z.size, label: "x" }, { dependsOn: [a, box] });
      return { child: child.id };
    });
    const urn = (name: string): string => resourceOf(recorded, name).urn;
    const { dependencies, propertyDependencies } = resourceOf(recorded, "user");
    assert.deepEqual(dependencies, [urn("child"), urn("a"), urn("z")].sort());
    assert.deepEqual(propertyDependencies, { size: [urn("z")] });
  });

  it("records aliases as the program gave them, without the parent the SDK adds", async () => {
    const recorded = await record(() => {
      const box = new Box("box", { aliases: [{ type: "test:old:Box" }] });
      const aliases = [
        { name: "old" },
        { parent: pulumi.rootStackResource },
        "urn:pulumi:dev::proj::test:index:Thing::older",
      ];
      new Thing("child", {}, { parent: box, aliases });
      return {};
    });
    assert.deepEqual(resourceOf(recorded, "box").aliases, [{ type: "test:old:Box" }]);
    assert.deepEqual(resourceOf(recorded, "child").aliases, [
      { name: "old" },
      { noParent: true },
      "urn:pulumi:dev::proj::test:index:Thing::older",
    ]);
  });

  it("hands protect, retainOnDelete and deletedWith down to children that do not decide", async () => {
    const recorded = await record(() => {
      const owner = new Thing("owner");
      const opts = { protect: true, retainOnDelete: true, deletedWith: owner };
      const box = new Box("box", opts);
      new Thing("heir", {}, { parent: box });
      new Thing("rebel", {}, { parent: box, protect: false, retainOnDelete: false });
      return {};
    });
    const optionsOf = (name: string): unknown[] => {
      const { protect, retainOnDelete, deletedWith } = resourceOf(recorded, name);
      return [protect, retainOnDelete, deletedWith];
    };
    const owner = resourceOf(recorded, "owner").urn;
    assert.deepEqual(optionsOf("heir"), [true, true, owner]);
    assert.deepEqual(optionsOf("rebel"), [false, false, owner]);
    assert.deepEqual(optionsOf("owner"), [false, false, undefined]);
  });

  it("records providers as <urn>::<id>, the same in a preview", async () => {
    const program = (): undefined => {
      const provider = new TestProvider("p");
      const box = new Box("box", { providers: [provider] });
      new Thing("child", {}, { parent: box, ignoreChanges: ["size"] });
    };
    const [update, preview] = [await record(program), await record(program, { mode: "preview" })];
    const provider = resourceOf(update, "p");
    const reference = `${provider.urn}::${provider.id ?? ""}`;
    assert.match(reference, /::p::[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.equal(resourceOf(update, "child").provider, reference);
    assert.equal(resourceOf(preview, "child").provider, reference);
    assert.deepEqual(resourceOf(update, "box").providers, { test: reference });
    assert.deepEqual(resourceOf(update, "child").ignoreChanges, ["size"]);
  });

  it("marks secrets, inside inputs, outputs and stack outputs", async () => {
    const recorded = await record(() => {
      const password = pulumi.secret("hunter2");
      const thing = new Thing("t", { nested: { list: [password, "open"] }, label: password });
      new Thing("declared", { label: "x" }, { additionalSecretOutputs: ["label"] });
      return { label: thing.label, plain: "x" };
    });
    const { inputs, outputs } = resourceOf(recorded, "t");
    assert.ok(
      isSecret(inputs.label) && isSecret(outputs.label) && isSecret(recorded.outputs.label),
    );
    assert.deepEqual(redact(inputs), { label: "[secret]", nested: { list: ["[secret]", "open"] } });
    assert.deepEqual(unwrapSecrets(inputs.nested), { list: ["hunter2", "open"] });
    assert.ok(isSecret(resourceOf(recorded, "declared").outputs.label));
    assert.ok(!JSON.stringify(recorded).includes("hunter2"));
  });

  it("leaves in a preview unknown what only the cloud can say, and makes it up in an update", async () => {
    const program = (): { id: pulumi.Output<string> } => {
      const vpc = new Typed("aws:ec2/vpc:Vpc", "v", { cidrBlock: "10.0.0.0/16" });
      new Thing("user", { label: vpc.id, list: [vpc.id, "x"] });
      return { id: vpc.id };
    };
    const preview = await record(program, { mode: "preview" });
    const { id, outputs } = resourceOf(preview, "v");
    assert.equal(id, null);
    assert.ok(isUnknown(outputs.arn));
    assert.equal(outputs.cidrBlock, "10.0.0.0/16");
    assert.ok(isUnknown(resourceOf(preview, "user").inputs.label));
    assert.ok(isUnknown(preview.outputs.id));

    const update = await record(program);
    assert.match(resourceOf(update, "v").id ?? "", /^vpc-0[0-9a-f]{16}$/);
    assert.equal(resourceOf(update, "user").inputs.label, resourceOf(update, "v").id);
    assert.ok(!JSON.stringify(update).includes("[unknown]"));
  });

  it("keeps the outputs a component registers", async () => {
    class Registered extends pulumi.ComponentResource {
      constructor() {
        super("test:index:Registered", "r");
        const child = new Thing("c", { size: 2 }, { parent: this });
        this.registerOutputs({ size: child.size });
      }
    }
    const recorded = await record(() => {
      new Registered();
    });
    assert.deepEqual(resourceOf(recorded, "r").outputs, { size: 2 });
  });

  it("hands the program its configuration, organization and names, and shows no secret key", async () => {
    const recorded = await record(
      () => {
        const config = new pulumi.Config();
        const secret = config.requireSecret("token");
        const names = [pulumi.getOrganization(), pulumi.getProject(), pulumi.getStack()].join("/");
        return { names, size: config.requireObject("size"), secret };
      },
      { config: { "proj:token": "t0k", "proj:size": '{"w":1}' }, secretConfigKeys: ["proj:token"] },
    );
    assert.deepEqual(redact(recorded.outputs), {
      names: "organization/proj/dev",
      secret: "[secret]",
      size: { w: 1 },
    });
    assert.deepEqual(recorded.config, { "proj:size": '{"w":1}', "proj:token": "[secret]" });
  });

  it("leaves nothing of one program to the next", async () => {
    await record(() => undefined, { config: { "proj:only": "first" }, mode: "preview" });
    const recorded = await record(() => {
      const only = new pulumi.Config().get("only") ?? "none";
      return { only, preview: pulumi.runtime.isDryRun() };
    });
    assert.deepEqual(recorded.outputs, { only: "none", preview: false });
  });

  it("keeps what the program logs off the terminal", async () => {
    const recorded = await record(() => {
      const thing = new Thing("t");
      void pulumi.log.warn("careful", thing);
      void pulumi.log.info("fyi");
    });
    const warning = { severity: "warning", message: "careful", urn: resourceOf(recorded, "t").urn };
    assert.deepEqual(recorded.logs, [warning, { severity: "info", message: "fyi" }]);
  });

  it("spares only the SDK the stacks of its promises", async () => {
    const { debuggable } = loadRuntime();
    const before = [debuggable.debuggablePromise, Error.stackTraceLimit];
    const stacks: unknown[] = [];
    await record(() => {
      const promise = Promise.resolve();
      debuggable.debuggablePromise(promise, "a promise of the SDK");
      stacks.push(Reflect.get(promise, "_debugStackTrace"), new Error("of the program").stack);
      return {};
    });
    const [ofPromise, ofProgram] = stacks.map(String);
    assert.equal(ofPromise, "Error");
    assert.match(ofProgram ?? "", /record-program\.test/);
    assert.deepEqual([debuggable.debuggablePromise, Error.stackTraceLimit], before);
  });

  it("waits for resources made late, each some turns after the last was answered", async () => {
    const names = ["a", "b", "c", "d"];
    const make = ([name, ...rest]: string[]): void => {
      if (name !== undefined) {
        new Thing(name).id.apply(async () => {
          for (let turn = 0; turn < 3; turn += 1) {
            await new Promise((resolve) => setImmediate(resolve));
          }
          make(rest);
        });
      }
    };
    const recorded = await record(() => {
      make(names);
      return {};
    });
    assert.deepEqual(
      recorded.resources.slice(1).map(({ name }) => name),
      names,
    );
  });

  it("reports progress for each resource", async () => {
    const seen: unknown[] = [];
    const program = (): undefined => {
      new Thing("t");
    };
    await record(program, { onResource: (resource) => seen.push(resource) });
    assert.deepEqual(seen, [
      { type: "pulumi:pulumi:Stack", name: "proj-dev", count: 1 },
      { type: "test:index:Thing", name: "t", count: 2 },
    ]);
  });

  it("gives equal results in a row, side by side, and the same URNs in preview and update", async () => {
    const tree = fc.array(fc.record({ parent: fc.nat(5), uses: fc.nat(5), box: fc.boolean() }), {
      maxLength: 6,
    });
    const law = fc.asyncProperty(tree, async (nodes) => {
      const program = (): undefined => {
        const boxes: Box[] = [];
        const things: Thing[] = [];
        nodes.forEach(({ parent, uses, box }, at) => {
          const opts = boxes[parent] === undefined ? {} : { parent: boxes[parent] };
          const size = things[uses]?.size;
          if (box) {
            boxes.push(new Box(`n${at}`, opts));
          } else {
            things.push(new Thing(`n${at}`, { size: size ?? at }, opts));
          }
        });
      };
      const [one, two] = await Promise.all([record(program), record(program)]);
      const preview = await record(program, { mode: "preview" });
      assert.deepEqual(one, two);
      assert.deepEqual(urnsOf(preview).sort(), urnsOf(one).sort());
    });
    await fc.assert(law, { numRuns: 40 });
  });
});
