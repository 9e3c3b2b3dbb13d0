import { Inventory, type AwsRecord, type Rule } from "./record.js";
import { CLUSTER_DELETION_RULES, CLUSTER_RULES } from "./rules/cluster-rules.js";
import { NETWORK_DELETION_RULES, NETWORK_RULES } from "./rules/network-rules.js";
import { inUse, knownIds } from "./rules/references.js";

export const SIMULATED_ACCOUNT = "444455556666";

const CREATION: Readonly<Record<string, readonly Rule[]>> = { ...NETWORK_RULES, ...CLUSTER_RULES };

const DELETION: Readonly<Record<string, readonly Rule[]>> = {
  ...NETWORK_DELETION_RULES,
  ...CLUSTER_DELETION_RULES,
};

function demand(rules: readonly Rule[], record: AwsRecord, inventory: Inventory): void {
  for (const rule of rules) {
    const refusal = rule(record, inventory);
    if (refusal !== undefined) throw new Error(refusal);
  }
}

/**
 * An account of AWS, as far as it refuses things. Load balancers stand beside its records, because a controller in the
 * cluster makes them, not Pulumi.
 */
export class Account {
  constructor(
    private records: readonly AwsRecord[],
    private readonly loadBalancers: readonly AwsRecord[],
    /** Ids of resources that somebody else made. */
    private readonly outside: readonly string[],
  ) {}

  get content(): readonly AwsRecord[] {
    return this.records;
  }

  get inventory(): Inventory {
    return new Inventory([...this.records, ...this.loadBalancers]);
  }

  find(type: string, id: string): AwsRecord | undefined {
    return this.inventory.byId(type, id);
  }

  /** Adds it; refuses as AWS would. */
  create(record: AwsRecord): void {
    const { type, id } = record;
    if (this.find(type, id) !== undefined) throw new Error(`AlreadyExists: ${type} ${id}`);
    this.update(record);
  }

  /** Puts it in the place of what has its id. */
  update(record: AwsRecord): void {
    const rules = [knownIds(SIMULATED_ACCOUNT, this.outside), ...(CREATION[record.type] ?? [])];
    demand(rules, record, this.inventory);
    this.records = [...this.without(record), record];
  }

  /** Removes it, if it exists, as the provider does. */
  delete({ type, id }: Pick<AwsRecord, "type" | "id">): void {
    const record = this.find(type, id);
    if (record === undefined) return;
    demand([inUse, ...(DELETION[type] ?? [])], record, this.inventory);
    this.records = this.without(record);
  }

  private without({ type, id }: AwsRecord): AwsRecord[] {
    return this.records.filter((each) => each.type !== type || each.id !== id);
  }
}
