import { objectOf, textOf, type JsonObject } from "../../basics/json.js";

/** Inputs whose values, with colons between them, are the id. */
const ID_INPUTS: Readonly<Record<string, readonly string[]>> = {
  "aws:iam/role:Role": ["name"],
  "aws:cloudwatch/logGroup:LogGroup": ["name"],
  "aws:kms/alias:Alias": ["name"],
  "aws:eks/cluster:Cluster": ["name"],
  "aws:eks/nodeGroup:NodeGroup": ["clusterName", "nodeGroupName"],
  "aws:eks/addon:Addon": ["clusterName", "addonName"],
  "aws:eks/accessEntry:AccessEntry": ["clusterName", "principalArn"],
};

/** The id that it has if it exists, where its inputs say so. */
export function knownId({ type, inputs }: JsonObject): string | undefined {
  const names = ID_INPUTS[textOf(type) ?? ""];
  const values = names?.map((name) => textOf(objectOf(inputs)[name]));
  return values?.every((value) => value !== undefined) === true ? values.join(":") : undefined;
}

/** Its tag `Name`, by which it is found in AWS where ids say nothing. */
export function nameTag({ inputs }: JsonObject): string | undefined {
  return textOf(objectOf(objectOf(inputs).tags).Name);
}
