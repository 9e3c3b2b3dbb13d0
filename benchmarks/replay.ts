import * as pulumi from "@pulumi/pulumi";
import {
  isSecret,
  valueOf,
  type PropertyMap,
  type PropertyValue,
  type RecordedResource,
} from "../recorder/index.js";

/** What a recording says about a resource that a bare program needs to register it again. */
export type Replayed = Pick<
  RecordedResource,
  | "urn"
  | "type"
  | "name"
  | "custom"
  | "remote"
  | "parent"
  | "inputs"
  | "dependencies"
  | "provider"
  | "providers"
  | "protect"
  | "deletedWith"
>;

/** The SDK's generic classes are abstract for writers of programs; a replay has no better name for what it makes. */
class BareCustom extends pulumi.CustomResource {}
class BareComponent extends pulumi.ComponentResource {}
class BareProvider extends pulumi.ProviderResource {}

const STACK = "pulumi:pulumi:Stack";
const PROVIDER = "pulumi:providers:";

type Made = Map<string, pulumi.Resource>;

function madeBy(made: Made, urn: string): pulumi.Resource {
  const resource = made.get(urn);
  if (!resource) throw new Error(`${urn} is needed before it is registered`);
  return resource;
}

/** `<urn>::<id>`, as the engine names a provider. */
function providerOf(made: Made, reference: string): pulumi.ProviderResource {
  const provider = madeBy(made, reference.replace(/::[^:]*$/, ""));
  if (provider instanceof BareProvider) return provider;
  throw new Error(`${reference} is no provider`);
}

function sharedOptions(made: Made, resource: Replayed): pulumi.ResourceOptions {
  const { parent, dependencies, protect, deletedWith } = resource;
  return {
    parent: parent === undefined ? undefined : made.get(parent),
    dependsOn: dependencies.map((urn) => madeBy(made, urn)),
    protect,
    deletedWith: deletedWith === undefined ? undefined : madeBy(made, deletedWith),
  };
}

/** Recorded inputs as a program would give them: secrets stay secret. */
function inputOf(value: PropertyValue): unknown {
  if (isSecret(value)) return pulumi.secret(valueOf(value));
  if (Array.isArray(value)) return value.map(inputOf);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value as PropertyMap).map(([key, inner]) => [key, inputOf(inner)]),
  );
}

function register(made: Made, resource: Replayed): pulumi.Resource {
  const { type, name, custom, remote, provider, providers } = resource;
  const inputs = inputOf(resource.inputs) as pulumi.Inputs;
  const shared = sharedOptions(made, resource);
  if (type.startsWith(PROVIDER)) {
    return new BareProvider(type.slice(PROVIDER.length), name, inputs, shared);
  }
  const own = provider === undefined ? undefined : providerOf(made, provider);
  if (custom) {
    return new BareCustom(type, name, inputs, { ...shared, provider: own });
  }
  const handedDown = Object.values(providers).map((reference) => providerOf(made, reference));
  const opts = { ...shared, provider: own, providers: handedDown };
  return new BareComponent(type, name, inputs, opts, remote);
}

/**
 * A program without any component of ours: it registers what was recorded, with the generic classes of the SDK and
 * inputs that are known already.
 */
export function bareProgram(recorded: readonly Replayed[]): () => Record<string, unknown> {
  return () => {
    const made: Made = new Map();
    for (const resource of recorded) {
      if (resource.type !== STACK) made.set(resource.urn, register(made, resource));
    }
    return {};
  };
}
