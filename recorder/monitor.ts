import { answerCustom, answerExisting, answerRemote } from "./outputs/answer.js";
import type { Answer } from "./outputs/answer.js";
import type { ResourceContext } from "./outputs/context.js";
import { readDependencies, readOptions, withSecretOutputs } from "./recorded-resource.js";
import type { RecordedResource } from "./recorded.js";
import { ResourceRegistry } from "./registry.js";
import type { Deployment } from "./registry.js";
import type {
  Callback,
  InvokeRequest,
  ReadRequest,
  RegisterOutputsRequest,
  RegisterRequest,
} from "./requests.js";
import { STACK_REFERENCE_TYPE, stackReferenceState } from "./stack-references.js";
import type { StackReferences } from "./stack-references.js";
import { propertyText, unwrapSecrets } from "./values.js";
import type { PropertyMap } from "./values.js";
import { decodeMap, encodeMap, wireStruct } from "./wire.js";
import type { Encodable, WireObject, WireStruct } from "./wire.js";

export type Invoke = (args: Record<string, unknown>) => unknown;

export interface MonitorOptions {
  deployment: Deployment;
  invokes: Record<string, Invoke>;
  stackReferences: StackReferences;
  onResource?: (resource: { type: string; name: string; count: number }) => void;
}

/** gRPC's status of a call that the server does not know. */
const UNIMPLEMENTED = 12;

/** Newer SDKs ask of each answer whether the resource failed, and whether its outputs are unknown because it was skipped. */
const SUCCEEDED = { getResult: () => 0, getUnknown: () => false };

/** Answers the SDK in the engine's place and records every resource that it registers. */
export class RecordingMonitor {
  /** Grows with every request: a program that still asks is not done. */
  requests = 0;
  /** A finished recording answers nothing, so what a failed program still does ends quietly. */
  finished = false;

  readonly registry: ResourceRegistry;
  readonly #options: MonitorOptions;

  constructor(options: MonitorOptions) {
    this.#options = options;
    this.registry = new ResourceRegistry(options.deployment);
  }

  supportsFeature(
    request: { getId(): string },
    callback: Callback<{ getHassupport(): boolean }>,
  ): void {
    // Without output values, components send unknowns and secrets in the form all others do.
    const supported = request.getId() !== "outputValues";
    callback(null, { getHassupport: () => supported });
  }

  /** Newer SDKs ask for all features at once; of an engine that does not know the call, they ask `supportsFeature`. */
  getDeploymentInfo(_request: unknown, callback: Callback<never>): void {
    callback(Object.assign(new Error("unimplemented"), { code: UNIMPLEMENTED }));
  }

  registerPackage(_request: unknown, callback: Callback<{ getRef(): string }>): void {
    callback(null, { getRef: () => "" });
  }

  signalAndWaitForShutdown(_request: unknown, callback: Callback<object>): void {
    callback(null, {});
  }

