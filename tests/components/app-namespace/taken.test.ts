import assert from "node:assert/strict";
import { AppNamespace } from "../../../components/app-namespace/app-namespace.js";
import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import { eksPlatform } from "../../support/platform-ref.js";
import { failureOf, record } from "../../support/record.js";
import { webArgs, webBehindAlb } from "./applications.js";
import { messagesOf } from "./refusals.js";

/** Three applications that another program holds. */
function busyPlatform(): AppNamespaceArgs["platform"] {
  return eksPlatform({
    applications: [
      { application: "shop", albSlot: 1 },
      { application: "jobs" },
      { application: "site", albSlot: 3 },
    ],
  });
}

describe("Names and slots that are taken", () => {
  it("are those that the platform's record names", () => {
    const platform = busyPlatform();
    assert.deepEqual(messagesOf(webBehindAlb({ platform, application: "jobs", albSlot: 2 })), [
      'application: "jobs" is taken by another application; choose another name',
    ]);
    assert.deepEqual(messagesOf(webBehindAlb({ platform, albSlot: 3 })), [
      'albSlot: 3 is taken by application "site"; the next free slot is 2',
    ]);
    assert.deepEqual(messagesOf(webBehindAlb({ platform, albSlot: undefined })), [
      "albSlot: is missing: expected a slot for the dedicated load balancer; the next free slot is 2",
    ]);
    assert.deepEqual(messagesOf(webBehindAlb({ platform, albSlot: 2 })), []);
  });

  it("are those of applications of the same program, also when it reads the platform twice", async () => {
    const message = await failureOf(() => {
      new AppNamespace("web", webBehindAlb({ platform: busyPlatform(), albSlot: 2 }));
      new AppNamespace("again", webBehindAlb({ platform: busyPlatform(), albSlot: 2 }));
    });
    const told = [
      'AppNamespace "again" has 2 problems:',
      '  application: "web" is taken by another application; choose another name',
      '  albSlot: 2 is taken by application "web"; the next free slot is 4',
    ];
    assert.ok(message.includes(told.join("\n")), message);
  });

  it("are those of applications that keep a slot without a load balancer", async () => {
    const message = await failureOf(() => {
      const platform = eksPlatform();
      new AppNamespace("web", webArgs({ platform, albSlot: 1 }));
      new AppNamespace("shop", webBehindAlb({ platform, application: "shop", albSlot: 1 }));
    });
    assert.match(message, /albSlot: 1 is taken by application "web"; the next free slot is 2/);
  });

  it("are not taken by an application that was refused", async () => {
    await record(() => {
      const platform = eksPlatform();
      assert.throws(() => {
        new AppNamespace("broken", webBehindAlb({ platform, ports: [] }));
      });
      new AppNamespace("web", webBehindAlb({ platform }));
    });
  });

  it("come to an end", () => {
    const applications = Array.from({ length: 127 }, (_, at) => ({
      application: `app-${at + 1}`,
      albSlot: at + 1,
    }));
    const platform = eksPlatform({ applications });
    assert.deepEqual(messagesOf(webBehindAlb({ platform, albSlot: 5 })), [
      'albSlot: 5 is taken by application "app-5"; all 127 slots are taken',
    ]);
  });

  it("belong to one platform each", async () => {
    await record(() => {
      new AppNamespace("blue", webBehindAlb({ platform: eksPlatform({ platform: "blue" }) }));
      new AppNamespace("green", webBehindAlb({ platform: eksPlatform({ platform: "green" }) }));
    });
  });

  it("nothing is registered for an application that is refused", async () => {
    const recorded = await record(() => {
      assert.throws(() => {
        new AppNamespace("web", webBehindAlb({ ports: [] }));
      }, /ports: \[\] is invalid: expected at least one port/);
    });
    assert.deepEqual(
      recorded.resources.filter(({ type }) => type !== "pulumi:pulumi:Stack"),
      [],
    );
  });
});
