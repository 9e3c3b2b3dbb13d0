import { isDnsLabel } from "../../../contract/names.js";
import type { PlatformRef } from "../../platform-ref/platform-ref.js";
import { findCidrListIssues, findPortIssues, type Forbidden } from "../../shared/address-issues.js";
import type { AddressFacts } from "../../../contract/address-facts.js";
import { findDuplicateIssues, issue, issuesWithin, type Issue } from "../../shared/issues.js";
import type { AppNamespaceArgs } from "../args.js";
import type { DatabaseEgressArgs } from "./args.js";

/** A "database" in these addresses would open something else than a database. */
function forbiddenForDatabases(addressFacts: AddressFacts): Forbidden[] {
  return [
    {
      cidrBlocks: addressFacts.podCidrBlocks,
      owner: "the addresses of pods; declare the application in egress.applications instead",
    },
    { cidrBlocks: addressFacts.albCidrBlocks, owner: "the addresses of load balancers" },
    {
      cidrBlocks: addressFacts.apiServer.cidrBlocks,
      owner: "the addresses of the Kubernetes API; set egress.kubernetesApi instead",
    },
    {
      cidrBlocks: ["169.254.0.0/16"],
      owner: "the link-local addresses of the node (instance metadata, DNS resolver)",
    },
  ];
}

const SECURITY_GROUP = /^sg-[0-9a-f]{8,17}$/;

/** Checks a security group ID that is known before deployment; security groups of pods need EKS. */
export function findSecurityGroupIssues(
  path: string,
  securityGroupId: DatabaseEgressArgs["securityGroupId"],
  { eks }: PlatformRef,
): Issue[] {
  if (securityGroupId === undefined) return [];
  if (!eks) {
    return [{ path, message: "requires EKS: the rule admits the security group of the pods" }];
  }
  if (typeof securityGroupId !== "string" || SECURITY_GROUP.test(securityGroupId)) return [];
  return [
    issue(path, securityGroupId, 'the ID of a security group, such as "sg-0f1e2d3c4b5a69788"'),
  ];
}

function findDatabaseIssues(database: DatabaseEgressArgs, platform: PlatformRef): Issue[] {
  const { addressFacts } = platform;
  const { name, port, cidrBlocks, securityGroupId } = database;
  const addresses = cidrBlocks
    ? findCidrListIssues("cidrBlocks", cidrBlocks, forbiddenForDatabases(addressFacts))
    : addressFacts.dataCidrBlocks.length === 0
      ? [
          issue(
            "cidrBlocks",
            undefined,
            "the addresses of the database, because the platform has no data subnets",
          ),
        ]
      : [];
  return [
    ...(isDnsLabel(name) ? [] : [issue("name", name, "a DNS label such as orders")]),
    ...findPortIssues("port", port),
    ...addresses,
    ...findSecurityGroupIssues("securityGroupId", securityGroupId, platform),
  ];
}

/** Problems of what an application may reach by address. */
export function findEgressIssues({ egress = {}, platform }: AppNamespaceArgs): Issue[] {
  const { addressFacts } = platform;
  const databases = egress.databases ?? [];
  const noApiServer = egress.kubernetesApi && addressFacts.apiServer.cidrBlocks.length === 0;
  return [
    ...(noApiServer
      ? [
          issue(
            "kubernetesApi",
            true,
            "false, because the platform does not know the addresses of its API server",
          ),
        ]
      : []),
    ...databases.flatMap((database, at) =>
      issuesWithin(`databases[${at}]`, findDatabaseIssues(database, platform)),
    ),
    ...findDuplicateIssues(
      "databases",
      databases.map(({ name }) => name),
    ),
  ];
}
