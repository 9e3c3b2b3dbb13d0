import { isDeepStrictEqual } from "node:util";
import { planInvokes } from "../../cli/plan/invokes.js";
import { awsPartition } from "../../recorder/outputs/aws-names.js";
import type { ResourceContext } from "../../recorder/outputs/context.js";
import { answerCustom } from "../../recorder/outputs/answer.js";
import { decodeMap } from "../../recorder/wire.js";
import { pause } from "../run/own-process.js";
import { SIMULATED_ACCOUNT } from "./account.js";
import type { AccountFolder, Operation } from "./account-folder.js";
import type { Difference, Made, ResourceKey, SimulatedProvider, Wire } from "./provider-server.js";
import type { AwsRecord, JsonMap } from "./record.js";
import { REPLACING } from "./replacements.js";

/** Providers get every value but strings as JSON. */
function parsed(value: unknown): unknown {
  return typeof value === "string" && /^[[{]/.test(value) ? JSON.parse(value) : value;
}

/** The provider `aws`, whose account is a folder and whose answers are those of the recorder. */
export class AwsProvider implements SimulatedProvider {
  private settings: Wire = {};

  constructor(
    readonly version: string,
    private readonly folder: AccountFolder,
  ) {}

  configure(settings: Wire): void {
    this.settings = Object.fromEntries(
      Object.entries(settings).map(([key, value]) => [key, parsed(value)]),
    );
  }

  diff({ type }: ResourceKey, before: Wire, after: Wire): Difference {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    const changed = [...keys].filter((key) => !isDeepStrictEqual(before[key], after[key]));
    const replacing = changed.filter((key) => REPLACING[type]?.includes(key));
    return { changed, replacing };
  }

  async create(key: ResourceKey, inputs: Wire, preview: boolean): Promise<Made> {
    const seed = this.seedOf(key);
    const answer = answerCustom(this.context(key, inputs, seed), preview ? "preview" : "update");
    const made = { id: answer.id ?? "", outputs: answer.outputs };
    if (!preview) {
      const outputs = made.outputs as JsonMap;
      await this.call("create", { ...key, id: made.id, inputs: inputs as JsonMap, outputs, seed });
    }
    return made;
  }

  async update(key: ResourceKey, id: string, inputs: Wire, preview: boolean): Promise<Wire> {
    const record = this.folder.open().find(key.type, id);
    const seed = record?.seed ?? key.urn;
    const { outputs } = answerCustom(this.context(key, inputs, seed), "update");
    const changed = { ...key, id, inputs: inputs as JsonMap, outputs: outputs as JsonMap, seed };
    if (!preview) await this.call("update", changed);
    return outputs;
  }

  read({ type }: ResourceKey, id: string): { inputs: Wire; outputs: Wire } | undefined {
    return this.folder.open().find(type, id);
  }

  async delete(key: ResourceKey, id: string): Promise<void> {
    await this.call("delete", { ...key, id, inputs: {}, outputs: {}, seed: "" });
  }

  invoke(token: string, args: Wire): Wire {
    const invoke = planInvokes(this.region)[token];
    if (invoke === undefined) throw new Error(`the simulated AWS does not know ${token}`);
    return { ...(invoke(args) as Wire), accountId: SIMULATED_ACCOUNT };
  }

  private get region(): string {
    const { region } = this.settings;
    return typeof region === "string" ? region : "eu-central-1";
  }

  /** A resource that takes the place of another of the same name gets another id. */
  private seedOf({ urn }: ResourceKey): string {
    const earlier = this.folder.records().filter((record) => record.urn === urn).length;
    return earlier === 0 ? urn : `${urn}#${earlier}`;
  }

  private context({ type, name }: ResourceKey, inputs: Wire, seed: string): ResourceContext {
    const region = this.region;
    return {
      type,
      name,
      urn: seed,
      inputs: decodeMap(inputs),
      account: SIMULATED_ACCOUNT,
      region,
      partition: awsPartition(region),
      provider: decodeMap(this.settings),
    };
  }

  /** What is asked takes its time, may fail on purpose, and is refused where AWS would refuse it. */
  private async call(operation: Operation, record: AwsRecord): Promise<void> {
    const { type, name, id } = record;
    const began = Date.now();
    const fault = this.folder.faultFor({ operation, type, name });
    if (fault?.delayMs !== undefined) await pause(fault.delayMs);
    try {
      if (fault?.error !== undefined) throw new Error(fault.error);
      const account = this.folder.open();
      account[operation](record);
      this.folder.keep(account);
      this.folder.log({ operation, type, name, id, began, ended: Date.now() });
      if (fault?.answerMs !== undefined) await pause(fault.answerMs);
    } catch (error) {
      const refused = (error as Error).message;
      this.folder.log({ operation, type, name, id, began, ended: Date.now(), refused });
      throw error;
    }
  }
}
