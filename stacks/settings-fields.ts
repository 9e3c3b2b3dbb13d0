import type * as pulumi from "@pulumi/pulumi";
import type { AccessibleApplicationArgs } from "../components/app-namespace/access/args.js";
import type { AppNamespaceArgs } from "../components/app-namespace/args.js";
import type { ClusterOptionsArgs } from "../components/cluster/args.js";
import type { NetworkArgs } from "../components/network/args.js";
import type { PlatformArgs } from "../components/platform/args.js";

/*
 * The fields that a settings file must have, derived from the arguments of the components. An argument becomes a
 * setting by its name alone; every exception is listed here, with its reason. The schema does not compile while its
 * fields differ from these.
 */

/** A value as YAML can hold it: an argument without promises and outputs of other resources. */
type Plain<Value> = Value extends Promise<unknown> | pulumi.OutputInstance<unknown>
  ? never
  : Value extends object
    ? { [Key in keyof Value]: Plain<Value[Key]> }
    : Value;

/** Arguments that no settings file has. */
interface LeftOut {
  /** The platform's `tags` reach every resource of the network and of the cluster. */
  readonly network: "tags";
  readonly cluster: "tags";
  /** The platform is the one of the file, and the application's name is its key. */
  readonly appNamespace: "platform" | "application";
  /** Databases are listed once, under `egress`. */
  readonly applicationAccess: "databases";
}

type ApplicationFields = Plain<
  Omit<AppNamespaceArgs, LeftOut["appNamespace"]> &
    Omit<AccessibleApplicationArgs, LeftOut["applicationAccess"]>
>;

/** Sections whose arguments have fields that a settings file leaves out. */
interface ReducedSections {
  /** The VPC. Needs `cluster`. */
  network?: Plain<Omit<NetworkArgs, LeftOut["network"]>>;
  /** The EKS cluster in it. Needs `network`. */
  cluster?: Plain<Omit<ClusterOptionsArgs, LeftOut["cluster"]>>;
}

/** Settings that are not arguments of Platform. */
export interface AddedSettings {
  /** Name of the platform, and of its EKS cluster unless `cluster.name` is set. It is the name of the component. */
  name: string;
  /** Whether Pulumi refuses to delete anything of the platform. Default: false. It is an option of every component. */
  protect?: boolean;
  /** The applications by name, which is also the name of the namespace. Each is a component. */
  applications: Record<string, ApplicationFields>;
}

/** Everything under `config:`, as the components' arguments want it. */
export type SettingsFields = AddedSettings &
  ReducedSections &
  Plain<Omit<PlatformArgs, keyof ReducedSections>>;

type IsList<Value> = Value extends readonly unknown[] ? true : false;
type IsMap<Value> = string extends keyof Value ? true : false;
type Join<Path extends string, Key> = `${Path}${Path extends "" ? "" : "."}${Key & string}`;

type IsOptional<Fields, Key extends keyof Fields> = undefined extends Fields[Key] ? true : false;

type FieldDifference<Schema, Args, Key extends keyof Schema & keyof Args, Path extends string> =
  IsOptional<Schema, Key> extends IsOptional<Args, Key>
    ? Difference<NonNullable<Schema[Key]>, NonNullable<Args[Key]>, Join<Path, Key>>
    : `${Join<Path, Key>} is required on one side alone`;

type ObjectDifference<Schema, Args, Path extends string> =
  | `${Join<Path, Exclude<keyof Args, keyof Schema>>} is missing in the schema`
  | `${Join<Path, Exclude<keyof Schema, keyof Args>>} is missing in the arguments`
  | {
      [Key in keyof Schema & keyof Args]: FieldDifference<Schema, Args, Key, Path>;
    }[keyof Schema & keyof Args];

type ScalarDifference<Schema, Args, Path extends string> = [Schema, Args] extends [Args, Schema]
  ? never
  : `${Path} has another type in the arguments`;

/** What differs, as a union of sentences; `never` when nothing does. */
export type Difference<Schema, Args, Path extends string = ""> = [
  IsList<Schema>,
  IsList<Args>,
] extends [true, true]
  ? Difference<Schema[number & keyof Schema], Args[number & keyof Args], `${Path}[]`>
  : [IsMap<Schema>, IsMap<Args>] extends [true, true]
    ? Difference<Schema[string & keyof Schema], Args[string & keyof Args], `${Path}.<name>`>
    : [Schema, Args] extends [object, object]
      ? ObjectDifference<Schema, Args, Path>
      : ScalarDifference<Schema, Args, Path>;

/** Nothing: anything else does not compile. */
export type None<Found extends never> = Found;
