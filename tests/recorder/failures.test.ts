import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { RecordingError, recordProgram } from "../../recorder/index.js";
import type { RecordOptions } from "../../recorder/index.js";
import { Box, record, Thing } from "./programs.js";

async function failureOf(
  program: RecordOptions["program"],
  options: Partial<RecordOptions> = {},
): Promise<RecordingError> {
  const handlers = process.listeners("unhandledRejection");
  const error: unknown = await record(program, options).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof RecordingError, `expected a RecordingError, got ${String(error)}`);
  assert.deepEqual(process.listeners("unhandledRejection"), handlers);
  const next = await record(() => {
    new Thing("after");
  });
  assert.equal(next.resources.length, 2, "the next program must run as if nothing had happened");
  return error;
}

describe("a program that fails", () => {
  // One more handler than mocha's, so that giving them back can be seen.
  const handler = (): void => undefined;
  before(() => process.on("unhandledRejection", handler));
  after(() => process.off("unhandledRejection", handler));

  it("rejects with the program's own error, after its resources are registered", async () => {
    class Odd extends Error {}
    const thrown = new Odd("no zones");
    const seen: string[] = [];
    const error = await failureOf(
      () => {
        new Thing("before");
        throw thrown;
      },
      { onResource: ({ name }) => seen.push(name) },
    );
    assert.equal(error.message, "no zones");
    assert.equal(error.cause, thrown);
    assert.deepEqual(error.causes, []);
    assert.deepEqual(seen, ["proj-dev", "before", "proj-dev", "after"].slice(0, seen.length));
    assert.ok(seen.includes("before"));
  });

  it("rejects when an asynchronous program rejects", async () => {
    const error = await failureOf(() => Promise.reject(new Error("later")));
    assert.equal(error.message, "later");
  });

  it("rejects when an apply rejects, though resources wait for it for ever", async () => {
    const error = await failureOf(() => {
      const first = new Thing("first");
      const label = first.id.apply((): string => {
        throw new Error("bad label");
      });
      const second = new Thing("second", { label });
      const box = new Box("box", { parent: second });
      new Thing("third", { label: second.label }, { parent: box });
    });
    assert.equal(error.message, "bad label");
    assert.deepEqual(error.causes, []);
  });

  it("says the other, different errors as causes", async () => {
    const error = await failureOf(() => {
      new Thing("t").id.apply(() => {
        throw new Error("one");
      });
      void Promise.reject(new Error("two"));
    });
    const messages = [error.message, ...error.causes.map(({ message }) => message)];
    assert.deepEqual(messages.sort(), ["one", "two"]);
  });

  it("says one message once, and gives the first error as the cause", async () => {
    const errors = [new Error("same"), new Error("same")];
    const error = await failureOf(async () => {
      errors.forEach((one) => void Promise.reject(one));
      await sleep(5);
      return {};
    });
    assert.deepEqual([error.message, error.causes], ["same", []]);
    assert.equal(error.cause, errors[0]);
  });

  it("names the URN and both places when two resources share it", async () => {
    const error = await failureOf(() => {
      const twin = new Thing("twin");
      const other = new Thing("twin");
      new Thing("user", { label: twin.id, size: other.size });
    });
    const place = "tests/recorder/failures\\.test\\.ts:\\d+";
    assert.match(
      error.message,
      new RegExp(
        `register new resource twin \\[test:index:Thing\\]: two resources have the URN ` +
          `urn:pulumi:dev::proj::test:index:Thing::twin: the first at ${place}, the second at ${place}$`,
      ),
    );
    assert.deepEqual(error.causes, []);
  });

  it("allows one name under two parents and for two types", async () => {
    const recorded = await record(() => {
      new Thing("same");
      new Thing("same", {}, { parent: new Box("box") });
      new Box("same");
    });
    assert.equal(recorded.resources.length, 5);
  });

  it("lists the properties of Pulumi's input errors", async () => {
    const errors = [
      { propertyPath: "network.cidr", reason: "too small" },
      { propertyPath: "network.zones", reason: "one at least" },
    ];
    const error = await failureOf(() => {
      throw new pulumi.InputPropertiesError({ message: "invalid", errors });
    });
    const lines = ["invalid", "  network.cidr: too small", "  network.zones: one at least"];
    assert.equal(error.message, lines.join("\n"));
    const told = await failureOf(() => {
      throw new pulumi.InputPropertiesError({ message: lines.join("\n"), errors });
    });
    assert.equal(told.message, lines.join("\n"), "what the message says is not said again");
  });

  it("refuses transforms by name rather than ignoring them", async () => {
    const error = await failureOf(() => {
      new Thing("t", {}, { transforms: [() => undefined] });
    });
    assert.match(error.message, /does not run transforms/);
  });

  it("ends quietly: what the program still does is in no recording and no progress", async () => {
    const seen: string[] = [];
    await failureOf(
      async () => {
        void sleep(150).then(() => new Thing("late"));
        await Promise.reject(new Error("early"));
      },
      { onResource: ({ name }) => seen.push(name) },
    );
    const recorded = await record(async () => {
      await sleep(200);
      return {};
    });
    assert.equal(recorded.resources.length, 1);
    assert.deepEqual(seen, ["proj-dev"]);
  });

  it("does not touch a program that was asked for at the same time", async () => {
    const failing = record(() => {
      new Thing("t").id.apply(async () => {
        await sleep(20);
        throw new Error("mine");
      });
      return sleep(40).then(() => ({}));
    });
    const fine = record(() => sleep(40).then(() => ({ fine: true })));
    const [first, second] = await Promise.allSettled([failing, fine]);
    assert.equal(first.status, "rejected");
    assert.deepEqual(second.status === "fulfilled" && second.value.outputs, { fine: true });
  });

  it("refuses a recording inside a recording instead of waiting for itself", async () => {
    const error = await failureOf(async () => {
      await recordProgram({ project: "p", stack: "s", program: () => undefined });
      return {};
    });
    assert.match(error.message, /cannot record another one/);
  });
});

describe("a program that waits for itself", () => {
  it("ends with an error instead of in silence", () => {
    const main = join(__dirname, "fixtures/stuck/main.ts");
    const { stdout } = spawnSync(process.execPath, ["--import", "tsx", main], { encoding: "utf8" });
    assert.match(stdout, /the program waits for something that never comes/);
  }).timeout(30_000);
});
