import assert from "node:assert/strict";
import fc from "fast-check";
import type { AccessibleApplicationArgs } from "../../../../components/app-namespace/access/args.js";
import { findApplicationAccessIssues } from "../../../../components/app-namespace/access/issues.js";
import { planApplicationAccess } from "../../../../components/app-namespace/access/plan.js";
import { eksPlatform } from "../../../support/platform-ref.js";

const names = fc.constantFrom("web", "api", "jobs", "chat");
const ROLES = ["view", "edit", "deploy"] as const;

const principals = fc.constantFrom("a", "b", "c", "d").map(arnOf);

function arnOf(name: string): string {
  return `arn:aws:iam::111122223333:role/${name}`;
}

/** Each principal in at most one list. */
const access = fc
  .uniqueArray(fc.tuple(principals, fc.constantFrom(...ROLES)), { selector: ([arn]) => arn })
  .map((grants) =>
    Object.fromEntries(
      ROLES.map((role) => [role, grants.filter(([, own]) => own === role).map(([arn]) => arn)]),
    ),
  );

const databases = fc.array(
  fc.record({
    name: fc.constantFrom("orders", "users"),
    port: fc.constantFrom(5432, 3306),
    securityGroupId: fc.constantFrom("sg-0f1e2d3c", "sg-4b5a6978"),
  }),
  { maxLength: 4 },
);

const applications: fc.Arbitrary<Record<string, AccessibleApplicationArgs>> = fc.dictionary(
  names,
  fc.record({ access, databases }),
);

describe("Laws of access over applications", () => {
  it("each principal has one entry, with exactly the groups that it is given", () => {
    fc.assert(
      fc.property(applications, (all) => {
        assert.deepEqual(
          findApplicationAccessIssues({ platform: eksPlatform(), applications: all }),
          [],
        );
        const { entries } = planApplicationAccess(all);
        const arns = entries.map(({ principalArn }) => principalArn);
        assert.equal(new Set(arns).size, arns.length);
        const planned = entries.flatMap(({ principalArn, kubernetesGroups }) =>
          kubernetesGroups.map((group) => `${principalArn} ${group}`),
        );
        const given = Object.entries(all).flatMap(([application, { access: lists = {} }]) =>
          ROLES.flatMap((role) =>
            (lists[role] ?? []).map((arn) => `${arn} bulkhead:${application}:${role}`),
          ),
        );
        assert.deepEqual(planned.sort(), given.sort());
      }),
    );
  });

  it("each group and port has one rule, whoever names it", () => {
    fc.assert(
      fc.property(applications, (all) => {
        const planned = planApplicationAccess(all).rules.map(({ port, securityGroupId }) =>
          JSON.stringify([securityGroupId, port]),
        );
        const given = Object.values(all).flatMap((each) =>
          (each.databases ?? []).map(({ port, securityGroupId }) =>
            JSON.stringify([securityGroupId, port]),
          ),
        );
        assert.deepEqual(planned.sort(), [...new Set(given)].sort());
      }),
    );
  });

  it("an application that is added changes no key of the others", () => {
    fc.assert(
      fc.property(applications, (all) => {
        const { web, ...others } = all;
        fc.pre(web !== undefined);
        const keysOf = (each: typeof all) => {
          const { entries, rules } = planApplicationAccess(each);
          return [...entries, ...rules].map(({ key }) => key);
        };
        const after = new Set(keysOf(all));
        assert.ok(keysOf(others).every((key) => after.has(key)));
      }),
    );
  });
});
