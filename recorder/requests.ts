import type { WireStruct } from "./wire.js";

/** A struct as the SDK sends it. */
type SentStruct = Pick<WireStruct, "toJavaScript">;

/** What the recorder reads of Pulumi's requests: structural, so any copy of the SDK may send them. */
interface Entries<T> {
  entries(): IterableIterator<[string, T]>;
}

export interface SourcePosition {
  getUri(): string;
  getLine(): number;
}

export interface AliasSpec {
  getName(): string;
  getType(): string;
  getStack(): string;
  getProject(): string;
  getParenturn(): string;
  getNoparent(): boolean;
}

export interface Alias {
  getUrn(): string;
  getSpec(): AliasSpec | undefined;
}

export interface RegisterRequest {
  getType(): string;
  getName(): string;
  getParent(): string;
  getCustom(): boolean;
  getRemote(): boolean;
  getObject(): SentStruct | undefined;
  getProtect(): boolean | undefined;
  getRetainondelete(): boolean | undefined;
  hasRetainondelete(): boolean;
  getDeletedwith(): string;
  getProvider(): string;
  getProvidersMap(): Entries<string>;
  getDependenciesList(): string[];
  getPropertydependenciesMap(): Entries<{ getUrnsList(): string[] }>;
  getAliasesList(): Alias[];
  getIgnorechangesList(): string[];
  getAdditionalsecretoutputsList(): string[];
  getImportid(): string;
  getSourceposition(): SourcePosition | undefined;
}

export interface ReadRequest {
  getId(): string;
  getType(): string;
  getName(): string;
  getParent(): string;
  getProvider(): string;
  getProperties(): SentStruct | undefined;
  getDependenciesList(): string[];
  getAdditionalsecretoutputsList(): string[];
  getSourceposition(): SourcePosition | undefined;
}

export interface RegisterOutputsRequest {
  getUrn(): string;
  getOutputs(): SentStruct | undefined;
}

export interface InvokeRequest {
  getTok(): string;
  getArgs(): SentStruct | undefined;
}

export interface LogRequest {
  getSeverity(): number;
  getMessage(): string;
  getUrn(): string;
}

export type Callback<T> = (error: Error | null, response?: T) => void;
