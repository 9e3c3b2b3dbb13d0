import type * as pulumi from "@pulumi/pulumi";
import {
  versioned,
  type AccessFacts,
  type ApplicationAccessFacts,
  type Versioned,
} from "../../../contract/component-facts.js";
import { parsePrincipal, type Principal } from "../../shared/aws/principal-arn.js";
import type { AccessibleApplicationArgs, NamespaceAccessArgs } from "./args.js";
import { APPLICATION_ROLES, formatRoleGroup, type ApplicationRole } from "./roles.js";

type Applications = Readonly<Record<string, AccessibleApplicationArgs>>;

/** The one access entry of a principal. */
export interface AccessEntryPlan {
  /** Account, kind and name, without the path. */
  readonly key: string;
  readonly principalArn: string;
  /** Its groups in every application, sorted. */
  readonly kubernetesGroups: readonly string[];
}

/** The one rule of a database's security group and port. */
export interface DatabaseRulePlan {
  readonly key: string;
  readonly securityGroupId: pulumi.Input<string>;
  readonly port: number;
}

export interface ApplicationAccessPlan {
  readonly entries: readonly AccessEntryPlan[];
  readonly rules: readonly DatabaseRulePlan[];
}

/** One principal in one list of one application. */
export interface Grant {
  readonly application: string;
  readonly role: ApplicationRole;
  readonly at: number;
  readonly arn: string;
}

/** One database of one application that has a security group. */
export interface DatabaseGroup {
  readonly application: string;
  readonly at: number;
  readonly name: string;
  readonly port: number;
  readonly securityGroupId: pulumi.Input<string>;
}

const ROLE_NAMES = Object.keys(APPLICATION_ROLES) as readonly ApplicationRole[];

function grantsWithin(application: string, access: NamespaceAccessArgs): Grant[] {
  return ROLE_NAMES.flatMap((role) =>
    (access[role] ?? []).map((arn, at) => ({ application, role, at, arn })),
  );
}

export function listGrants(applications: Applications): Grant[] {
  return Object.entries(applications).flatMap(([application, { access = {} }]) =>
    grantsWithin(application, access),
  );
}

export function listDatabaseGroups(applications: Applications): DatabaseGroup[] {
  return Object.entries(applications).flatMap(([application, { databases = [] }]) =>
    databases.flatMap(({ name, port, securityGroupId }, at) =>
      securityGroupId === undefined ? [] : [{ application, at, name, port, securityGroupId }],
    ),
  );
}

function formatPrincipalKey({ account, kind, name }: Principal): string {
  return `${account}-${kind}-${name}`;
}

function planEntries(grants: readonly Grant[]): AccessEntryPlan[] {
  const byKey = new Map<string, { principalArn: string; groups: Set<string> }>();
  for (const { application, role, arn } of grants) {
    const principal = parsePrincipal(arn);
    if (!principal) continue;
    const key = formatPrincipalKey(principal);
    const entry = byKey.get(key) ?? { principalArn: arn, groups: new Set() };
    entry.groups.add(formatRoleGroup(application, role));
    byKey.set(key, entry);
  }
  return [...byKey].map(([key, { principalArn, groups }]) => ({
    key,
    principalArn,
    kubernetesGroups: [...groups].sort(),
  }));
}

/** A group that is known is its own name; one that is yet to be created goes by the database's. */
export function formatRuleKey({ name, port, securityGroupId }: DatabaseGroup): string {
  const group = typeof securityGroupId === "string" ? securityGroupId : name;
  return `${group}-${port}`;
}

function planRules(groups: readonly DatabaseGroup[]): DatabaseRulePlan[] {
  const byKey = new Map<string, DatabaseRulePlan>();
  for (const group of groups) {
    const key = formatRuleKey(group);
    const { port, securityGroupId } = group;
    if (!byKey.has(key)) byKey.set(key, { key, port, securityGroupId });
  }
  return [...byKey.values()];
}

/**
 * What AWS has once for each cluster, collected over applications: EKS takes one access entry for each principal, and
 * a security group one rule for each source and port.
 */
export function planApplicationAccess(applications: Applications): ApplicationAccessPlan {
  return {
    entries: planEntries(listGrants(applications)),
    rules: planRules(listDatabaseGroups(applications)),
  };
}

function describeApplication({
  access = {},
  databases = [],
}: AccessibleApplicationArgs): AccessFacts {
  const { view = [], edit = [], deploy = [] } = access;
  const opened = databases.filter(({ securityGroupId }) => securityGroupId !== undefined);
  return { view, edit, deploy, openedDatabases: opened.map(({ name }) => name) };
}

/** What is registered of it. */
export function describeAccess(applications: Applications): Versioned<ApplicationAccessFacts> {
  const described = Object.entries(applications).map(
    ([name, application]) => [name, describeApplication(application)] as const,
  );
  return versioned({ applications: Object.fromEntries(described) });
}
