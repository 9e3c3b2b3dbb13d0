import type { Json } from "../basics/json.js";
import type { PropertyValue } from "./values.js";

export type Mode = "preview" | "update";

export type RecordedOutputs = Record<string, PropertyValue>;

/** A former identity of a resource: a URN, or the fields that differed. */
export type RecordedAlias =
  | string
  | {
      name?: string;
      type?: string;
      stack?: string;
      project?: string;
      /** URN of the former parent. */
      parent?: string;
      noParent?: true;
    };

/**
 * A resource as a program registered it. `Value` is what its inputs and outputs hold: values in which secrets and
 * unknowns are marked, or plain JSON once they are masked.
 */
export interface RecordedResource<Value = PropertyValue> {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** Null for components, and in a preview for resources that are not created yet. */
  readonly id: string | null;
  readonly custom: boolean;
  /** True for a component whose children another plugin creates: it is recorded without children. */
  readonly remote: boolean;
  /** True for a resource that is only read: `X.get(...)` and stack references. */
  readonly external: boolean;
  readonly parent: string | null;
  readonly inputs: Readonly<Record<string, Value>>;
  readonly outputs: Readonly<Record<string, Value>>;
  /** Sorted URNs of explicit and property dependencies. */
  readonly dependencies: readonly string[];
  /** URNs of the resources that each input is computed from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** `<urn>::<id>` of the explicit provider. */
  readonly provider: string | null;
  /** Providers that a component passes to its children, by package. */
  readonly providers: Readonly<Record<string, string>>;
  readonly aliases: readonly RecordedAlias[];
  /** Like the next two, includes what is inherited from the parent. */
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly deletedWith?: string;
  readonly ignoreChanges: readonly string[];
}

/** A resource in plain JSON, without any secret: the record that facts, plans and reports read. */
export type MaskedResource = RecordedResource<Json>;

export interface RecordedLog {
  severity: "info" | "warning" | "error";
  message: string;
  urn?: string;
}

export interface RecordedProgram<Value = PropertyValue> {
  project: string;
  stack: string;
  mode: Mode;
  /** The configuration of the stack; values of secret keys are `"[secret]"`. */
  config: Record<string, string>;
  /** In order of registration; the stack itself comes first. */
  resources: RecordedResource<Value>[];
  outputs: Readonly<Record<string, Value>>;
  logs: RecordedLog[];
}

export type MaskedProgram = RecordedProgram<Json>;
