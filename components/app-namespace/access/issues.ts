import { groupBy } from "../../../basics/group-by.js";
import { PLATFORM_REF_VERSION } from "../../../contract/formats.js";
import { findPortIssues } from "../../shared/address-issues.js";
import { findPrincipalIssues, parsePrincipal } from "../../shared/aws/principal-arn.js";
import { issue, type Issue } from "../../shared/issues.js";
import { findApplicationNameIssues } from "../../shared/name-issues.js";
import { findSecurityGroupIssues } from "../traffic/issues.js";
import type { ApplicationAccessArgs } from "./args.js";
import {
  listDatabaseGroups,
  listGrants,
  formatRuleKey,
  type DatabaseGroup,
  type Grant,
} from "./plan.js";
import type { ApplicationRole } from "./roles.js";

/** A role that has every right of another. */
const INCLUDES: Readonly<Record<ApplicationRole, readonly ApplicationRole[]>> = {
  view: [],
  deploy: ["view"],
  edit: ["view", "deploy"],
};

function formatGrantPath({ application, role, at }: Grant): string {
  return `applications.${application}.access.${role}[${at}]`;
}

/** What an ARN has in common with the other ARNs of the same principal. */
function principalIdentity(arn: string): string {
  const { account, kind, name } = parsePrincipal(arn) ?? {};
  return [account, kind, name].join(" ");
}

/** Each principal stands once in an application: the roles include each other. */
function findRepeatedIssue(grant: Grant, inApplication: readonly Grant[]): Issue[] {
  const own = inApplication.filter(({ arn }) => arn === grant.arn);
  const twice = own.some(({ role, at }) => role === grant.role && at < grant.at);
  if (twice)
    return [{ path: formatGrantPath(grant), message: `"${grant.arn}" is listed more than once` }];
  const greater = own.find(({ role }) => INCLUDES[role].includes(grant.role));
  if (!greater) return [];
  const message = `"${grant.arn}" is also listed in ${greater.role}, which includes ${grant.role}; remove it here`;
  return [{ path: formatGrantPath(grant), message }];
}

/** Two ARNs of one role: at most one of the paths is right. The first that was written counts. */
function findPathIssue(grant: Grant, first: Grant | undefined): Issue[] {
  if (!first || first.arn === grant.arn) return [];
  const message = `"${grant.arn}" names the same principal as "${first.arn}" (application ${first.application}) with another path: expected one path, because names are unique in an account`;
  return [{ path: formatGrantPath(grant), message }];
}

function clusterEntryIssue(grant: Grant): Issue {
  const message = `"${grant.arn}" already has an access entry, from accessEntries of the cluster or from an application in the platform's program: EKS takes one for each principal; name it in one place`;
  return { path: formatGrantPath(grant), message };
}

function findGrantIssues({ platform, applications }: ApplicationAccessArgs): Issue[] {
  const grants = listGrants(applications);
  const byApplication = groupBy(grants, ({ application }) => application);
  const byPrincipal = groupBy(grants, ({ arn }) => principalIdentity(arn));
  const known = (platform.eks?.accessPrincipalArns ?? []).filter((arn) => typeof arn === "string");
  const ofCluster = new Set(known.map(principalIdentity));
  return grants.flatMap((grant) => {
    const malformed = findPrincipalIssues(formatGrantPath(grant), grant.arn);
    if (malformed.length > 0) return malformed;
    const identity = principalIdentity(grant.arn);
    return [
      ...findRepeatedIssue(grant, byApplication.get(grant.application) ?? []),
      ...findPathIssue(grant, byPrincipal.get(identity)?.[0]),
      ...(ofCluster.has(identity) ? [clusterEntryIssue(grant)] : []),
    ];
  });
}

function formatDatabasePath({ application, at }: DatabaseGroup): string {
  return `applications.${application}.databases[${at}]`;
}

/** A group that is not known yet goes by its database's name, so that name must stand for one group. */
function findUnknownGroupIssue(group: DatabaseGroup, before: readonly DatabaseGroup[]): Issue[] {
  if (typeof group.securityGroupId === "string") return [];
  const path = `${formatDatabasePath(group)}.securityGroupId`;
  const onPort = before.filter(({ port }) => port === group.port);
  const renamed = onPort.find(
    ({ name, securityGroupId }) => securityGroupId === group.securityGroupId && name !== group.name,
  );
  if (renamed) {
    const message = `is also the group of "${renamed.name}" (application ${renamed.application}) on port ${group.port}: a group takes one rule for each port; give both databases the same name, or name the group once`;
    return [{ path, message }];
  }
  const other = onPort.find(
    (each) =>
      formatRuleKey(each) === formatRuleKey(group) &&
      each.securityGroupId !== group.securityGroupId,
  );
  if (!other) return [];
  const message = `differs from the group of "${other.name}" in application ${other.application}; give the databases different names, or the same group`;
  return [{ path, message }];
}

function findDatabaseIssues({ platform, applications }: ApplicationAccessArgs): Issue[] {
  const groups = listDatabaseGroups(applications);
  return groups.flatMap((group, at) => [
    ...findPortIssues(`${formatDatabasePath(group)}.port`, group.port),
    ...findSecurityGroupIssues(
      `${formatDatabasePath(group)}.securityGroupId`,
      group.securityGroupId,
      platform,
    ),
    ...findUnknownGroupIssue(group, groups.slice(0, at)),
  ]);
}

/** Only EKS reads access entries. */
function findEksIssues({ platform, applications }: ApplicationAccessArgs): Issue[] {
  if (platform.eks) return [];
  const message =
    "requires EKS: on other clusters your own authenticator puts people into the groups bulkhead:<application>:<view|edit|deploy>";
  return Object.entries(applications)
    .filter(([name, { access }]) => listGrants({ [name]: { access } }).length > 0)
    .map(([name]) => ({ path: `applications.${name}.access`, message }));
}

/** All problems of who may use applications, and of the databases that let them in. */
export function findApplicationAccessIssues(args: ApplicationAccessArgs): Issue[] {
  const { formatVersion } = args.platform;
  if (formatVersion !== PLATFORM_REF_VERSION) {
    return [issue("platform.formatVersion", formatVersion, `format ${PLATFORM_REF_VERSION}`)];
  }
  return [
    ...Object.keys(args.applications).flatMap((name) =>
      findApplicationNameIssues(`applications.${name}`, name),
    ),
    ...findEksIssues(args),
    ...findGrantIssues(args),
    ...findDatabaseIssues(args),
  ];
}
