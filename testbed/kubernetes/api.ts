import { Agent, request } from "node:https";
import { executeIn, type Executed, type PodCommand } from "./exec.js";
import { readAccess, type Access } from "./kubeconfig.js";

/** An object of Kubernetes as it is written. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>> & {
    readonly name: string;
    readonly namespace?: string;
  };
  readonly [field: string]: unknown;
}

/** Whom the administrator of the testbed acts as. */
export interface Identity {
  readonly user: string;
  readonly groups?: readonly string[];
}

export interface Answer {
  readonly status: number;
  /** Kubernetes' own words of a refusal, empty when there is none. */
  readonly message: string;
  readonly body: Readonly<Record<string, unknown>>;
}

interface ResourceType {
  readonly name: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

export interface Call {
  readonly path: string;
  readonly method?: Method;
  readonly body?: unknown;
  readonly contentType?: string;
}

/** Who wrote what is applied here, as the API server keeps it. */
export const FIELD_MANAGER = "bulkhead";

const JSON_TYPE = "application/json";
export const MERGE_PATCH = "application/merge-patch+json";
const APPLY_PATCH = "application/apply-patch+yaml";

function impersonation(identity: Identity | undefined): Record<string, string | string[]> {
  if (identity === undefined) return {};
  const groups = [...(identity.groups ?? []), "system:authenticated"];
  return { "Impersonate-User": identity.user, "Impersonate-Group": groups };
}

function answerOf(status: number, text: string): Answer {
  const body = text.startsWith("{") ? (JSON.parse(text) as Record<string, unknown>) : {};
  const { message } = body;
  const failed = status >= 400;
  return { status, body, message: failed ? (typeof message === "string" ? message : text) : "" };
}

/** A client of one API server, as its administrator or as somebody else. */
export class KubernetesApi {
  private constructor(
    private readonly access: Access,
    private readonly agent: Agent,
    private readonly types: Map<string, readonly ResourceType[]>,
    private readonly identity?: Identity,
  ) {}

  static of(kubeconfig: string): KubernetesApi {
    const access = readAccess(kubeconfig);
    // Node takes an empty text for a certificate that is none.
    const given = Object.entries({ ca: access.ca, cert: access.cert, key: access.key });
    const tls = Object.fromEntries(given.filter(([, text]) => text !== ""));
    return new KubernetesApi(access, new Agent({ keepAlive: true, ...tls }), new Map());
  }

  as(identity: Identity): KubernetesApi {
    return new KubernetesApi(this.access, this.agent, this.types, identity);
  }

  /** Whatever the server says. */
  call({ path, method = "GET", body, contentType = JSON_TYPE }: Call): Promise<Answer> {
    const headers = { "Content-Type": contentType, ...this.credentials() };
    return new Promise((resolve, reject) => {
      const url = new URL(`${this.access.server.replace(/\/$/, "")}${path}`);
      const sent = request(url, { method, agent: this.agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on("data", (chunk: Buffer) => chunks.push(chunk)).on("error", reject);
        response.on("end", () => {
          resolve(answerOf(response.statusCode ?? 0, Buffer.concat(chunks).toString()));
        });
      });
      sent.on("error", reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }

  /** The body of a successful response. */
  async demand(call: Call): Promise<Answer["body"]> {
    const { status, message, body } = await this.call(call);
    if (status >= 400)
      throw new Error(`${call.method ?? "GET"} ${call.path}: ${status} ${message}`);
    return body;
  }

  /** The path of an object; without `named` that of its collection. */
  async pathOf({ apiVersion, kind, metadata }: KubernetesObject, named = true): Promise<string> {
    const type = await this.typeOf(apiVersion, kind);
    const { name, namespace } = metadata;
    if (type.namespaced && namespace === undefined)
      throw new Error(`${kind} ${name}: no namespace`);
    const inside = type.namespaced ? `/namespaces/${namespace ?? ""}` : "";
    return `${groupPath(apiVersion)}${inside}/${type.name}${named ? `/${name}` : ""}`;
  }

  /** All objects of a kind, in every namespace; none of a kind that the API server does not know (any more). */
  async list(apiVersion: string, kind: string): Promise<readonly KubernetesObject[]> {
    const group = await this.call({ path: groupPath(apiVersion) });
    if (group.status === 404) return [];
    const { name } = await this.typeOf(apiVersion, kind);
    const { items } = await this.demand({ path: `${groupPath(apiVersion)}/${name}` });
    return (items as KubernetesObject[]).map((item) => ({ ...item, apiVersion, kind }));
  }

  /** Server-side apply; an unknown field is an error. */
  async apply(object: KubernetesObject): Promise<Answer["body"]> {
    const options = `?fieldManager=${FIELD_MANAGER}&force=true&fieldValidation=Strict`;
    const path = `${await this.pathOf(object)}${options}`;
    return this.demand({ path, method: "PATCH", body: object, contentType: APPLY_PATCH });
  }

  /** Deletes an object, if it exists. */
  async remove(object: KubernetesObject): Promise<void> {
    const path = `${await this.pathOf(object)}?gracePeriodSeconds=0`;
    const { status, message } = await this.call({ path, method: "DELETE" });
    if (status >= 400 && status !== 404) throw new Error(`DELETE ${path}: ${status} ${message}`);
  }

  /** Runs a command in a container; a non-zero exit status does not throw. */
  execute(command: PodCommand): Promise<Executed> {
    const { access, agent } = this;
    return executeIn({ server: access.server, agent, headers: this.credentials() }, command);
  }

  private credentials(): Record<string, string | string[]> {
    const { token } = this.access;
    const bearer = token === "" ? undefined : { Authorization: `Bearer ${token}` };
    return { ...bearer, ...impersonation(this.identity) };
  }

  private async typeOf(apiVersion: string, kind: string): Promise<ResourceType> {
    const known = this.types.get(apiVersion)?.find((type) => type.kind === kind);
    if (known !== undefined) return known;
    const { resources } = await this.demand({ path: groupPath(apiVersion) });
    const types = (resources as ResourceType[]).filter(({ name }) => !name.includes("/"));
    this.types.set(apiVersion, types);
    const found = types.find((type) => type.kind === kind);
    if (found === undefined) throw new Error(`the API server knows no ${kind} of ${apiVersion}`);
    return found;
  }
}

function groupPath(apiVersion: string): string {
  return apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
}
