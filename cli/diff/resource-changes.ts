import { isDeepStrictEqual } from "node:util";
import { byText, type Json } from "../../basics/json.js";
import { EKS_COMPONENT } from "../../facts/type-tokens.js";
import type { PlanDocument, PlanResource } from "../plan-folder/document.js";

/** An input that is another one afterwards; null where there is none. */
export interface ChangedInput {
  readonly name: string;
  readonly before: Json;
  readonly after: Json;
}

export interface ChangedResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: readonly ChangedInput[];
}

/** Resources of the account, and charts, by type and name. */
export interface ResourceChanges {
  readonly added: readonly ResourceName[];
  readonly removed: readonly ResourceName[];
  readonly changed: readonly ChangedResource[];
}

export type ResourceName = Pick<PlanResource, "type" | "name">;

/** Objects of Kubernetes are compared as manifests, and components are what they are made of. */
function isListed({ type, custom }: PlanResource): boolean {
  if (type.startsWith("kubernetes:")) return type.startsWith("kubernetes:helm.sh/");
  return custom ? !type.startsWith("pulumi:") : type === EKS_COMPONENT;
}

/** Without the stack: two environments can be compared. */
function resourceKey({ urn }: PlanResource): string {
  return urn.split("::").slice(2).join("::");
}

function listedIn({ resources }: PlanDocument): Map<string, PlanResource> {
  return new Map(resources.filter(isListed).map((resource) => [resourceKey(resource), resource]));
}

function changedInputs(before: PlanResource, after: PlanResource): ChangedInput[] {
  const names = new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)]);
  return [...names].sort(byText).flatMap((name) => {
    const [was = null, is = null] = [before.inputs[name], after.inputs[name]];
    return isDeepStrictEqual(was, is) ? [] : [{ name, before: was, after: is }];
  });
}

function namesIn(resources: readonly PlanResource[]): ResourceName[] {
  return resources.map(({ type, name }) => ({ type, name }));
}

/** What one plan would make otherwise than the other. */
export function resourceChanges(before: PlanDocument, after: PlanDocument): ResourceChanges {
  const [old, fresh] = [listedIn(before), listedIn(after)];
  const keys = [...new Set([...old.keys(), ...fresh.keys()])].sort(byText);
  const pairs = keys.map((key) => ({ was: old.get(key), is: fresh.get(key) }));
  return {
    added: namesIn(pairs.flatMap(({ was, is }) => (was === undefined && is ? [is] : []))),
    removed: namesIn(pairs.flatMap(({ was, is }) => (is === undefined && was ? [was] : []))),
    changed: pairs.flatMap(({ was, is }) => {
      if (was === undefined || is === undefined) return [];
      const inputs = changedInputs(was, is);
      return inputs.length === 0 ? [] : [{ type: is.type, name: is.name, inputs }];
    }),
  };
}
