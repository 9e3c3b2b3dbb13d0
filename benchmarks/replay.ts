import { setImmediate } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import { classOf } from "./sdk-class.js";
import {
  isSecret,
  unwrapSecrets,
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

/** Classes that the SDK has for types of its own are abstract for writers of programs. */
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
  throw new Error(`${reference} is not a provider`);
}

function sharedOptions(made: Made, resource: Replayed): pulumi.ResourceOptions {
  const { parent, dependencies, protect, deletedWith } = resource;
  return {
    parent: parent === null ? undefined : made.get(parent),
    dependsOn: dependencies.map((urn) => madeBy(made, urn)),
    protect,
    deletedWith: deletedWith === undefined ? undefined : madeBy(made, deletedWith),
  };
}

/** Recorded inputs as a program would give them: secrets stay secret. */
function inputOf(value: PropertyValue): unknown {
  if (isSecret(value)) return pulumi.secret(unwrapSecrets(value));
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
  const own = provider === null ? undefined : providerOf(made, provider);
  if (custom) {
    const Class = classOf(type);
    return new Class(name, inputs, { ...shared, provider: own });
  }
  const handedDown = Object.values(providers).map((reference) => providerOf(made, reference));
  const opts = { ...shared, provider: own, providers: handedDown };
  return new BareComponent(type, name, inputs, opts, remote);
}

/** About as many as an application has. */
const BETWEEN_PAUSES = 20;

/**
 * A program without any component of ours: it registers what was recorded, with the classes of the SDKs, as one writes
 * them by hand, and inputs that are known already. It pauses as often as the components do, which spares it most of
 * its memory: the SDK keeps much for each resource that is not answered for yet.
 */
export function bareProgram(recorded: readonly Replayed[]): () => Promise<Record<string, unknown>> {
  return async () => {
    const made: Made = new Map();
    for (const resource of recorded) {
      if (resource.type === STACK) continue;
      made.set(resource.urn, register(made, resource));
      if (made.size % BETWEEN_PAUSES === 0) await setImmediate();
    }
    return {};
  };
}
