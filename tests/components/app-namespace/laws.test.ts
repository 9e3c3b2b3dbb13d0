import assert from "node:assert/strict";
import fc from "fast-check";
import type { AppNamespaceArgs } from "../../../components/app-namespace/args.js";
import { findAppNamespaceIssues } from "../../../components/app-namespace/issues.js";
import { planAppNamespace, type AppNamespacePlan } from "../../../components/app-namespace/plan.js";
import { planIngressClass } from "../../../components/app-namespace/load-balancer/ingress-class.js";
import { planBaseline } from "../../../components/isolation/plan.js";
import type {
  CalicoPolicy,
  CalicoRule,
} from "../../../components/shared/kubernetes/calico-policy.js";
import { containsCidr, overlapsCidr } from "../../../basics/cidr.js";
import { isDnsLabel } from "../../../contract/names.js";
import type { KubernetesObject } from "../../../components/shared/kubernetes/manifest.js";
import { applications } from "../../support/application-arbitrary.js";
import { emptyListsIn } from "./empty-lists.js";

/** Every object that an application brings into a cluster. */
function objectsOf(args: AppNamespaceArgs): KubernetesObject[] {
  const plan = planAppNamespace(args);
  const ids = { subnetIds: ["subnet-1"] };
  const classes = plan.loadBalancer
    ? Object.values(planIngressClass(args.application, plan.loadBalancer, ids))
    : [];
  return [plan.namespace, ...Object.values(plan.contents), ...(classes as KubernetesObject[])];
}

/** The policies for all namespaces that stand beside these applications. */
function baselineOf({ platform }: AppNamespaceArgs): CalicoPolicy[] {
  const { mode, systemNamespaces, addressFacts } = platform;
  const { policies } = planBaseline({
    mode,
    systemNamespaces,
    albCidrBlocks: addressFacts.albCidrBlocks,
    nodeLocalDns: addressFacts.nodeLocalDns,
    closeUnmanagedNamespaces: true,
    cniUsers: ["cni"],
  });
  return Object.values(policies);
}

function boundaryOf(plan: AppNamespacePlan): CalicoPolicy {
  return plan.contents.boundary as CalicoPolicy;
}

function networkPoliciesOf(plan: AppNamespacePlan): KubernetesObject[] {
  return Object.values(plan.contents).filter(
    (object) => object.kind.endsWith("NetworkPolicy") && object !== plan.contents.boundary,
  );
}

function forEachApplication(check: (args: AppNamespaceArgs) => void): void {
  fc.assert(
    fc.property(applications, (all) => {
      all.forEach(check);
    }),
  );
}

function isDenyAll(rule: CalicoRule | undefined): boolean {
  try {
    assert.deepEqual(rule, { action: "Deny" });
    return true;
  } catch {
    return false;
  }
}

type Side = "source" | "destination";

/** The two rules about all pods, in the order in which they must stand. */
function podRules(side: Side, { application, platform }: AppNamespaceArgs): CalicoRule[] {
  const nets = platform.addressFacts.podCidrBlocks;
  const foreign = `has(projectcalico.org/name) && projectcalico.org/name != "${application}"`;
  return [
    { action: "Deny", [side]: { namespaceSelector: foreign, nets } },
    { action: "Pass", [side]: { selector: "all()", nets } },
  ];
}

/** Everything that stands before the first Deny names a protocol and ports. */
function isNarrow({ action, protocol, destination }: CalicoRule): boolean {
  return action === "Pass" && protocol !== undefined && destination?.ports !== undefined;
}

/** Calico up to 3.31 demands it; only names of tier `default` stand alone. */
function hasItsPrefix({ metadata, spec }: CalicoPolicy): boolean {
  return spec.tier === "default" || metadata.name.startsWith(`${spec.tier}.`);
}

/** Rules of a direction that `types` leaves out would never be read. */
function namesItsTypes({ spec }: CalicoPolicy): boolean {
  const isRead = (type: "Ingress" | "Egress", rules: unknown): boolean =>
    rules === undefined || spec.types.includes(type);
  return spec.types.length > 0 && isRead("Ingress", spec.ingress) && isRead("Egress", spec.egress);
}

/** CIDR blocks of every peer that a NetworkPolicy lets in. */
function allowedFrom({ spec }: KubernetesObject): string[] {
  const { ingress = [] } = spec as { ingress?: { from: { ipBlock?: { cidr: string } }[] }[] };
  return ingress.flatMap(({ from }) =>
    from.flatMap(({ ipBlock }) => (ipBlock ? [ipBlock.cidr] : [])),
  );
}

