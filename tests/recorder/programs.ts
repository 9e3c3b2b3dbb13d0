import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { recordProgram } from "../../recorder/index.js";
import type {
  PropertyValue,
  RecordedProgram,
  RecordedResource,
  RecordOptions,
} from "../../recorder/index.js";

/** A resource of a provider the recorder knows nothing of. */
export class Thing extends pulumi.CustomResource {
  declare readonly size: pulumi.Output<number>;
  declare readonly label: pulumi.Output<string>;

  constructor(name: string, args: pulumi.Inputs = {}, opts?: pulumi.CustomResourceOptions) {
    super("test:index:Thing", name, { size: undefined, label: undefined, ...args }, opts);
  }
}

/** Any type token with any declared outputs. */
export class Typed extends pulumi.CustomResource {
  constructor(
    type: string,
    name: string,
    args: pulumi.Inputs = {},
    opts?: pulumi.CustomResourceOptions,
  ) {
    super(type, name, { arn: undefined, ...args }, opts);
  }
}

export class Box extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions, type = "test:index:Box") {
    super(type, name, {}, opts);
  }
}

export class TestProvider extends pulumi.ProviderResource {
  constructor(name: string, args: pulumi.Inputs = {}, pkg = "test") {
    super(pkg, name, args);
  }
}

export function record(
  program: RecordOptions["program"],
  options: Partial<RecordOptions> = {},
): Promise<RecordedProgram> {
  return recordProgram({ project: "proj", stack: "dev", program, ...options });
}

export function resourceOf(recorded: RecordedProgram, name: string): RecordedResource {
  const found = recorded.resources.filter((resource) => resource.name === name);
  if (found.length !== 1 || found[0] === undefined) {
    throw new Error(`${found.length} resources are named ${name}`);
  }
  return found[0];
}

/** The text a property holds; anything else fails the test. */
export function text(value: PropertyValue | undefined): string {
  assert.equal(typeof value, "string");
  return value as string;
}

export function urnsOf(recorded: RecordedProgram): string[] {
  return recorded.resources.map(({ urn }) => urn);
}