  invoke(request: InvokeRequest, callback: Callback<object>): void {
    this.#answer(callback, async () => {
      const args = decodeArguments(request);
      return invokeResponse(
        request.getTok() === "pulumi:pulumi:getResource"
          ? this.registry.getState(propertyText(args.urn) ?? "")
          : await this.#askCaller("invoke", request.getTok(), args),
      );
    });
  }

  /** Methods of remote components, `cluster.getKubeconfig()`. */
  call(request: InvokeRequest, callback: Callback<object>): void {
    this.#answer(callback, async () =>
      invokeResponse(await this.#askCaller("call", request.getTok(), decodeArguments(request))),
    );
  }

  registerResource(request: RegisterRequest, callback: Callback<object>): void {
    this.#answer(callback, () => {
      const wire = request.getObject()?.toJavaScript() ?? {};
      const context = this.registry.createContext(request, wire);
      const custom = request.getCustom();
      const answer = this.#answerFor(request, context);
      const id = (custom ? answer.id : undefined) ?? null;
      const outputs = withSecretOutputs(
        { ...(custom ? wire : {}), ...answer.outputs },
        request.getAdditionalsecretoutputsList(),
      );
      const resource: RecordedResource = {
        ...resourceIdentity(request, context, id),
        custom,
        remote: request.getRemote(),
        external: false,
        inputs: context.inputs,
        outputs: decodeMap(outputs),
        ...readDependencies(request, (urn) => this.registry.actualUrn(urn)),
        ...readOptions(request, this.registry.get(request.getParent())),
      };
      this.registry.addVirtual(context, answer.virtual);
      this.#add(resource, request, outputs);
      return {
        getUrn: () => resource.urn,
        getId: () => id ?? "",
        getObject: () => wireStruct(outputs),
        getPropertydependenciesMap: () => undefined,
        ...SUCCEEDED,
      };
    });
  }

  /** What is read exists already, so its outputs are known in a preview too. */
  readResource(request: ReadRequest, callback: Callback<object>): void {
    this.#answer(callback, () => {
      const wire = request.getProperties()?.toJavaScript() ?? {};
      const context = this.registry.createContext(request, wire);
      const outputs = withSecretOutputs(
        { ...wire, ...this.#readState(request, context) },
        request.getAdditionalsecretoutputsList(),
      );
      const resource: RecordedResource = {
        ...resourceIdentity(request, context, request.getId()),
        custom: true,
        remote: false,
        external: true,
        inputs: context.inputs,
        outputs: decodeMap(outputs),
        dependencies: request.getDependenciesList().sort(),
        propertyDependencies: {},
        providers: {},
        aliases: [],
        protect: false,
        retainOnDelete: false,
        ignoreChanges: [],
      };
      this.#add(resource, request, outputs);
      return {
        getUrn: () => resource.urn,
        // In a preview, newer SDKs take an empty id for one that is not known yet.
        getId: () => request.getId(),
        getProperties: () => wireStruct(outputs),
        ...SUCCEEDED,
      };
    });
  }

  registerResourceOutputs(request: RegisterOutputsRequest, callback: Callback<object>): void {
    this.#answer(callback, () => {
      this.registry.setOutputs(request.getUrn(), request.getOutputs()?.toJavaScript() ?? {});
      return {};
    });
  }

  #answerFor(request: RegisterRequest, context: ResourceContext): Answer {
    const { mode } = this.#options.deployment;
    if (request.getRemote()) {
      return answerRemote(context, mode);
    }
    if (!request.getCustom()) {
      return { id: undefined, outputs: {}, virtual: [] };
    }
    const imported = request.getImportid();
    return imported === "" ? answerCustom(context, mode) : answerExisting(context, imported);
  }

  #readState(request: ReadRequest, context: ResourceContext): WireObject {
    return context.type === STACK_REFERENCE_TYPE
      ? stackReferenceState(request.getId(), this.#options.stackReferences)
      : answerExisting(context, request.getId()).outputs;
  }

  #add(
    resource: RecordedResource,
    request: RegisterRequest | ReadRequest,
    outputs: WireObject,
  ): void {
    this.registry.add(resource, request.getSourceposition(), outputs);
    const { type, name } = resource;
    this.#options.onResource?.({ type, name, count: this.registry.resources.length });
  }

  async #askCaller(kind: string, token: string, args: PropertyMap): Promise<WireObject> {
    const answer = this.#options.invokes[token];
    if (answer === undefined) {
      throw new Error(`${kind} "${token}" has no answer: add it to "invokes"`);
    }
    const result = await answer(unwrapSecrets(args) as Record<string, unknown>);
    return encodeMap((result ?? {}) as Record<string, Encodable>);
  }

  #answer(callback: Callback<object>, respond: () => object | Promise<object>): void {
    this.requests += 1;
    if (this.finished) {
      return;
    }
    const failed = (error: unknown): void => {
      const { message } = error instanceof Error ? error : new Error(String(error));
      // The SDK shows `details` of failed invokes and `message` of failed registrations.
      callback(Object.assign(new Error(message), { details: message }));
    };
    try {
      const response = respond();
      if (response instanceof Promise) {
        response.then((value: object) => {
          callback(null, value);
        }, failed);
      } else {
        callback(null, response);
      }
    } catch (error) {
      failed(error);
    }
  }
}

function decodeArguments(request: InvokeRequest): PropertyMap {
  return decodeMap(request.getArgs()?.toJavaScript() ?? {});
}

function invokeResponse(result: WireObject): {
  getFailuresList: () => never[];
  getReturn: () => WireStruct;
  getReturndependenciesMap: () => undefined;
} {
  return {
    getFailuresList: () => [],
    getReturn: () => wireStruct(result),
    getReturndependenciesMap: () => undefined,
  };
}

function resourceIdentity(
  request: RegisterRequest | ReadRequest,
  { urn, type, name }: ResourceContext,
  id: string | null,
): Pick<RecordedResource, "urn" | "type" | "name" | "id" | "parent" | "provider"> {
  const parent = request.getParent();
  const provider = request.getProvider();
  return {
    urn,
    type,
    name,
    id,
    parent: parent === "" ? null : parent,
    provider: provider === "" ? null : provider,
  };
}
