import * as k8s from "@pulumi/kubernetes";
import assert from "node:assert/strict";
import { AppNamespace } from "../../../components/app-namespace/app-namespace.js";
import { attachPrerequisites } from "../../../components/platform-ref/attachments.js";
import {
  dependsTransitively,
  destroyOrder,
  type RecordedProgram,
} from "../../../recorder/index.js";
import { eksPlatform, eksPlatformWithSharedAlb } from "../../support/platform-ref.js";
import { resourceNamed } from "../../support/record.js";
import { webArgs, webBehindAlb } from "./applications.js";
import {
  ASSOCIATION,
  childrenOf,
  CLASS,
  CONFIG_MAP,
  NAMESPACE,
  PARAMS,
  recordApplication,
  recordApplications,
  SUBNET,
} from "./record-application.js";

function urnsOf(recorded: RecordedProgram): Record<"namespace" | "named" | "params", string> {
  return {
    namespace: resourceNamed(recorded, NAMESPACE, "web-namespace").urn,
    named: resourceNamed(recorded, CLASS, "web-ingress-class").urn,
    params: resourceNamed(recorded, PARAMS, "web-ingress-class-params").urn,
  };
}

/** Everything inside the namespace. */
function contentsOf(recorded: RecordedProgram): ReturnType<typeof childrenOf> {
  const outside = [NAMESPACE, CLASS, PARAMS, SUBNET, ASSOCIATION];
  return childrenOf(recorded).filter(({ type }) => !outside.includes(type));
}

describe("Order of an application", () => {
  it("its class comes after its subnets and their routes, and before the namespace", async () => {
    const recorded = await recordApplication(() => webBehindAlb());
    const { namespace, named, params } = urnsOf(recorded);
    for (const zone of ["eu-central-1a", "eu-central-1b"]) {
      const { urn } = resourceNamed(recorded, ASSOCIATION, `web-alb-${zone}`);
      assert.ok(
        resourceNamed(recorded, PARAMS, "web-ingress-class-params").dependencies.includes(urn),
      );
    }
    assert.ok(dependsTransitively(recorded, named, params));
    const { dependencies } = resourceNamed(recorded, NAMESPACE, "web-namespace");
    assert.ok(dependencies.includes(named));
    assert.ok(dependencies.includes(params));
    assert.ok(dependsTransitively(recorded, namespace, named));
  });

  it("everything in the namespace comes after it, and goes with it", async () => {
    const recorded = await recordApplication(() => webBehindAlb({ egress: { internet: true } }));
    const { namespace } = urnsOf(recorded);
    const contents = contentsOf(recorded);
    assert.equal(contents.length, 16);
    for (const { name, dependencies, deletedWith } of contents) {
      assert.ok(dependencies.includes(namespace), name);
      assert.equal(deletedWith, namespace, name);
    }
  });

  it("what makes load balancers outlives every Ingress", async () => {
    const recorded = await recordApplication(() => webBehindAlb());
    const { namespace, named, params } = urnsOf(recorded);
    const order = destroyOrder(recorded);
    const subnet = resourceNamed(recorded, SUBNET, "web-alb-eu-central-1a").urn;
    const going = [namespace, named, params, subnet].map((urn) => order.indexOf(urn));
    assert.deepEqual(
      going,
      [...going].sort((left, right) => left - right),
    );
    for (const { type, name, deletedWith } of childrenOf(recorded)) {
      if ([NAMESPACE, CLASS, PARAMS, SUBNET, ASSOCIATION].includes(type)) {
        assert.equal(deletedWith, undefined, name);
      }
    }
  });

  for (const [shape, make] of [
    ["its own", () => webBehindAlb()],
    [
      "the shared",
      () =>
        webArgs({
          platform: eksPlatformWithSharedAlb(),
          loadBalancer: { placement: "shared", hosts: ["web.example"] },
        }),
    ],
  ] as const) {
    it(`namespace and class wait for what the component waits for (${shape} load balancer)`, async () => {
      const recorded = await recordApplications(({ providers, before }) => {
        new AppNamespace("web", make(), { providers, dependsOn: [before] });
      });
      const before = resourceNamed(recorded, CONFIG_MAP, "before").urn;
      for (const [type, name] of [
        [NAMESPACE, "web-namespace"],
        [PARAMS, "web-ingress-class-params"],
      ] as const) {
        assert.ok(resourceNamed(recorded, type, name).dependencies.includes(before), name);
      }
    });

    it(`namespace and class wait for the platform of the same program (${shape} load balancer)`, async () => {
      const recorded = await recordApplications(({ providers, before }) => {
        const args = make();
        attachPrerequisites(args.platform, [before]);
        new AppNamespace("web", args, { providers });
      });
      const before = resourceNamed(recorded, CONFIG_MAP, "before").urn;
      for (const [type, name] of [
        [NAMESPACE, "web-namespace"],
        [PARAMS, "web-ingress-class-params"],
      ] as const) {
        assert.ok(resourceNamed(recorded, type, name).dependencies.includes(before), name);
      }
    });
  }

  it("whoever waits for the component waits for its walls", async () => {
    const recorded = await recordApplications(({ providers }) => {
      const web = new AppNamespace("web", webBehindAlb(), { providers });
      const [provider] = providers;
      new k8s.core.v1.ConfigMap("workload", {}, { provider, dependsOn: [web] });
    });
    const workload = resourceNamed(recorded, CONFIG_MAP, "workload").urn;
    for (const { urn, name } of childrenOf(recorded)) {
      assert.ok(dependsTransitively(recorded, workload, urn), name);
    }
  });

  it("the name of the namespace is known when the namespace exists", async () => {
    const recorded = await recordApplications(({ providers }) => {
      const web = new AppNamespace("web", webArgs(), { providers });
      const metadata = { namespace: web.namespace };
      const [provider] = providers;
      new k8s.core.v1.ConfigMap("workload", { metadata }, { provider });
    });
    const { dependencies } = resourceNamed(recorded, CONFIG_MAP, "workload");
    assert.ok(dependencies.includes(resourceNamed(recorded, NAMESPACE, "web-namespace").urn));
  });

  it("an application more changes nothing of the others", async () => {
    const inputsOf = async (names: string[]): Promise<Map<string, unknown>> => {
      const recorded = await recordApplications(({ providers }) => {
        const platform = eksPlatform();
        for (const [at, name] of names.entries()) {
          const args = webBehindAlb({ platform, application: name, albSlot: at + 1 });
          new AppNamespace(name, args, { providers });
        }
      });
      return new Map(childrenOf(recorded).map(({ urn, inputs, id }) => [urn, { inputs, id }]));
    };
    assert.deepEqual(await inputsOf(["web"]), await inputsOf(["web", "shop", "jobs"]));
  });
});
