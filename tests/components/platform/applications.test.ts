import assert from "node:assert/strict";
import { AppNamespace } from "../../../components/app-namespace/app-namespace.js";
import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import type { PlatformArgs } from "../../../components/platform/args.js";
import { Platform } from "../../../components/platform/platform.js";
import { failureOf } from "../../support/record.js";
import { awsArgs, awsProviders, existingArgs } from "./build.js";

type Application = Omit<AppNamespaceArgs, "platform" | "ports">;

/** The error of a program with a platform and these applications. */
function refusalOf(args: PlatformArgs, ...applications: Application[]): Promise<string> {
  return failureOf(() => {
    const providers = args.network ? awsProviders() : [];
    const platform = new Platform("main", args, { providers });
    applications.forEach((application, at) => {
      new AppNamespace(
        `application-${at}`,
        { ...application, ports: [8080], platform: platform.ref },
        { providers: [...providers, platform.provider()] },
      );
    });
  });
}

describe("applications that cannot share a platform", () => {
  const cases: [what: string, args: PlatformArgs, applications: Application[], problem: string][] =
    [
      [
        "two of one name",
        existingArgs(),
        [{ application: "shop" }, { application: "shop" }],
        'application: "shop" is taken by another application; choose another name',
      ],
      [
        "one that is named like a namespace of the cluster",
        existingArgs(),
        [{ application: "calico-system" }],
        'application: "calico-system" is reserved for the cluster; choose another name',
      ],
      [
        "one that is named like a further system namespace",
        existingArgs({}, { isolation: { systemNamespaces: ["monitoring"] } }),
        [{ application: "monitoring" }],
        'application: "monitoring" is reserved for the cluster; choose another name',
      ],
      [
        "two in one slot",
        awsArgs(),
        [
          { application: "shop", albSlot: 1, loadBalancer: {} },
          { application: "blog", albSlot: 1, loadBalancer: {} },
        ],
        'albSlot: 1 is taken by application "shop"; the next free slot is 2',
      ],
      [
        "one in the slot of the shared load balancer",
        awsArgs(),
        [{ application: "shop", albSlot: 0, loadBalancer: {} }],
        "albSlot: 0 is invalid: expected a slot from 1 to 127; the next free slot is 1",
      ],
      [
        "one behind a shared load balancer that the network has not",
        awsArgs(),
        [{ application: "shop", loadBalancer: { placement: "shared", hosts: ["web.example"] } }],
        'loadBalancer.placement: "shared" requires a shared load balancer: set network.sharedAlb of the platform, or use "dedicated"',
      ],
    ];
  for (const [what, args, applications, problem] of cases) {
    it(`refuses ${what}`, async () => {
      const message = await refusalOf(args, ...applications);
      const name = `application-${applications.length - 1}`;
      assert.equal(
        message.split("\n").slice(0, 2).join("\n"),
        `AppNamespace "${name}" has 1 problem:\n  ${problem}`,
      );
    });
  }

  it("lets two platforms of one program have the same names and slots", async () => {
    const message = await failureOf(() => {
      for (const name of ["one", "two"]) {
        const platform = new Platform(name, existingArgs({ context: name }));
        new AppNamespace(
          `${name}-shop`,
          { application: "shop", ports: [8080], platform: platform.ref },
          { providers: [platform.provider()] },
        );
      }
      throw new Error("both were constructed");
    });
    assert.equal(message, "both were constructed");
  });
});