describe("Laws of applications", () => {
  it("hold for applications whose arguments are accepted", () => {
    forEachApplication((args) => {
      assert.deepEqual(findAppNamespaceIssues(args), []);
    });
  });

  it("no rule has an empty list of addresses, ports or peers: it would match everything", () => {
    forEachApplication((args) => {
      for (const object of [...objectsOf(args), ...baselineOf(args)]) {
        assert.deepEqual(emptyListsIn(object.spec), [], object.metadata.name);
      }
    });
  });

  it("the last rule denies, or passes on to the internet when all private addresses are denied", () => {
    forEachApplication((args) => {
      const { ingress = [], egress = [] } = boundaryOf(planAppNamespace(args)).spec;
      assert.ok(isDenyAll(ingress.at(-1)));
      if (args.egress?.internet) {
        const nets = args.platform.addressFacts.privateCidrBlocks;
        assert.deepEqual(egress.slice(-2), [
          { action: "Deny", destination: { nets } },
          { action: "Pass" },
        ]);
      } else {
        assert.ok(isDenyAll(egress.at(-1)));
      }
    });
  });

  it("nothing in the tier above owners grants anything", () => {
    forEachApplication((args) => {
      for (const { spec } of [boundaryOf(planAppNamespace(args)), ...baselineOf(args)]) {
        const rules = [...(spec.ingress ?? []), ...(spec.egress ?? [])];
        const actions = new Set(rules.map(({ action }) => action));
        assert.ok(spec.tier === "default" || !actions.has("Allow"));
      }
    });
  });

  it("nothing but own load balancer subnets and pod blocks is let in by address", () => {
    forEachApplication((args) => {
      const plan = planAppNamespace(args);
      const { loadBalancerCidrs, addressFacts } = plan.application;
      const known = [...loadBalancerCidrs, ...addressFacts.podCidrBlocks];
      const passing = (boundaryOf(plan).spec.ingress ?? []).filter(
        ({ action }) => action !== "Deny",
      );
      for (const { source } of passing) {
        const nets = source?.nets ?? [];
        assert.ok(nets.length > 0);
        assert.ok(nets.every((net) => known.includes(net)));
      }
      for (const policy of networkPoliciesOf(plan)) {
        assert.ok(allowedFrom(policy).every((cidr) => loadBalancerCidrs.includes(cidr)));
      }
    });
  });

  it("foreign pods are denied before own pods pass, and only neighbours and addresses stand before", () => {
    forEachApplication((args) => {
      const { ingress = [], egress = [] } = boundaryOf(planAppNamespace(args)).spec;
      const sides: [Side, readonly CalicoRule[]][] = [
        ["source", ingress],
        ["destination", egress],
      ];
      for (const [side, rules] of sides) {
        const first = rules.findIndex(({ action }) => action === "Deny");
        assert.deepEqual(rules.slice(first, first + 2), podRules(side, args));
        assert.ok(rules.slice(0, first).every(isNarrow));
      }
    });
  });

  it("policies name tier, order and types, the prefix of their tier, and an order of their own", () => {
    forEachApplication((args) => {
      const policies = [boundaryOf(planAppNamespace(args)), ...baselineOf(args)];
      for (const policy of policies) {
        assert.ok(hasItsPrefix(policy), policy.metadata.name);
        assert.ok(namesItsTypes(policy), policy.metadata.name);
      }
      const orders = policies.map(({ spec }) => `${spec.tier} ${spec.order}`);
      assert.equal(new Set(orders).size, orders.length);
    });
  });

  it("names fit Kubernetes", () => {
    forEachApplication((args) => {
      for (const { metadata } of objectsOf(args)) {
        assert.ok(
          metadata.name.split(".").every((part) => isDnsLabel(part)),
          metadata.name,
        );
        assert.ok(Object.values(metadata.labels ?? {}).every((value) => value.length <= 63));
      }
    });
  });

  it("objects are plain JSON", () => {
    forEachApplication((args) => {
      const objects = objectsOf(args);
      assert.deepEqual(JSON.parse(JSON.stringify(objects)), objects);
    });
  });

  it("no two applications share an address of their load balancers, unless they ask to", () => {
    fc.assert(
      fc.property(applications, (all) => {
        const plans = all.map(planAppNamespace);
        const blocks = plans.flatMap(({ loadBalancer }) =>
          loadBalancer?.dedicated ? loadBalancer.subnets.map(({ cidrBlock }) => cidrBlock) : [],
        );
        for (const [at, block] of blocks.entries()) {
          assert.ok(blocks.slice(at + 1).every((other) => !overlapsCidr(block, other)));
          assert.ok(all[0] && containsCidr(all[0].platform.network?.albCidrBlock ?? "", block));
          assert.ok(!overlapsCidr(block, "10.0.0.0/25"), "slot 0 is shared");
        }
        const groups = plans.flatMap(({ loadBalancer }) =>
          loadBalancer?.dedicated ? [loadBalancer.group] : [],
        );
        assert.equal(new Set(groups).size, groups.length);
      }),
    );
  });

  it("an application more changes nothing of the others", () => {
    fc.assert(
      fc.property(applications, (all) => {
        const before = all.slice(0, -1).map(objectsOf);
        const after = all.map(objectsOf);
        assert.deepEqual(after.slice(0, -1), before);
      }),
    );
  });
});
