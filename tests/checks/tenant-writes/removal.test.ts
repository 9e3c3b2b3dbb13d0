import assert from "node:assert/strict";
import { readManifests } from "../../../prover/index.js";
import { checkTenantWrites } from "../../../checks/tenant-writes/check-tenant-writes.js";
import { renderedObjects, type Rendered } from "../traffic/cluster.js";
import { A, B, check, DECLARED, INPUT } from "../traffic/declared.js";

type Rules = readonly Readonly<Record<string, unknown>>[];

const TAINT = "readiness.k8s.io/calico";

/** A part of the rendered set, and the set without it. */
interface Removal {
  readonly what: string;
  readonly rest: readonly object[];
}

const RULES = ["ingress", "egress", "validations", "matchConditions"];

function describeObject({ kind, metadata }: Rendered): string {
  const { namespace, name } = metadata;
  return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}

/** A policy without one of its resource rules. */
function resourceRemovals(object: Rendered, others: readonly object[]): Removal[] {
  const constraints = object.spec?.matchConstraints as { resourceRules: Rules } | undefined;
  const rules = constraints?.resourceRules ?? [];
  return rules.map((_, position) => {
    const resourceRules = rules.filter((__, at) => at !== position);
    const spec = { ...object.spec, matchConstraints: { ...constraints, resourceRules } };
    return {
      what: `${describeObject(object)} resourceRules[${position}]`,
      rest: [...others, { ...object, spec }],
    };
  });
}

/** A policy without one of its rules. */
function ruleRemovals(object: Rendered, others: readonly object[]): Removal[] {
  return RULES.flatMap((list) => {
    const rules = (object.spec?.[list] ?? []) as Rules;
    return rules.map((_, position) => ({
      what: `${describeObject(object)} ${list}[${position}]`,
      rest: [
        ...others,
        { ...object, spec: { ...object.spec, [list]: rules.filter((_, at) => at !== position) } },
      ],
    }));
  });
}

function removals(objects: readonly Rendered[]): Removal[] {
  return objects.flatMap((object) => {
    const others = objects.filter((other) => other !== object);
    return [
      { what: describeObject(object), rest: others },
      ...ruleRemovals(object, others),
      ...resourceRemovals(object, others),
    ];
  });
}

/** Removals that break nothing, and why they are harmless. */
const UNNOTICED: Readonly<Record<string, string>> = {
  "ServiceAccount app-a/app-a": "pods that name it do not start",
  "ServiceAccount app-b/app-b": "pods that name it do not start",
  "RoleBinding app-a/bulkhead-view": "a group loses rights",
  "RoleBinding app-a/bulkhead-edit": "a group loses rights",
  "RoleBinding app-a/bulkhead-deploy": "a group loses rights",
  "RoleBinding app-b/bulkhead-view": "a group loses rights",
  "RoleBinding app-b/bulkhead-edit": "a group loses rights",
  "RoleBinding app-b/bulkhead-deploy": "a group loses rights",
  "NetworkPolicy app-a/app-isolation.boundary egress[10]":
    "the tier passes what its policies do not decide",
};

describe("removing a part of the rendered objects", function () {
  this.timeout(120_000);
  let objects: readonly Rendered[];

  function classSubnets(application: string): string[] {
    const params = objects.find(
      ({ kind, metadata }) =>
        kind === "IngressClassParams" && metadata.name === `alb-${application}`,
    );
    return (params?.spec as { subnets: { ids: string[] } }).subnets.ids;
  }

  function brokenBy(rest: readonly object[]): string[] {
    const applications = [A, { ...B, hosts: ["b.example"] }].map((application) => ({
      ...application,
      loadBalancerSubnets: classSubnets(application.namespace),
    }));
    const input = { ...INPUT, applications, startupTaint: TAINT };
    const writes = checkTenantWrites(readManifests([{ file: "rendered", objects: rest }]), input);
    return [...check(rest, input), ...writes]
      .filter(({ outcome }) => outcome === "broken")
      .map(({ code }) => code);
  }

  before(async () => {
    const loadBalancer = { ...DECLARED["app-b"].loadBalancer, hosts: ["b.example"] };
    const applications = { ...DECLARED, "app-b": { ...DECLARED["app-b"], loadBalancer } };
    objects = await renderedObjects(applications, { startupTaint: TAINT });
  });

  it("starts from objects that break nothing", () => {
    assert.deepEqual(brokenBy(objects), []);
  });

  it("breaks a check for every object and every rule, except the harmless ones", () => {
    const unnoticed = removals(objects)
      .filter(({ rest }) => brokenBy(rest).length === 0)
      .map(({ what }) => what);
    assert.deepEqual(unnoticed.sort(), Object.keys(UNNOTICED).sort());
  });
});
