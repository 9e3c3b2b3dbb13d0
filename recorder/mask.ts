import { byText, objectOf, SECRET_MARK, type Json, type JsonMap } from "../basics/json.js";
import type { MaskedProgram, RecordedProgram, RecordedResource } from "./recorded.js";
import {
  isPropertyMap,
  isSecret,
  isUnknown,
  markSecret,
  unwrapSecrets,
  type PropertyMap,
  type PropertyValue,
} from "./values.js";

/** Plain JSON to show or store: `"[secret]"` and `"[unknown]"` in place of the marked values, keys sorted. */
export function redact(value: PropertyValue): Json {
  if (isSecret(value) || isUnknown(value)) return value.toJSON();
  if (Array.isArray(value)) return value.map(redact);
  return isPropertyMap(value) ? redactMap(value) : value;
}

function redactMap(map: Readonly<Record<string, PropertyValue>>): JsonMap {
  const keys = Object.keys(map).sort();
  return Object.fromEntries(keys.map((key) => [key, redact(map[key] ?? null)]));
}

/** A Kubernetes Secret is secret even where the program marks none of its values. */
const KUBERNETES_SECRET = /^kubernetes:core\/v1:Secret(Patch)?$/;

const SECRET_DATA = ["data", "stringData"];

/** The keys stay, so that a plan shows which entries the Secret has. */
function markEntries(map: RecordedResource["inputs"]): PropertyMap {
  const entries = Object.entries(map).map(([field, value]): [string, PropertyValue] => {
    const plain = isSecret(value) ? value.value : value;
    if (!SECRET_DATA.includes(field) || !isPropertyMap(plain)) return [field, value];
    const marked = Object.entries(plain).map(([key, each]) => [key, markSecret(each)] as const);
    return [field, Object.fromEntries(marked)];
  });
  return Object.fromEntries(entries);
}

function markResource(resource: RecordedResource): RecordedResource {
  if (!KUBERNETES_SECRET.test(resource.type)) return resource;
  const { inputs, outputs } = resource;
  return { ...resource, inputs: markEntries(inputs), outputs: markEntries(outputs) };
}

/** The same recording with the contents of every Kubernetes Secret marked as secret. */
export function markKubernetesSecrets(recorded: RecordedProgram): RecordedProgram {
  return { ...recorded, resources: recorded.resources.map(markResource) };
}

/** The same recording in plain JSON: no secret is left in it. */
export function maskProgram(recorded: RecordedProgram): MaskedProgram {
  return {
    ...recorded,
    resources: recorded.resources.map(markResource).map((resource) => ({
      ...resource,
      inputs: redactMap(resource.inputs),
      outputs: redactMap(resource.outputs),
    })),
    outputs: redactMap(recorded.outputs),
  };
}

/** A rendered Secret whose values are masked: they are text under `stringData`, because `data` is base64. */
export function maskSecretObject(object: JsonMap): JsonMap {
  if (object.kind !== "Secret" || object.apiVersion !== "v1") return object;
  const { data, stringData, ...rest } = object;
  const keys = [...Object.keys(objectOf(data)), ...Object.keys(objectOf(stringData))].sort(byText);
  return { ...rest, stringData: Object.fromEntries(keys.map((key) => [key, SECRET_MARK])) };
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

function secretTextsIn(value: PropertyValue | RecordedResource["inputs"]): string[] {
  if (isSecret(value)) return textsIn(unwrapSecrets(value));
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value as Record<string, PropertyValue>).flatMap(secretTextsIn);
}

/** Every text that a recording keeps secret. */
export function secretTexts({ resources }: RecordedProgram): string[] {
  return resources.flatMap(({ inputs, outputs }) => [
    ...secretTextsIn(inputs),
    ...secretTextsIn(outputs),
  ]);
}

/** Shorter texts occur everywhere; masking them hides nothing. */
const SHORTEST = 4;

/** The same text with each secret masked, for log messages and errors of a program. */
export function maskText(text: string, secrets: readonly string[]): string {
  const telling = secrets.filter((secret) => secret.length >= SHORTEST && secret !== SECRET_MARK);
  const longestFirst = telling.sort((left, right) => right.length - left.length);
  return longestFirst.reduce((kept, secret) => kept.replaceAll(secret, SECRET_MARK), text);
}
