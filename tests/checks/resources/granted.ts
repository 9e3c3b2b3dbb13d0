import type { JsonMap } from "../../../basics/json.js";
import type { MaskedResource } from "../../../facts/resource-graph.js";
import type { BaselineFacts } from "../../../contract/component-facts.js";
import { ComponentType } from "../../../contract/component-type.js";
import { accessTo, application, registered } from "../../cli/support.js";

/** An application with one database behind a security group. */
export function withDatabase(): MaskedResource {
  const orders = { name: "orders", port: 5432, securityGroupId: "sg-1" };
  return application("chat", { egress: { databases: [orders] } });
}

export function opens(application: string, database: JsonMap): MaskedResource {
  return accessTo({ [application]: { databases: [database] } });
}

export function keeps(
  name: string,
  bucketArn: string,
  prefix: string,
  access: string,
): MaskedResource {
  return application(name, { storage: [{ name: "data", bucketArn, prefix, access }] });
}

/** Publishers write what its pods read. */
export function publishes(name: string, bucketArn: string, prefix: string): MaskedResource {
  const publishers = ["arn:aws:iam::111122223333:role/research"];
  const data = { name: "data", bucketArn, prefix, access: "read", publishers };
  return application(name, { storage: [data] });
}

export function baseline(facts: Partial<BaselineFacts>): MaskedResource {
  return registered(ComponentType.IsolationBaseline, "isolation", facts);
}
