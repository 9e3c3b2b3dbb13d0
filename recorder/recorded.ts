import type { PropertyValue } from "./values.js";

export type Mode = "preview" | "update";

export type RecordedOutputs = Record<string, PropertyValue>;

/** How a resource was known before: a URN, or what differed. Absent fields are as they are now. */
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

export interface RecordedResource {
  urn: string;
  type: string;
  name: string;
  /** Absent for components, and in a preview for everything not yet created. */
  id?: string;
  custom: boolean;
  /** A component whose children another plugin makes: here it is one resource without children. */
  remote: boolean;
  /** Only read, never managed: `X.get(...)` and stack references. */
  external: boolean;
  parent?: string;
  inputs: Record<string, PropertyValue>;
  outputs: Record<string, PropertyValue>;
  /** Sorted URNs: explicit and property dependencies together. */
  dependencies: string[];
  propertyDependencies: Record<string, string[]>;
  /** `<urn>::<id>` of the explicit provider. */
  provider?: string;
  /** Providers by package that a component hands down. */
  providers: Record<string, string>;
  aliases: RecordedAlias[];
  /** Like the next two, includes what is inherited from the parent. */
  protect: boolean;
  retainOnDelete: boolean;
  deletedWith?: string;
  ignoreChanges: string[];
}

export interface RecordedLog {
  severity: "info" | "warning" | "error";
  message: string;
  urn?: string;
}

export interface RecordedProgram {
  project: string;
  stack: string;
  mode: Mode;
  /** As the program saw it, values of secret keys replaced by `"[secret]"`. */
  config: Record<string, string>;
  /** In order of registration; the stack itself comes first. */
  resources: RecordedResource[];
  outputs: RecordedOutputs;
  logs: RecordedLog[];
}
