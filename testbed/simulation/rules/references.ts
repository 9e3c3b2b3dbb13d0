import { textsWithin, type AwsRecord, type Inventory, type Rule } from "../record.js";

/** Ids that AWS gives out, as the account makes them: a prefix and 17 digits. */
const AWS_ID = /^(vpc|subnet|rtb|igw|nat|eipalloc|sg|lt|vpce|acl)-0[0-9a-f]{16}$/;

function isOwnRole(text: string, account: string): boolean {
  return text.startsWith(`arn:aws:iam::${account}:`);
}

/** Ids that exist: of resources, and of what came with them, such as a cluster's security group. */
function existing(inventory: Inventory): Set<string> {
  return new Set(inventory.records.flatMap(({ id, outputs }) => [id, ...textsWithin(outputs)]));
}

/** Whatever names an id must name one that exists. `outside` are ids of somebody else. */
export function knownIds(account: string, outside: readonly string[]): Rule {
  return ({ inputs }, inventory) => {
    const known = existing(inventory);
    const unknown = textsWithin(inputs).find(
      (text) =>
        (AWS_ID.test(text) || isOwnRole(text, account)) &&
        !known.has(text) &&
        !outside.includes(text),
    );
    return unknown === undefined ? undefined : `NotFound: '${unknown}' does not exist`;
  };
}

/** The names by which others may speak of a resource. */
function namesOf({ id, outputs }: AwsRecord): string[] {
  return typeof outputs.arn === "string" ? [id, outputs.arn] : [id];
}

/** What others still use cannot go. */
export const inUse: Rule = (record, inventory) => {
  const names = namesOf(record);
  const user = inventory.records.find(
    (other) =>
      other !== record &&
      other.urn !== record.urn &&
      textsWithin(other.inputs).some((text) => names.includes(text)),
  );
  if (user === undefined) return undefined;
  return `DependencyViolation: ${record.type} ${record.id} has a dependent object: ${user.type} ${user.name}`;
};
