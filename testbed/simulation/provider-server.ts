import * as grpc from "@grpc/grpc-js";
import * as plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import * as services from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import * as pb from "@pulumi/pulumi/proto/provider_pb.js";
import * as empty from "google-protobuf/google/protobuf/empty_pb.js";
import * as struct from "google-protobuf/google/protobuf/struct_pb.js";

/** Properties as the engine sends them, with its marks of unknown values and secrets. */
export type Wire = Record<string, unknown>;

export interface ResourceKey {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
}

export interface Made {
  readonly id: string;
  readonly outputs: Wire;
}

/** The keys that differ, and those of them that make another resource of it. */
export interface Difference {
  readonly changed: string[];
  readonly replacing: string[];
}

/** A provider of custom resources, as far as the engine calls one. */
export interface SimulatedProvider {
  readonly version: string;
  configure(settings: Wire): void;
  diff(key: ResourceKey, before: Wire, after: Wire): Difference;
  create(key: ResourceKey, inputs: Wire, preview: boolean): Promise<Made>;
  update(key: ResourceKey, id: string, inputs: Wire, preview: boolean): Promise<Wire>;
  /** Nothing when it is gone. */
  read(key: ResourceKey, id: string): { inputs: Wire; outputs: Wire } | undefined;
  delete(key: ResourceKey, id: string): Promise<void>;
  invoke(token: string, args: Wire): Wire;
}

type Handler<Request, Response> = (request: Request) => Response | Promise<Response>;

function keyOf(urn: string): ResourceKey {
  const [, , types = "", ...name] = urn.split("::");
  return { urn, type: types.split("$").at(-1) ?? "", name: name.join("::") };
}

function plain(properties: struct.Struct | undefined): Wire {
  return (properties?.toJavaScript() as Wire | undefined) ?? {};
}

function structOf(properties: Wire): struct.Struct {
  return struct.Struct.fromJavaScript(JSON.parse(JSON.stringify(properties)) as Wire as never);
}

/** What the engine itself writes beside the inputs is none of them. */
function inputsOf(properties: struct.Struct | undefined): Wire {
  const entries = Object.entries(plain(properties));
  return Object.fromEntries(entries.filter(([key]) => key !== "__defaults"));
}

function answering<Request, Response>(
  handler: Handler<Request, Response>,
): grpc.handleUnaryCall<Request, Response> {
  return ({ request }, callback) => {
    Promise.resolve()
      .then(() => handler(request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          const details = error instanceof Error ? error.message : String(error);
          callback({ code: grpc.status.UNKNOWN, details });
        },
      );
  };
}

function filled<Message>(message: Message, fill: (message: Message) => void): Message {
  fill(message);
  return message;
}

function configurationOf(provider: SimulatedProvider): Record<string, unknown> {
  return {
    getPluginInfo: answering(() =>
      filled(new plugin.PluginInfo(), (info) => {
        info.setVersion(provider.version);
      }),
    ),
    getSchema: answering(() =>
      filled(new pb.GetSchemaResponse(), (response) => {
        response.setSchema("{}");
      }),
    ),
    attach: answering(() => new empty.Empty()),
    cancel: answering(() => new empty.Empty()),
    checkConfig: answering((request: pb.CheckRequest) =>
      filled(new pb.CheckResponse(), (response) => {
        response.setInputs(request.getNews());
      }),
    ),
    diffConfig: answering(() =>
      filled(new pb.DiffResponse(), (response) => {
        response.setChanges(pb.DiffResponse.DiffChanges.DIFF_NONE);
      }),
    ),
    configure: answering((request: pb.ConfigureRequest) =>
      filled(new pb.ConfigureResponse(), (response) => {
        provider.configure(plain(request.getArgs()));
        response.setSupportspreview(true);
      }),
    ),
    invoke: answering((request: pb.InvokeRequest) =>
      filled(new pb.InvokeResponse(), (response) => {
        response.setReturn(structOf(provider.invoke(request.getTok(), plain(request.getArgs()))));
      }),
    ),
  };
}

function changesOf(provider: SimulatedProvider, request: pb.DiffRequest): pb.DiffResponse {
  const before = inputsOf(request.getOldInputs());
  const { changed, replacing } = provider.diff(
    keyOf(request.getUrn()),
    before,
    inputsOf(request.getNews()),
  );
  const { DIFF_NONE, DIFF_SOME } = pb.DiffResponse.DiffChanges;
  return filled(new pb.DiffResponse(), (response) => {
    response.setChanges(changed.length > 0 ? DIFF_SOME : DIFF_NONE);
    response.setDiffsList(changed);
    response.setReplacesList(replacing);
  });
}

async function creation(
  provider: SimulatedProvider,
  request: pb.CreateRequest,
): Promise<pb.CreateResponse> {
  const preview = request.getPreview();
  const inputs = inputsOf(request.getProperties());
  const { id, outputs } = await provider.create(keyOf(request.getUrn()), inputs, preview);
  return filled(new pb.CreateResponse(), (response) => {
    response.setId(preview ? "" : id);
    response.setProperties(structOf({ ...inputs, ...outputs }));
  });
}

async function change(
  provider: SimulatedProvider,
  request: pb.UpdateRequest,
): Promise<pb.UpdateResponse> {
  const inputs = inputsOf(request.getNews());
  const key = keyOf(request.getUrn());
  const outputs = await provider.update(key, request.getId(), inputs, request.getPreview());
  return filled(new pb.UpdateResponse(), (response) => {
    response.setProperties(structOf({ ...inputs, ...outputs }));
  });
}

function reading(provider: SimulatedProvider, request: pb.ReadRequest): pb.ReadResponse {
  const found = provider.read(keyOf(request.getUrn()), request.getId());
  return filled(new pb.ReadResponse(), (response) => {
    if (found === undefined) return;
    response.setId(request.getId());
    response.setInputs(structOf(found.inputs));
    response.setProperties(structOf({ ...found.inputs, ...found.outputs }));
  });
}

function resourcesOf(provider: SimulatedProvider): Record<string, unknown> {
  return {
    check: answering((request: pb.CheckRequest) =>
      filled(new pb.CheckResponse(), (response) => {
        response.setInputs(structOf(inputsOf(request.getNews())));
      }),
    ),
    diff: answering((request: pb.DiffRequest) => changesOf(provider, request)),
    create: answering((request: pb.CreateRequest) => creation(provider, request)),
    update: answering((request: pb.UpdateRequest) => change(provider, request)),
    read: answering((request: pb.ReadRequest) => reading(provider, request)),
    delete: answering(async (request: pb.DeleteRequest) => {
      await provider.delete(keyOf(request.getUrn()), request.getId());
      return new empty.Empty();
    }),
  };
}

const LARGEST_MESSAGE = 400 * 1024 * 1024;

/** Serves the provider on a port of its own and tells the engine which, as plugins do. */
export function serve(provider: SimulatedProvider): void {
  const server = new grpc.Server({ "grpc.max_receive_message_length": LARGEST_MESSAGE });
  const service = services.ResourceProviderService as unknown as grpc.ServiceDefinition;
  const methods = { ...configurationOf(provider), ...resourcesOf(provider) };
  server.addService(service, methods as grpc.UntypedServiceImplementation);
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    console.log(String(port));
  });
}
