import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { awsPartition } from "./outputs/aws-names.js";
import type { ResourceContext, VirtualResource } from "./outputs/context.js";
import { answerCustom } from "./outputs/answer.js";
import type { Mode, RecordedResource } from "./recorded.js";
import type { SourcePosition } from "./requests.js";
import { nameInUrn, formatUrn, providerUrn } from "./urn.js";
import { propertyText } from "./values.js";
import type { PropertyMap } from "./values.js";
import { decodeMap } from "./wire.js";
import type { WireObject } from "./wire.js";

export interface Deployment {
  project: string;
  stack: string;
  mode: Mode;
  account: string;
  region: string;
}

/** What registering and reading a resource have in common. */
export interface ResourceRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getSourceposition(): SourcePosition | undefined;
}

/** A resource registers its outputs after itself. */
type Recorded = Omit<RecordedResource, "outputs"> & { outputs: RecordedResource["outputs"] };

/** The resources of one recording by URN. */
export class ResourceRegistry {
  readonly resources: Recorded[] = [];
  readonly #deployment: Deployment;
  readonly #byUrn = new Map<string, Recorded>();
  readonly #states = new Map<string, WireObject>();
  readonly #places = new Map<string, string>();
  readonly #virtual = new Map<string, VirtualResource & { owner: ResourceContext }>();

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
  }

  get(urn: string): RecordedResource | undefined {
    return this.#byUrn.get(urn);
  }

  createContext(request: ResourceRequest, wire: WireObject): ResourceContext {
    const { project, stack } = this.#deployment;
    const [type, name] = [request.getType(), request.getName()];
    const urn = formatUrn({ stack, project, parent: request.getParent() || undefined, type, name });
    return {
      type,
      name,
      urn,
      inputs: decodeMap(wire),
      ...this.#providerPlace(request.getProvider()),
    };
  }

  /** Refuses a second resource of the same URN and says where both were made. */
  add(resource: RecordedResource, position: SourcePosition | undefined, outputs: WireObject): void {
    const { urn } = resource;
    const place = describe(position);
    if (this.#byUrn.has(urn)) {
      const first = this.#places.get(urn) ?? "";
      throw new Error(
        `two resources have the URN ${urn}: the first at ${first}, the second at ${place}`,
      );
    }
    this.#byUrn.set(urn, resource);
    this.#places.set(urn, place);
    this.#states.set(urn, outputs);
    this.resources.push(resource);
  }

  addVirtual(owner: ResourceContext, children: VirtualResource[]): void {
    for (const child of children) {
      this.#virtual.set(child.urn, { ...child, owner });
    }
  }

  setOutputs(urn: string, outputs: WireObject): void {
    const resource = this.#byUrn.get(urn);
    if (resource === undefined) {
      throw new Error(`outputs for a resource that is not registered: ${urn}`);
    }
    resource.outputs = decodeMap(outputs);
    this.#states.set(urn, outputs);
  }

  /** The graph's resource behind a URN: a remote component stands for its imagined children. */
  actualUrn(urn: string): string {
    return this.#virtual.get(urn)?.owner.urn ?? urn;
  }

  /** The answer to `pulumi:pulumi:getResource`. */
  getState(urn: string): WireObject {
    const virtual = this.#virtual.get(urn);
    if (virtual !== undefined) {
      const { type, inputs, owner } = virtual;
      const { id, outputs } = answerCustom(
        { ...owner, type, urn, name: nameInUrn(urn), inputs },
        this.#deployment.mode,
      );
      return { urn, id: id ?? "", state: outputs };
    }
    const state = this.#states.get(urn);
    if (state === undefined) {
      throw new Error(`no resource has the URN ${urn}`);
    }
    return { urn, id: this.#byUrn.get(urn)?.id ?? "", state };
  }

  #providerPlace(
    providerReference: string,
  ): Pick<ResourceContext, "account" | "region" | "partition" | "provider"> {
    const provider = this.#providerInputs(providerReference);
    const region = propertyText(provider.region) ?? this.#deployment.region;
    const { account } = this.#deployment;
    return { account, region, partition: awsPartition(region), provider };
  }

  #providerInputs(reference: string): PropertyMap {
    return this.#byUrn.get(providerUrn(reference))?.inputs ?? {};
  }
}

function describe(position: SourcePosition | undefined): string {
  const uri = position?.getUri() ?? "";
  if (!uri.startsWith("file:")) {
    return "an unknown place";
  }
  return `${relative(process.cwd(), fileURLToPath(uri))}:${position?.getLine() ?? 0}`;
}
